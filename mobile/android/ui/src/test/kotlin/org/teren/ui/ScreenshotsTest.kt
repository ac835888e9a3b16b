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
import kotlin.test.assertTrue
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** A picture of every screen in each language, for whoever looks: what CI keeps of a run. */
@OptIn(ExperimentalTestApi::class)
class ScreenshotsTest {
    private val folder = Path.of(System.getProperty("teren.screenshots"))

    @ParameterizedTest
    @ValueSource(strings = ["en", "ro", "uk", "bg"])
    fun everyScreenIsPhotographed(language: String) {
        for (look in everyLook(language, density = 2f)) {
            val file = folder.resolve(language).createDirectories().resolve("${look.screen}.png")
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
