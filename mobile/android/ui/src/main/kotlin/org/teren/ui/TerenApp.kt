package org.teren.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import org.teren.core.Teren
import org.teren.model.AppModel
import org.teren.model.ForMeModel
import org.teren.model.HelplineModel
import org.teren.model.JoinModel
import org.teren.model.PhotosModel
import org.teren.model.RecordModel
import org.teren.model.Screen
import org.teren.model.SessionModel
import org.teren.model.SessionsModel
import org.teren.model.SyncModel
import org.teren.model.TodayModel
import org.teren.model.TogetherModel
import org.teren.ui.record.RecordScreen

/** What the screens need of the platform. */
interface Platform : Senses {
    /** The texts of a language; of the first one when there are none. */
    fun texts(language: String): Texts

    /** Remembers the language for the next time. */
    fun keepLanguage(language: String)

    /** Opens the dialler. */
    fun call(number: String)

    /** Passes a file on by whatever way the phone has. */
    fun share(name: String, file: ByteArray)

    /** Lets a file be chosen and tells what is in it. */
    fun pick(found: (ByteArray) -> Unit)

    /** Reads an invite's picture and tells the link; none where there is no camera. */
    val scan: ((found: (String) -> Unit) -> Unit)?
}

/** The whole app: the open screen of whoever uses the phone. */
@Composable
fun TerenApp(app: AppModel, language: String, platform: Platform) {
    var spoken by remember { mutableStateOf(language) }
    val onLanguage = { tag: String ->
        spoken = tag
        platform.keepLanguage(tag)
    }
    LaunchedEffect(app) { app.start() }
    CompositionLocalProvider(LocalTexts provides platform.texts(spoken)) {
        TerenTheme {
            val state by app.state.collectAsState()
            val teren = state.teren
            if (teren == null) {
                Outside(app, state, platform, onLanguage)
            } else {
                Inside(app, teren, state.screen ?: Screen.Today, platform, onLanguage)
            }
        }
    }
}

/** Before anybody's work is open. */
@Composable
private fun Outside(
    app: AppModel,
    state: AppModel.State,
    platform: Platform,
    onLanguage: (String) -> Unit,
) {
    when (state.screen) {
        Screen.Join -> {
            val model = remember(app) { JoinModel(app.phone, app.scope, app::joined) }
            val back = { app.back(); Unit }.takeIf { state.way.size > 1 }
            val scan = platform.scan?.let { scan -> { scan(model::link) } }
            JoinScreen(model, back, scan, onLanguage)
        }
        Screen.Members -> {
            val trouble by app.trouble.collectAsState()
            MembersScreen(state.members, { app.choose(it) }, app::joinAnother, trouble)
        }
        else -> {}
    }
}

/** One member's work. Nothing here is remembered beyond the member. */
@Composable
private fun Inside(
    app: AppModel,
    teren: Teren,
    screen: Screen,
    platform: Platform,
    onLanguage: (String) -> Unit,
) {
    val scope = app.scope
    val language = LocalTexts.current.language
    val back = { app.back(); Unit }
    // A sync goes on whichever screen is open.
    val sync = remember(teren) { SyncModel(teren, scope) }
    LaunchedEffect(sync) { sync.watch() }
    val standing = sync.state.collectAsState().value.standing
    when (screen) {
        Screen.Today -> TodayScreen(remember(teren) { TodayModel(teren, scope) }, app::go)
        is Screen.Record -> RecordScreen(
            remember(teren, screen, language) {
                RecordModel(teren, app.phone, screen.id, scope, language)
            },
            { id -> remember(teren, id) { PhotosModel(teren, id, scope) } },
            platform,
            onBack = back,
            onEnded = { app.go(Screen.Today) },
        )
        Screen.Sessions ->
            SessionsScreen(remember(teren) { SessionsModel(teren, scope) }, standing, app::go)
        is Screen.Session ->
            SessionScreen(
                remember(teren, screen) { SessionModel(teren, screen.id, scope) },
                remember(teren, screen) { PhotosModel(teren, screen.id, scope) },
                platform, back, app::go, platform::share,
            )
        Screen.ForMe ->
            ForMeScreen(remember(teren) { ForMeModel(teren, scope) }, standing, app::go)
        Screen.Sync -> SyncScreen(sync, back)
        Screen.More -> MoreScreen(standing, app::go, { app.switchMember() }, onLanguage)
        Screen.Helpline ->
            HelplineScreen(remember(teren) { HelplineModel(teren, scope) }, back, platform::call)
        Screen.Together -> TogetherScreen(
            remember(teren) { TogetherModel(teren, scope) }, back, platform::share, platform::pick,
        )
        Screen.About -> AboutScreen(teren.me, app.phone.version, back)
        Screen.Join, Screen.Members -> {}
    }
}
