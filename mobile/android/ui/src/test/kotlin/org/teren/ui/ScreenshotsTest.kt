package org.teren.ui

import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onRoot
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.fileSize
import kotlin.io.path.writeBytes
import kotlin.test.Test
import kotlin.test.assertTrue
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import org.teren.model.Shade

/** A picture of every screen in each language, for whoever looks: what CI keeps of a run. */
@OptIn(ExperimentalTestApi::class)
class ScreenshotsTest {
    private val folder = Path.of(System.getProperty("teren.screenshots"))

    @ParameterizedTest
    @ValueSource(strings = ["en", "ro", "uk", "bg"])
    fun everyScreenIsPhotographed(language: String) =
        photograph(everyLook(language, density = 2f), language)

    @Test
    fun someAreDark() {
        val some = setOf("today", "count", "session", "pin")
        val looks = everyLook("en", density = 2f).filter { it.screen in some }
        photograph(looks.map { it.copy(shade = Shade.DARK) }, "dark")
    }

    private fun photograph(looks: List<Look>, name: String) {
        for (look in looks) {
            val file = folder.resolve(name).createDirectories().resolve("${look.screen}.png")
            Files.deleteIfExists(file)
            lookAt(look) {
                val bitmap = onRoot().captureToImage().asSkiaBitmap()
                val image = Image.makeFromBitmap(bitmap)
                file.writeBytes(image.encodeToData(EncodedImageFormat.PNG)!!.bytes)
            }
            assertTrue(file.fileSize() > 5_000, "$file shows next to nothing")
        }
    }
}
