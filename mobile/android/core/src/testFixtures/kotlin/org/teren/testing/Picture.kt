package org.teren.testing

import java.awt.Color
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import javax.imageio.ImageIO

/** A JPEG as a camera might make it: a wall with a poster, of another green for each number. */
fun aPicture(number: Int = 0): ByteArray {
    val image = BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB)
    val brush = image.createGraphics()
    brush.color = Color(0xD8, 0xD2, 0xC4)
    brush.fillRect(0, 0, image.width, image.height)
    brush.color = Color(0x20, 0x60 + 12 * (number % 10), 0x50)
    brush.fillRect(90, 30, 140, 180)
    brush.color = Color.WHITE
    for (line in 0 until 5) brush.fillRect(110, 60 + 26 * line, 100 - 12 * line, 10)
    brush.dispose()
    val file = ByteArrayOutputStream()
    check(ImageIO.write(image, "jpg", file)) { "this Java writes no JPEG" }
    return file.toByteArray()
}
