package org.teren.ui

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import org.teren.core.Trouble
import org.teren.model.ShowCodesModel

/** Work as codes for another phone's camera: first how many, then one after another. */
@Composable
fun ShowCodesScreen(
    model: ShowCodesModel,
    session: String?,
    senses: Senses,
    onBack: () -> Unit,
    onShare: (name: String, file: ByteArray) -> Unit,
) {
    val state by model.state.collectAsState()
    val trouble by model.trouble.collectAsState()
    LaunchedEffect(model, session) { model.open(session) }
    val codes = state.codes.takeIf { state.session == session }
    if (codes != null && state.showing) {
        Shown(codes, state, model, senses, onBack)
    } else {
        Ready(codes, state, model, trouble, onBack) { model.share(onShare) }
    }
}

/** How many codes it takes, before anybody holds a phone still for them. */
@Composable
private fun Ready(
    codes: List<String>?,
    state: ShowCodesModel.State,
    model: ShowCodesModel,
    trouble: Trouble?,
    onBack: () -> Unit,
    onShare: () -> Unit,
) {
    val texts = LocalTexts.current
    val wide = Modifier.fillMaxWidth()
    val show: @Composable (Modifier) -> Unit = {
        val words = texts.text(if (state.begun) "codes_go_on" else "codes_show")
        when {
            state.areMany -> SideButton(words, model::begin, it)
            else -> MainButton(words, model::begin, it)
        }
    }
    val share: @Composable (Modifier) -> Unit = {
        MainButton(texts.text("codes_share"), onShare, it)
    }
    Page(
        title = texts.text("codes_show"),
        onBack = onBack,
        trouble = trouble,
        below = {
            when {
                codes == null -> {}
                codes.isEmpty() -> Doing { share(wide) }
                state.areMany -> Doing { Beside(show, share) }
                else -> Doing { show(wide) }
            }
        },
    ) {
        Plain(texts.text("codes_how"))
        if (codes == null) return@Page
        if (codes.isEmpty()) {
            Notice(texts.text("codes_too_many"), Palette.amber, Palette.onAmber)
        } else {
            Plain(texts.count("codes_takes", codes.size))
        }
        if (state.areMany) Notice(texts.text("codes_many"), Palette.amber, Palette.onAmber)
        if (state.begun) {
            Notice(texts.text("codes_left"))
            SideButton(texts.text("codes_new"), { model.renew() }, wide)
        }
    }
}

@Composable
private fun Shown(
    codes: List<String>,
    state: ShowCodesModel.State,
    model: ShowCodesModel,
    senses: Senses,
    onBack: () -> Unit,
) {
    val texts = LocalTexts.current
    val name = texts.text("codes_one", state.at + 1, codes.size)
    LaunchedEffect(model) { model.turn() }
    Awake(senses)
    val done = {
        model.done()
        onBack()
    }
    Page(
        title = name,
        onBack = onBack,
        below = {
            Doing {
                if (codes.size > 1) {
                    val hold = texts.text(if (state.turning) "codes_hold" else "codes_go_on")
                    Beside(
                        { SideButton(hold, { model.hold(state.turning) }, it) },
                        { SideButton(texts.text("codes_next"), model::next, it) },
                    )
                }
                MainButton(texts.text("codes_done"), done, Modifier.fillMaxWidth())
            }
        },
    ) {
        Code(codes[state.at], name)
        Quiet(texts.text("codes_until"))
    }
}
