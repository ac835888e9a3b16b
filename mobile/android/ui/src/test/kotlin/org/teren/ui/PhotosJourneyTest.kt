package org.teren.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking
import org.teren.core.PhotoState
import org.teren.core.Query
import org.teren.core.fake.FakeKept
import org.teren.model.AppModel
import org.teren.model.Choices

/** A photo from the camera to the server and to a colleague, over the real library. */
@OptIn(ExperimentalTestApi::class)
class PhotosJourneyTest : Journey() {
    @Test
    fun aPhotoIsTakenShownSentAndFetchedByAColleague() {
        val app = AppModel(phone("Ana"), scope, Choices(FakeKept()))
        val first = romanian.text("photos_one", 1)
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { TerenApp(app, "ro", TestPlatform()) }
            join()
            press("today_record")
            press("kind_school")
            press("step_photos")
            await(hasText(romanian.text("photos_warning")))
            press("photos_take")
            await(hasContentDescription(first))
            await(hasText("$first · ${romanian.text("photos_waiting")}"))
            pressWords(romanian.text("photos_remove", first))
            awaitNone(hasContentDescription(first))
            press("photos_undo")
            await(hasContentDescription(first))
            press("record_finish")
            val waiting = hasText(romanian.count("unsent_photos", 1), substring = true)
            await(waiting)
            press(waiting)
            press("sync_now")
            await(hasText(romanian.text("everything_sent")))
        }
        runBlocking {
            phone("Ion").join(server.invite("Ion"), "ion").use { ion ->
                ion.sync()
                val id = ion.sessions(Query()).sessions.single().id
                val photo = ion.photos(id).single()
                assertEquals(PhotoState.ELSEWHERE, photo.state)
                assertEquals(photo.bytes, ion.photo(id, photo.hash).size.toLong())
            }
        }
    }
}
