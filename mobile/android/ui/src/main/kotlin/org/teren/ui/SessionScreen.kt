package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.core.Session
import org.teren.model.PhotosModel
import org.teren.model.Screen
import org.teren.model.SessionModel
import org.teren.ui.record.Photos
import org.teren.ui.record.undoOf

@Composable
fun SessionScreen(
    model: SessionModel,
    photos: PhotosModel,
    senses: Senses,
    onBack: () -> Unit,
    onGo: (Screen) -> Unit,
    onShare: (name: String, file: ByteArray) -> Unit,
) {
    val texts = LocalTexts.current
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    val session = state.session
    Page(
        title = session?.let { titleOf(it, texts) }.orEmpty(),
        onBack = onBack,
        trouble = trouble,
        below = {
            if (session != null) {
                Doing {
                    undoOf(photos)?.invoke(Modifier.fillMaxWidth())
                    val again = { model.repeat { onGo(Screen.Record(it)) }; Unit }
                    val edit = { onGo(Screen.Record(session.id)) }
                    Beside(
                        { SideButton(texts.text("session_open"), edit, it) },
                        { MainButton(texts.text("session_repeat"), again, it) },
                    )
                }
            }
        },
    ) {
        if (session != null) {
            if (session.withdrawn != null) Hidden(session.withdrawn.orEmpty(), model)
            OneEvent(state, model)
            for (conflict in session.conflicts) ToSettle(conflict, state, model)
            Said(session, state)
            SeenPhotos(photos, senses)
            val give = { model.handOver(onShare); Unit }
            val show = { onGo(Screen.ShowCodes(session.id)) }
            Beside(
                { SideButton(texts.text("session_hand_over"), give, it) },
                { SideButton(texts.text("codes_show"), show, it) },
            )
            if (session.withdrawn == null) Hide(model)
        }
    }
}

@Composable
private fun Said(session: Session, state: SessionModel.State) {
    val texts = LocalTexts.current
    val at = session.startedAt ?: session.plannedFor
    val where = listOfNotNull(
        session.kind?.let { texts.word("kind", it) },
        session.place.words.takeIf(String::isNotBlank),
        at?.let(texts::moment),
        texts.word("status", session.status),
        session.campaign?.let(state::name),
    )
    Plain(where.joinToString("\n"))
    session.review?.takeIf { it.state == "returned" }?.let {
        Heading(texts.text("session_returned"))
        Notice(it.comment, Palette.amber, Palette.onAmber)
    }
    Heading(texts.text("session_figures"))
    Plain(texts.count("people", session.people.toInt()))
    for ((cell, count) in session.figures) Quiet("${texts.cell(cell, state::name)}: $count")
    if (session.team.isNotEmpty()) {
        Heading(texts.text("session_team"))
        for ((who, role) in session.team) Quiet("${state.name(who)}, ${texts.word("team", role)}")
    }
    if (session.topics.isNotEmpty()) {
        Heading(texts.text("field_topics"))
        Quiet(session.topics.joinToString("\n") { texts.word("topic", it) })
    }
    if (session.notes.isNotBlank()) {
        Heading(texts.text("session_notes"))
        Plain(session.notes)
    }
    if (session.counters.isNotEmpty()) {
        Heading(texts.text("session_counted_by"))
        for (counter in session.counters) {
            val who = counter.who?.let(state::name) ?: "?"
            val name = if (counter.whole) "session_whole" else "session_part"
            Quiet("${texts.word("field", counter.table)} · ${texts.text(name, who, counter.total)}")
        }
    }
    Heading(texts.text("session_editors"))
    for (editor in state.editors) {
        Quiet(texts.text("session_at", state.name(editor.who), texts.moment(editor.at)))
    }
}

/** The photos that were attached; others' come when they are asked for. */
@Composable
private fun SeenPhotos(model: PhotosModel, senses: Senses) {
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model) { model.watch() }
    if (state.photos.isEmpty()) return
    Heading(LocalTexts.current.text("record_photos"))
    trouble?.let { Notice(it.words(), Palette.rose, Palette.onRose) }
    Photos(state, model, senses)
}

internal fun titleOf(session: Session, texts: Texts): String {
    val kind = session.kind?.let { texts.word("kind", it) }
    return session.title.ifBlank { kind ?: texts.text("app_name") }
}

/** What a cell counts: `reached.f.14-17` is "Women and girls, 14–17". */
internal fun Texts.cell(cell: String, name: (String) -> String): String {
    val parts = cell.split('.', limit = 3)
    return when (parts[0]) {
        "reached" -> "${word("sex", parts[1])}, ${word("age", parts[2])}"
        "groups" -> word("group", parts[1])
        "tallies" -> word("tally", parts[1])
        else -> {
            val id = cell.substringAfter('.')
            name(id).takeIf { it != id } ?: word("material", id)
        }
    }
}
