package org.teren.ui

import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.runDesktopComposeUiTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking
import org.teren.core.Query
import org.teren.core.fake.FakeKept
import org.teren.model.AppModel
import org.teren.model.Choices

/** A form that an administrator imported, answered on the screens and seen at the office. */
@OptIn(ExperimentalTestApi::class)
class QuestionsJourneyTest : Journey() {
    @Test
    fun whatTheFormAsksIsAnsweredSkippedRepeatedAndSeenAtTheOffice() {
        val campaign = server.askSchools()
        val app = AppModel(phone("Ana"), scope, Choices(FakeKept()))
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { TerenApp(app, "ro", TestPlatform()) }
            join()
            press("today_record")
            press("kind_school")
            press("next")
            pressWords("Spring")
            press("step_asked")
            whatIsNotRelevantIsNotAsked()
            whatMustBeIsSaidInTheFormsOwnWords()
            aGroupIsAskedForEachClass()
            press("next")
            press("record_finish")
            await(hasText(romanian.count("unsent", 1)))
            press("unsent", n = 1)
            press("sync_now")
            await(hasText(romanian.text("everything_sent")))
        }
        seenAtTheOffice(campaign)
    }

    private fun DesktopComposeUiTest.whatIsNotRelevantIsNotAsked() {
        await(hasText("Auziseră elevii de linia de asistență? *"))
        await(hasText(romanian.text("asked_required")))
        awaitNone(hasText("Câți? *"))
        pressWords("Da")
        await(hasText("Câți? *"))
        awaitNone(hasText("Ce altceva?"))
        pressWords("Altceva")
        typeIn("Ce altceva?", "Actele pierdute")
    }

    private fun DesktopComposeUiTest.whatMustBeIsSaidInTheFormsOwnWords() {
        val many = hasText("Câți?") and hasSetTextAction()
        typeIn("Câți?", "2000")
        await(hasText("Între 0 și 1000"))
        typeIn("Câți?", "12")
        awaitNone(hasText("Între 0 și 1000"))
        pressWords("Nu")
        awaitNone(many)
        pressWords("Da")
        await(many and hasText("12"))
        pressWords("Nimic")
        await(hasText("Nimic sau ceva, nu amândouă"))
        pressWords("Nimic")
        awaitNone(hasText("Nimic sau ceva, nu amândouă"))
    }

    private fun DesktopComposeUiTest.aGroupIsAskedForEachClass() {
        val again = romanian.text("asked_again", "Clasa")
        pressWords(again)
        typeIn("Elevi", "24")
        pressWords("a IX-a")
        await(hasText("24 elevi în 1 clase"))
        pressWords(again)
        typeIn("Elevi", "20", nth = 1)
        await(hasText("44 elevi în 2 clase"))
        pressWords(romanian.text("asked_remove", romanian.text("asked_time", "Clasa", 1)))
        await(hasText("20 elevi în 1 clase"))
        press("record_undo")
        await(hasText("44 elevi în 2 clase"))
    }

    private fun seenAtTheOffice(campaign: String) {
        val exported = server.export()
        for (said in listOf("\"heard\"", "\"heard_many\"", "24", "20")) assertContains(exported, said)
        runBlocking {
            phone("Maria").join(server.invite("Maria", "coordinator"), "maria").use { maria ->
                maria.sync()
                val id = maria.sessions(Query()).sessions.single().id
                assertEquals(campaign, maria.session(id).campaign)
                val answers = maria.questions(id, "ro").questions
                    .filter { it.answer.isNotEmpty() }
                    .map { it.key.substringAfterLast('/') to it.answer }
                val expected = listOf(
                    "heard" to "yes", "heard_many" to "12", "fears" to "other",
                    "fears_other" to "Actele pierdute", "pupils" to "24", "grade" to "9",
                    "pupils" to "20",
                )
                assertEquals(expected, answers)
            }
        }
    }
}
