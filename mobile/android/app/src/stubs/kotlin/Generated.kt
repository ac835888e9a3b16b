/* Stands in for what Gradle generates: names of resources, and what the build says of itself. */
@file:Suppress("ClassName", "ConstPropertyName")

package org.teren.app

object R {
    object string {
        const val cancel = 1
        const val unlock_biometrics = 2
    }
}

object BuildConfig {
    const val VERSION_NAME = "0.1.0"
}
