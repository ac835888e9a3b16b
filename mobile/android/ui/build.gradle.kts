plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.compose.compiler)
}

val made = layout.buildDirectory.dir("made")

// The texts of all languages, out of mobile/locales.
val texts by tasks.registering(Exec::class) {
    workingDir = rootDir.resolve("../..")
    commandLine("cargo", "run", "--locked", "--release", "-p", "texts", "--", made.get().asFile.path)
}

android {
    namespace = "org.teren.ui"
    compileSdk = 35
    defaultConfig { minSdk = 26 }
    buildFeatures { compose = true }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].res.srcDir(made.map { it.dir("android") })
}

kotlin { jvmToolchain(17) }

tasks.named("preBuild") { dependsOn(texts) }

dependencies {
    api(project(":model"))
    api(platform(libs.compose.bom))
    api(libs.compose.material3)
    api(libs.compose.icons)
    implementation(libs.zxing.core)
}
