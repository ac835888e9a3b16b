// The project that an Android developer opens. Written, but never built here: neither Gradle 8 nor
// an Android SDK could be had. What the Maven POMs beside it build and test is the same sources.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositoriesMode = RepositoriesMode.FAIL_ON_PROJECT_REPOS
    repositories {
        google()
        mavenCentral()
    }
}
rootProject.name = "teren"
include(":core", ":model", ":ui", ":app")
