package org.teren.core.fake

import org.teren.core.CodesProgress
import org.teren.core.CodesRead
import org.teren.core.Trouble

/** Codes as `CODE/series/number/of/part`; the real ones carry more of a file, and sums of it. */
internal fun fakeCodes(file: ByteArray): List<String> {
    val parts = file.toList().chunked(PART) { part -> part.joinToString("") { "%02X".format(it) } }
    val series = file.contentHashCode()
    return parts.mapIndexed { at, part -> "CODE/$series/${at + 1}/${parts.size}/$part" }
}

/** What was [kept] are codes as well, a line each. */
internal fun fakeRead(kept: String, code: String?): CodesRead {
    val codes = kept.lines().filter(String::isNotEmpty)
    val words = (codes + listOfNotNull(code)).distinct().map { it.split('/') }
    if (words.any { it.size != WORDS }) throw Trouble.HandOver("unknown", "this is no such code")
    if (words.distinctBy { it[1] }.size > 1) {
        throw Trouble.HandOver("other_codes", "it is of another hand-over")
    }
    val of = words.firstOrNull()?.get(3)?.toInt() ?: 0
    val parts = words.associate { it[2].toInt() to it[4] }.toSortedMap()
    val bytes = parts.values.joinToString("").chunked(2) { "$it".toInt(16).toByte() }
    return CodesRead(
        words.joinToString("\n") { it.joinToString("/") },
        CodesProgress(parts.size, of, (1..of).filter { it !in parts }),
        bytes.toByteArray().takeIf { of > 0 && parts.size == of },
    )
}

/** Bytes in one code. */
private const val PART = 4

/** Words of one code. */
private const val WORDS = 5
