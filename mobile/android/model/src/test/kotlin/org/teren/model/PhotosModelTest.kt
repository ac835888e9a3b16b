package org.teren.model

import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.teren.core.PhotoState
import org.teren.core.Teren
import org.teren.core.Trouble
import org.teren.core.fake.FakePhone
import org.teren.testing.aPicture

class PhotosModelTest {
    @Test
    fun aPhotoIsAttachedSentTakenOutAndPutThereAgain() = inOffice {
        val photos = PhotosModel(ana, planned("Market"), scope)
        scope.launch { photos.watch() }
        assertEquals(emptyList(), photos.state.value.photos)
        photos.attach(Photograph(photos.album, { aPicture(1) }))
        photos.attach(Photograph(photos.album, { aPicture(2) }))
        assertEquals(2, photos.state.value.photos.size)
        assertEquals(false, photos.state.value.working)
        assertTrue(photos.state.value.photos.all { it.state == PhotoState.WAITING })
        runBlocking { ana.sync() }
        assertTrue(photos.state.value.photos.all { it.state == PhotoState.SENT }, "it is watched")

        val gone = photos.state.value.photos.first().hash
        val picture = photos.state.value.pictures.getValue(gone)
        photos.detach(gone)
        assertEquals(1, photos.state.value.photos.size)
        photos.undo()
        assertEquals(2, photos.state.value.photos.size)
        assertContentEquals(picture, photos.state.value.pictures.getValue(gone))
        assertNull(photos.state.value.removed)
        photos.undo()
        assertEquals(2, photos.state.value.photos.size)
    }

    @Test
    fun whatIsNoPictureIsSaidAndChangesNothing() = inOffice {
        val photos = PhotosModel(ana, planned("Market"), scope)
        photos.attach(Photograph(photos.album, { "a film".toByteArray() }))
        assertIs<Trouble.Invalid>(photos.trouble.value)
        assertEquals(emptyList(), photos.state.value.photos)
        assertEquals(false, photos.state.value.working)
    }

    @Test
    fun aColleaguesPhotoComesWhenItIsAskedFor() = inOffice {
        val id = planned("Market")
        val ion: Teren = runBlocking {
            ana.attach(id, aPicture())
            ana.sync()
            FakePhone(office).join(office.invite("Ion"), "ion").also { it.sync() }
        }
        val photos = PhotosModel(ion, id, scope).apply { load() }
        val photo = photos.state.value.photos.single()
        assertEquals(PhotoState.ELSEWHERE, photo.state)
        assertEquals(emptyMap(), photos.state.value.pictures)
        office.online = false
        photos.fetch(photo.hash)
        assertIs<Trouble.Offline>(photos.trouble.value)
        office.online = true
        photos.fetch(photo.hash)
        assertContentEquals(aPicture(), photos.state.value.pictures.getValue(photo.hash))
    }

    @Test
    fun aPhotoThatCannotBeReadHidesNoOther() = inOffice {
        val id = planned("Market")
        for (at in 1..3) runBlocking { ana.attach(id, aPicture(at)) }
        val rotten = runBlocking { ana.photos(id) }[1].hash
        val some = object : Teren by ana {
            override suspend fun photo(id: String, hash: String) =
                if (hash == rotten) throw Trouble.Unreadable("it is damaged") else ana.photo(id, hash)
        }
        val photos = PhotosModel(some, id, scope).apply { load() }
        assertEquals(3, photos.state.value.photos.size)
        assertEquals(2, photos.state.value.pictures.size)
        assertIs<Trouble.Unreadable>(photos.trouble.value)
    }

    @Test
    fun aLockDoesNotWaitForAPhotoThatIsFetched() = inOffice {
        val id = planned("Market")
        val ion: Teren = runBlocking {
            ana.attach(id, aPicture())
            ana.sync()
            FakePhone(office).join(office.invite("Ion"), "ion").also { it.sync() }
        }
        val slow = object : Teren by ion {
            override suspend fun photo(id: String, hash: String): ByteArray = awaitCancellation()
        }
        val open = OpenWork(slow, scope)
        val photos = PhotosModel(slow, id, open.scope, open.line).apply { load() }
        val fetched = photos.fetch(photos.state.value.photos.single().hash)
        runBlocking { open.close() }
        assertTrue(fetched.isCancelled)
    }
}
