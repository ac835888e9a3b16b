package org.teren.core

import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Everything but the bridge and the bindings' own tests speaks the words of the screens. */
class OneModuleSeesTheBindingsTest {
    private val android = Path.of(System.getProperty("teren.android"))

    @Test
    fun onlyTheBridgeNamesThem() {
        val sources = Files.walk(android).use { all ->
            all.filter { it.name.endsWith(".kt") && "target" !in "$it" }.toList()
        }
        val naming = sources.filter { "org.teren.bindings" in it.readText() }
            .map { android.relativize(it).toString() }
        assertTrue(naming.any { "/bridge/" in it }, "the walk found nothing: $android")
        val strangers = naming.filterNot {
            "/core/bridge/" in it || "/test/kotlin/org/teren/bindings/" in it ||
                it.endsWith("OneModuleSeesTheBindingsTest.kt")
        }
        assertEquals(emptyList(), strangers)
    }
}
