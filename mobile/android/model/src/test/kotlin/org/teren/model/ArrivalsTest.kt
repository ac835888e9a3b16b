package org.teren.model

import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.core.Trouble
import org.teren.testing.aPicture

/** What comes from a camera or another app while no screen waits for it. */
class ArrivalsTest {
    @Test
    fun aPhotoWaitsForTheSessionThatItIsFor() = inOffice {
        val (id, other) = listOf(planned("Market"), planned("Fair"))
        val arrivals = Arrivals<Photograph>()
        var done = 0
        arrivals.put(Photograph(Album(ana.label, id), { aPicture() }) { done++ })
        val elsewhere = PhotosModel(ana, other, scope)
        val looked = scope.launch { elsewhere.take(arrivals) }
        assertEquals(0, attached(other))
        looked.cancel()
        val photos = PhotosModel(ana, id, scope)
        scope.launch { photos.take(arrivals) }
        assertNull(photos.trouble.value)
        assertEquals(1, attached(id))
        assertEquals(1, done)
    }

    private fun Desk.attached(id: String) = runBlocking { ana.photos(id).size }

    @Test
    fun aPhotoIsKeptUnlessItNeverCanBeAttached() = inOffice {
        val photos = PhotosModel(ana, planned("Market"), scope)
        var done = 0
        photos.attach(Photograph(photos.album, { throw Trouble.Full("no room") }) { done++ })
        assertIs<Trouble.Full>(photos.trouble.value)
        assertEquals(0, done)
        photos.attach(Photograph(photos.album, { "a film".toByteArray() }) { done++ })
        assertIs<Trouble.Invalid>(photos.trouble.value)
        assertEquals(1, done)
    }

    @Test
    fun aFileThatNoPhoneMadeOrThatIsGoneIsSaid() = inOffice {
        val together = TogetherModel(ana, scope)
        together.take(Result.success(ByteArray(TogetherModel.FILE_BYTES_MAX + 1)))
        assertTrue(together.state.value.isTooLarge)
        together.take(Result.failure(Trouble.NotFound("it is gone")))
        assertIs<Trouble.NotFound>(together.trouble.value)
        assertEquals(emptyList(), together.state.value.taken)
    }
}
