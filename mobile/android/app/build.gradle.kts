// Written, but never built here: see settings.gradle.kts. `pom.xml` checks the types of its sources.
plugins {
    alias(libs.plugins.android.application)
    alias(libs.plugins.kotlin.android)
    alias(libs.plugins.compose.compiler)
}

android {
    namespace = "org.teren.app"
    compileSdk = 35
    defaultConfig {
        applicationId = "org.teren.app"
        minSdk = 26
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
    }
    buildFeatures {
        compose = true
        buildConfig = true
    }
    androidResources { localeFilters += listOf("en", "ro", "uk", "bg") }
    buildTypes {
        release {
            isMinifyEnabled = true
            proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "keep.pro")
        }
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
}

kotlin { jvmToolchain(17) }

dependencies {
    implementation(project(":ui"))
    implementation(libs.activity.compose)
    implementation(libs.appcompat)
    implementation(libs.biometric)
    implementation(libs.fragment)
    implementation(libs.work.runtime)
    implementation(libs.zxing.embedded)
}
