plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

val workspace = rootDir.resolve("../..")
val made = layout.buildDirectory.dir("made")

// The library for each kind of processor, by cargo-ndk (`cargo install cargo-ndk`, and the targets
// by `rustup target add aarch64-linux-android armv7-linux-androideabi x86_64-linux-android`).
// NDK r28 and newer lay it out for memory pages of 16 kB by themselves; the flag says it to r27.
val cargoNdk by tasks.registering(Exec::class) {
    workingDir = workspace
    environment("RUSTFLAGS", "-C link-arg=-Wl,-z,max-page-size=16384")
    commandLine(
        "cargo", "ndk", "--platform", "26",
        "-t", "arm64-v8a", "-t", "armeabi-v7a", "-t", "x86_64",
        "-o", made.get().dir("jniLibs").asFile.path,
        "build", "--locked", "--release", "-p", "ffi", "--no-default-features",
    )
}

// The Kotlin sources that belong to the library, out of the one for this machine.
val bindings by tasks.registering(Exec::class) {
    workingDir = workspace
    commandLine(
        "sh", "-c",
        "cargo build --locked --release -p ffi && " +
            "mobile/generate-bindings \"\${CARGO_TARGET_DIR:-target}/release\" " +
            "'${made.get().asFile.path}/bindings'",
    )
}

android {
    namespace = "org.teren.core"
    compileSdk = 35
    defaultConfig { minSdk = 26 }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].apply {
        kotlin.srcDir(made.map { it.dir("bindings/kotlin") })
        jniLibs.srcDir(made.map { it.dir("jniLibs") })
    }
}

kotlin { jvmToolchain(17) }

tasks.named("preBuild") { dependsOn(cargoNdk, bindings) }

dependencies {
    api(libs.coroutines.android)
    implementation("${libs.jna.get()}@aar")
}
