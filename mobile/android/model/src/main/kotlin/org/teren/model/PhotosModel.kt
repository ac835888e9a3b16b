package org.teren.model

import kotlinx.coroutines.CoroutineScope
import org.teren.core.Photo
import org.teren.core.PhotoState
import org.teren.core.Teren
import org.teren.core.Trouble

/** The photos of a session: how far each has gone, one more, one less. */
class PhotosModel(
    private val teren: Teren,
    private val id: String,
    scope: CoroutineScope,
    /** Where photos are fetched, which a lock does not wait for. */
    private val line: CoroutineScope = scope,
) : Model<PhotosModel.State>(State(emptyList(), emptyMap(), null, false), scope) {
    data class State(
        val photos: List<Photo>,
        /** The JPEGs that are here, by their hashes. */
        val pictures: Map<String, ByteArray>,
        /** The one that was taken out last, to be put there again. */
        val removed: ByteArray?,
        /** Whether one is being made ready. */
        val working: Boolean,
    )

    val album = Album(teren.label, id)

    /** Follows how far they have gone, as long as somebody looks. */
    suspend fun watch() = teren.standing.collect { load().join() }

    fun load() = act { reload() }

    /** Attaches what a camera or a gallery gave for these, as long as somebody looks. */
    suspend fun take(photographs: Arrivals<Photograph>) {
        photographs.each({ it.album == album }) { attach(it).join() }
    }

    /** It is kept where it is until it is attached, unless it never can be. */
    fun attach(photograph: Photograph) = actBusy({ copy(working = it) }) {
        try {
            teren.attach(id, photograph.read())
        } catch (never: Trouble.Invalid) {
            photograph.done()
            throw never
        }
        photograph.done()
        reload()
    }

    fun detach(hash: String) = act {
        val picture = state.value.pictures[hash]
        teren.detach(id, hash)
        reload()
        show { it.copy(removed = picture) }
    }

    /** Puts the one there again that was taken out last. */
    fun undo() = act {
        val picture = state.value.removed ?: return@act
        teren.attach(id, picture)
        reload()
        show { it.copy(removed = null) }
    }

    /** Fetches one that a colleague attached. */
    fun fetch(hash: String) = aside(line) {
        val picture = teren.photo(id, hash)
        show { it.copy(pictures = it.pictures + (hash to picture)) }
    }

    /** Shows which there are, then each picture by itself: one that cannot be read hides no other. */
    private suspend fun reload() {
        val photos = teren.photos(id)
        val hashes = photos.map { it.hash }.toSet()
        show { it.copy(photos = photos, pictures = it.pictures.filterKeys(hashes::contains)) }
        val here = photos.filter { it.state != PhotoState.ELSEWHERE }.map { it.hash }
        val troubles = (here - state.value.pictures.keys).mapNotNull { hash ->
            try {
                val picture = teren.photo(id, hash)
                show { it.copy(pictures = it.pictures + (hash to picture)) }
                null
            } catch (trouble: Trouble) {
                trouble
            }
        }
        troubles.firstOrNull()?.let { throw it }
    }
}
