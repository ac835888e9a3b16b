package org.teren.app

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals

/** Looks at the sources of the app, which nothing here runs. */
class AppSourcesTest {
    private val app = File(System.getProperty("teren.android"), "app/src/main")
    private val sources = app.walk().filter { it.extension == "kt" }.map(File::readText).toList()

    @Test
    fun whatTheMemberMustAllowIsAskedFor() {
        val manifest = app.resolve("AndroidManifest.xml").readText()
        val named = Regex("""uses-permission android:name="android\.permission\.(\w+)"""")
            .findAll(manifest).map { it.groupValues[1] }.toList()
        val unasked = (named - GIVEN).filterNot { permission ->
            sources.any { "Manifest.permission.$permission" in it }
        }
        assertEquals(emptyList(), unasked)
    }

    @Test
    fun whatTheScreensNeedOfAPlatformIsThere() {
        val missing = NEEDED.filterNot { name ->
            sources.any { Regex("""[:,] $name \{""").containsMatchIn(it) }
        }
        assertEquals(emptyList(), missing)
    }

    private companion object {
        /** What Android gives without asking anybody. */
        val GIVEN =
            setOf("INTERNET", "ACCESS_NETWORK_STATE", "RECEIVE_BOOT_COMPLETED", "USE_BIOMETRIC")

        val NEEDED = listOf("Biometrics", "Keys", "Kept", "Platform", "Reminding", "Senses", "Texts")
    }
}
