package org.teren.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import kotlinx.coroutines.flow.Flow
import org.teren.core.Kept
import org.teren.model.AboutModel
import org.teren.model.AppModel
import org.teren.model.Arrivals
import org.teren.model.ForMeModel
import org.teren.model.ForgottenPinModel
import org.teren.model.HelplineModel
import org.teren.model.JoinModel
import org.teren.model.NamesModel
import org.teren.model.NewsModel
import org.teren.model.OpenWork
import org.teren.model.PhotosModel
import org.teren.model.PinModel
import org.teren.model.ReadCodesModel
import org.teren.model.RecordModel
import org.teren.model.ReminderModel
import org.teren.model.Screen
import org.teren.model.SessionModel
import org.teren.model.SessionsModel
import org.teren.model.Shade
import org.teren.model.ShowCodesModel
import org.teren.model.SyncModel
import org.teren.model.TodayModel
import org.teren.model.TogetherModel
import org.teren.model.UnlockModel
import org.teren.model.Whereabouts
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

    /** Lets a file be chosen. */
    fun pick()

    /** What is in files that were chosen here, or that another app gave. */
    val files: Arrivals<Result<ByteArray>>

    /** Reads a code's picture; none where there is no camera. */
    val scan: (() -> Unit)?

    /** What those codes say. */
    val scanned: Arrivals<String>

    /** Whether there is a line, as far as the system knows: at once, and each change. */
    val online: Flow<Boolean>

    /** What the screens remember. */
    val kept: Kept
}

/** The whole app: the open screen of whoever uses the phone. */
@Composable
fun TerenApp(app: AppModel, language: String, platform: Platform) {
    var spoken by remember { mutableStateOf(language) }
    val onLanguage = { tag: String ->
        spoken = tag
        platform.keepLanguage(tag)
    }
    val was = rememberSaveable(app, saver = whereaboutsOf(app)) { Was(null) }
    LaunchedEffect(app) { app.start(was.place) }
    val isDark = when (app.choices.state.collectAsState().value.shade) {
        Shade.SYSTEM -> isSystemInDarkTheme()
        Shade.LIGHT -> false
        Shade.DARK -> true
    }
    CompositionLocalProvider(LocalTexts provides platform.texts(spoken)) {
        TerenTheme(isDark) {
            val state by app.state.collectAsState()
            val open = state.open
            if (open == null) {
                Outside(app, state, platform, onLanguage)
            } else {
                Inside(app, open, state.screen ?: Screen.Today, platform, onLanguage)
            }
        }
    }
}

/** Where the member was when the system ended the app before this one. */
private class Was(val place: Whereabouts?)

private fun whereaboutsOf(app: AppModel) = Saver<Was, String>(
    save = { app.whereabouts()?.words().orEmpty() },
    restore = { Was(Whereabouts.of(it)) },
)

/** Before anybody's work is open. */
@Composable
private fun Outside(
    app: AppModel,
    state: AppModel.State,
    platform: Platform,
    onLanguage: (String) -> Unit,
) {
    val onBack = { app.back(); Unit }
    when (val screen = state.screen) {
        Screen.Join -> {
            val model = remember(app) { JoinModel(app.phone, app.scope, app::joined) }
            LaunchedEffect(model) { platform.scanned.each { model.link(it) } }
            val why by app.trouble.collectAsState()
            JoinScreen(
                model, why, onBack.takeIf { state.way.size > 1 }, platform.scan, onLanguage,
            )
        }
        Screen.Members -> {
            val trouble by app.trouble.collectAsState()
            MembersScreen(
                state, { app.choose(it) }, app::joinAnother, { app.again() },
                { app.setAside(it) }, trouble,
            )
        }
        is Screen.Unlock -> {
            val model = remember(app, screen) {
                UnlockModel(app.phone, screen.label, app.scope) { app.entered(it) }
            }
            val onForgotten = { app.go(Screen.ForgottenPin(screen.label)) }
            UnlockScreen(model, onBack, onForgotten) { app.setAside(it) }
        }
        is Screen.ForgottenPin -> {
            val model = remember(app, screen) {
                ForgottenPinModel(app.phone, screen.label, app.scope) { app.entered(it) }
            }
            LaunchedEffect(model) { platform.scanned.each { model.code(it) } }
            ForgottenPinScreen(model, onBack, platform.scan)
        }
        else -> {}
    }
}

