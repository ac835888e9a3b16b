package org.teren.app

import java.io.File
import java.io.IOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.teren.core.Trouble
import org.teren.model.Album
import org.teren.model.Arrivals
import org.teren.model.Photograph

/**
 * Photos between a camera or a gallery and the session that they are for, one file each: the system
 * may end the app while somebody takes them. A file goes once its photo is attached, position and
 * all. Written, but never built here.
 */
class Snapshots(private val folder: File) {
    /** What waits for its session to be shown. */
    val arrivals = Arrivals<Photograph>()

    /** The file of the one photo that is being taken. */
    @Throws(IOException::class)
    fun begin(album: Album): File {
        drop()
        val place = File(folder, "${album.label}/${album.session}").apply { mkdirs() }
        return File(place, "${System.currentTimeMillis()}$TAKING").apply { createNewFile() }
    }

    /** Where it is, also when another process of the app began it. */
    fun begun(): File? = folder.walk().firstOrNull { it.name.endsWith(TAKING) }

    /** It was taken. */
    fun taken() {
        val file = begun() ?: return
        if (file.length() == 0L) return drop()
        val whole = File(file.path.removeSuffix(TAKING) + TAKEN)
        if (file.renameTo(whole)) offer(whole)
    }

    /** It was not taken after all. */
    fun drop() {
        begun()?.delete()
    }

    /** It could not be taken: whoever wanted it is told. */
    fun fail(album: Album, trouble: Trouble) =
        arrivals.put(Photograph(album, { throw trouble }))

    fun failAt(file: File, trouble: Trouble) = albumOf(file)?.let { fail(it, trouble) }

    /** Once after the app was started: what was taken before it ended. */
    fun offerAll() {
        val (fresh, stale) = folder.walk().filter { it.name.endsWith(TAKEN) }.toList()
            .partition { System.currentTimeMillis() - it.lastModified() < KEPT_MS }
        stale.forEach(File::delete)
        fresh.forEach(::offer)
    }

    /** Nothing is left of a member whose work is gone. */
    fun forget(label: String) {
        File(folder, label).deleteRecursively()
    }

    private fun offer(file: File) {
        val album = albumOf(file) ?: return
        arrivals.put(Photograph(album, { read(file) }, { file.delete() }))
    }

    private fun albumOf(file: File): Album? = file.parentFile?.let { session ->
        session.parentFile?.let { Album(it.name, session.name) }
    }

    private suspend fun read(file: File): ByteArray = withContext(Dispatchers.IO) {
        try {
            file.inputStream().use { it.readAtMost(PICTURE_READ_BYTES) }
        } catch (failed: IOException) {
            throw Trouble.NotFound("the photo that was taken: ${failed.message}")
        }
    }

    companion object {
        /** One more than the library takes, which then says so: its `PICTURE_BYTES_MAX`. */
        const val PICTURE_READ_BYTES = 48 * 1024 * 1024 + 1

        private const val TAKING = ".taking"
        private const val TAKEN = ".jpg"

        /** A month: whoever has not looked at the session since does not want it. */
        private const val KEPT_MS = 30L * 24 * 60 * 60 * 1000
    }
}
