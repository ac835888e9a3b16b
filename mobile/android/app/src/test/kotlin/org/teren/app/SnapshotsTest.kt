package org.teren.app

import java.io.File
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir
import org.teren.model.Album
import org.teren.model.Photograph

/** What becomes of a photo when the app is ended behind the camera. */
class SnapshotsTest {
    @TempDir
    lateinit var folder: Path

    private val album = Album("ana", "s-1")

    private fun snapshots() = Snapshots(folder.toFile())

    private fun Snapshots.waiting(): List<Photograph> = runBlocking {
        val found = mutableListOf<Photograph>()
        launch(Dispatchers.Unconfined) { arrivals.each { found += it } }.cancel()
        found
    }

    private fun files() = folder.toFile().walk().filter(File::isFile).toList()

    @Test
    fun aPhotoOfAnAppThatWasEndedComesToItsSessionAndGoesOnceItIsAttached() {
        snapshots().begin(album).writeText("a photo")
        val anew = snapshots().apply { taken() }
        val photo = anew.waiting().single()
        assertEquals(album, photo.album)
        assertContentEquals("a photo".toByteArray(), runBlocking { photo.read() })
        assertEquals(1, files().size)
        photo.done()
        assertEquals(emptyList(), files())
    }

    @Test
    fun aPhotoThatNobodyAttachedIsOfferedAtTheNextStart() {
        snapshots().apply { begin(album).writeText("a photo") }.taken()
        assertEquals(album, snapshots().apply { offerAll() }.waiting().single().album)
    }

    @Test
    fun nothingIsLeftOfWhatWasNotTakenNorOfAMemberWhoLeft() {
        val snapshots = snapshots()
        snapshots.begin(album)
        snapshots.taken()
        assertEquals(emptyList(), files())
        snapshots.begin(album)
        assertNotNull(snapshots.begun())
        snapshots.drop()
        assertEquals(emptyList(), files())
        snapshots.begin(album).writeText("a photo")
        snapshots.taken()
        snapshots.forget("ana")
        assertEquals(emptyList(), files())
    }
}
