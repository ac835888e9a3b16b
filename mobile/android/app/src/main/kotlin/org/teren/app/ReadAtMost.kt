package org.teren.app

import android.content.ContentResolver
import android.net.Uri
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream
import java.io.OutputStream
import org.teren.core.Trouble

/** Copies what is in it, [most] bytes of it. */
internal fun InputStream.copyAtMost(most: Int, to: OutputStream) {
    val piece = ByteArray(PIECE_BYTES)
    var left = most
    while (left > 0) {
        val n = read(piece, 0, minOf(piece.size, left))
        if (n < 0) return
        to.write(piece, 0, n)
        left -= n
    }
}

internal fun InputStream.readAtMost(most: Int): ByteArray =
    ByteArrayOutputStream().also { copyAtMost(most, it) }.toByteArray()

/** Opens what another app gave; a [Trouble] when it is gone, or was given to somebody else. */
internal inline fun <T> ContentResolver.orTrouble(address: Uri, read: (InputStream) -> T): T = try {
    openInputStream(address)?.use(read) ?: throw unreadable("no app has it")
} catch (failed: IOException) {
    throw unreadable(failed.message)
} catch (failed: SecurityException) {
    throw unreadable(failed.message)
}

internal fun unreadable(reason: String?) = Trouble.NotFound("the file that was given: $reason")

/** Bytes that are read at once. */
private const val PIECE_BYTES = 64 * 1024