/** One member's work. Nothing here is remembered beyond the member. */
@Composable
private fun Inside(
    app: AppModel,
    open: OpenWork,
    screen: Screen,
    platform: Platform,
    onLanguage: (String) -> Unit,
) {
    val (teren, scope) = open.teren to open.scope
    // A sync goes on whichever screen is open.
    val sync = remember(open) { SyncModel(teren, open.line, platform.online) }
    LaunchedEffect(sync) { sync.watch() }
    val reminders = remember(open) {
        ReminderModel(teren, app.choices, app.reminding, scope)
    }
    LaunchedEffect(reminders) { reminders.watch() }
    val news = remember(open) { NewsModel(teren, platform.kept, scope) }
    LaunchedEffect(news) { news.watch() }
    // What was looked at is no news.
    LaunchedEffect(news, screen) { news.load() }
    LaunchedEffect(open) { platform.files.come.collect { app.takeTogether() } }
    val standing = sync.state.collectAsState().value.standing
    val names = remember(open) { NamesModel(teren, scope) }
    LaunchedEffect(names, standing?.lastSync) { names.load() }
    val name = names.state.collectAsState().value::name
    val onEndPractice = { app.endPractice(); Unit }.takeIf { teren.isPractice }
    val onHelpline = { app.go(Screen.Helpline) }.takeIf { screen != Screen.Helpline }
    val fresh = news.state.collectAsState().value
    val around = Around(
        { app.lock() }, onHelpline, onEndPractice, name, fresh, app.phone::warnings,
    )
    val lists = remember(open) { Lists(SessionsModel(teren, scope)) }
    CompositionLocalProvider(LocalAround provides around) {
        Opened(app, open, screen, platform, onLanguage, sync, lists)
    }
}

/** The list of sessions as it was left: whoever looks at one of them comes back to it. */
private class Lists(val model: SessionsModel) {
    val scrolled = LazyListState()
}

/** The open screen of somebody's work. */
@Composable
private fun Opened(
    app: AppModel,
    open: OpenWork,
    screen: Screen,
    platform: Platform,
    onLanguage: (String) -> Unit,
    sync: SyncModel,
    lists: Lists,
) {
    val (teren, scope) = open.teren to open.scope
    val language = LocalTexts.current.language
    val back = { app.back(); Unit }
    val standing = sync.state.collectAsState().value.standing
    // Codes that somebody has begun to read are shown on, whichever screen was open meanwhile.
    val codes = remember(open) { ShowCodesModel(teren, app.phone, scope) }
    when (screen) {
        Screen.Today -> TodayScreen(remember(open) { TodayModel(teren, scope) }, app::go)
        is Screen.Record -> Recorded(app, open, screen, language, platform)
        Screen.Sessions -> SessionsScreen(lists.model, lists.scrolled, standing, app::go)
        is Screen.Session ->
            SessionScreen(
                remember(open, screen) { SessionModel(teren, screen.id, scope) },
                remember(open, screen) { PhotosModel(teren, screen.id, scope, open.line) },
                platform, back, app::go, platform::share,
            )
        Screen.ForMe -> ForMeScreen(
            remember(open) { ForMeModel(teren, platform.kept, scope) }, standing, app::go,
        )
        Screen.Sync -> SyncScreen(sync, back)
        Screen.More -> MoreScreen(
            standing, app::go, { app.switchMember() }, { app.practise() }, onLanguage,
        )
        Screen.Helpline -> HelplineScreen(
            remember(open) { HelplineModel(teren, scope, app.state.value.recorded) },
            back, platform::call,
        )
        Screen.Together -> {
            val model = remember(open) { TogetherModel(teren, scope) }
            LaunchedEffect(model) { platform.files.each { model.take(it).join() } }
            TogetherScreen(
                model, platform.reader != null, back, app::go, platform::share, platform::pick,
            )
        }
        is Screen.ShowCodes ->
            ShowCodesScreen(codes, screen.session, platform, back, platform::share)
        Screen.ReadCodes -> ReadCodesScreen(
            remember(open) { ReadCodesModel(teren, app.phone, platform.kept, scope) },
            platform, back,
        )
        Screen.Settings -> SettingsScreen(app.choices, back)
        Screen.FirstPin -> FirstPinScreen(
            remember(open) { PinModel(teren, app.phone, app.choices, scope, app::pinIs) },
        ) { app.go(Screen.Today) }
        Screen.Pin -> PinScreen(
            remember(open) { PinModel(teren, app.phone, app.choices, scope, app::pinIs) }, back,
        )
        Screen.Leave -> {
            val trouble by app.trouble.collectAsState()
            LeaveScreen(standing, trouble, back, app::go) { app.leave() }
        }
        Screen.About -> AboutScreen(
            remember(open) { AboutModel(teren, app.phone.version, scope) }, back,
        )
        Screen.Join, Screen.Members, is Screen.Unlock, is Screen.ForgottenPin -> {}
    }
}

/** Recording. A session that was begun is gone on with, whatever made the screen anew. */
@Composable
private fun Recorded(
    app: AppModel,
    open: OpenWork,
    screen: Screen.Record,
    language: String,
    platform: Platform,
) {
    val model = remember(open, screen, language) {
        val (id, step) = app.recording ?: screen
        RecordModel(open.teren, app.phone, id, open.scope, language, step)
    }
    val state by model.state.collectAsState()
    LaunchedEffect(state.session?.id, state.step) {
        state.session?.let { app.records(it.id, state.step) }
    }
    RecordScreen(
        model,
        { id -> remember(open, id) { PhotosModel(open.teren, id, open.scope, open.line) } },
        platform,
        onBack = { app.back() },
        onEnded = { app.go(Screen.Today) },
    )
}
