package org.teren.ui.record

import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.dp
import org.teren.core.Photo
import org.teren.core.PhotoState
import org.teren.model.PhotosModel
import org.teren.ui.Beside
import org.teren.ui.LocalTexts
import org.teren.ui.Notice
import org.teren.ui.Palette
import org.teren.ui.Quiet
import org.teren.ui.Senses
import org.teren.ui.SideButton
import org.teren.ui.words

/** Photos of places or material: what may be on them is said before the camera opens. */
@Composable
internal fun PhotosStep(model: PhotosModel, senses: Senses) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model) { model.watch() }
    LaunchedEffect(model) { model.take(senses.photographs) }
    Notice(texts.text("photos_warning"), Palette.amber, Palette.onAmber)
    trouble?.let { Notice(it.words(), Palette.rose, Palette.onRose) }
    val wide = Modifier.fillMaxWidth()
    val choose = { senses.pickPicture(model.album) }
    val camera = senses.camera
    if (camera == null) {
        SideButton(texts.text("photos_choose"), choose, wide)
    } else {
        Beside(
            { SideButton(texts.text("photos_choose"), choose, it) },
            { SideButton(texts.text("photos_take"), { camera(model.album) }, it) },
        )
    }
    if (state.working) Quiet(texts.text("photos_working"))
    Photos(state, model, senses)
}

/** Puts the photo there again that was taken out last; nothing while there is none. */
@Composable
internal fun undoOf(model: PhotosModel): (@Composable (Modifier) -> Unit)? {
    val state by model.state.collectAsState()
    if (state.removed == null) return null
    val words = LocalTexts.current.text("photos_undo")
    return { SideButton(words, { model.undo() }, it) }
}

/** The photos, with where each one is. */
@Composable
internal fun Photos(state: PhotosModel.State, model: PhotosModel, senses: Senses) {
    val texts = LocalTexts.current
    val wide = Modifier.fillMaxWidth()
    state.photos.forEachIndexed { at, photo ->
        val name = texts.text("photos_one", at + 1)
        val bytes = state.pictures[photo.hash]
        if (bytes != null) Picture(bytes, name, senses)
        Quiet("$name · ${where(photo)}")
        // What was not seen cannot be taken out, nor put there again.
        if (bytes == null) {
            SideButton(texts.text("photos_fetch", name), { model.fetch(photo.hash) }, wide)
        } else {
            SideButton(texts.text("photos_remove", name), { model.detach(photo.hash) }, wide)
        }
    }
}

@Composable
private fun Picture(bytes: ByteArray, name: String, senses: Senses) {
    val picture = remember(bytes) { senses.picture(bytes) } ?: return
    Image(
        picture,
        name,
        Modifier.fillMaxWidth().heightIn(max = 240.dp).clip(RoundedCornerShape(14.dp)),
        contentScale = ContentScale.Crop,
    )
}

@Composable
private fun where(photo: Photo): String {
    val texts = LocalTexts.current
    return when (photo.state) {
        PhotoState.WAITING ->
            if (photo.percent == 0) texts.text("photos_waiting")
            else texts.text("photos_sending", photo.percent)
        PhotoState.SENT -> texts.text("photos_sent")
        PhotoState.REFUSED -> texts.text("photos_refused")
        PhotoState.ELSEWHERE -> texts.text("photos_elsewhere")
    }
}
