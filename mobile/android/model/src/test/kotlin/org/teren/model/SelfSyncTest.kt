package org.teren.model

import java.time.Duration
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runTest
import org.teren.core.Trouble

/** What goes out without anybody's asking, and when. */
@OptIn(ExperimentalCoroutinesApi::class)
class SelfSyncTest {
    private val desk = Desk()
    private val line = MutableStateFlow(true)

    private fun TestScope.watched() =
        SyncModel(desk.ana, backgroundScope, line) { MORNING }.also {
            backgroundScope.launch { it.watch() }
        }

    private fun SyncModel.unsent() = state.value.standing?.unsent

    @Test
    fun workThatIsOpenedGoesOut() = runTest(UnconfinedTestDispatcher()) {
        desk.planned("Market")
        val sync = watched()
        assertEquals(0, sync.unsent())
        assertEquals(1L, sync.state.value.report?.sent)
    }

    @Test
    fun whatIsRecordedGoesOutAMomentLater() = runTest(UnconfinedTestDispatcher()) {
        val sync = watched()
        desk.planned("Market")
        advanceTimeBy(15_000)
        desk.planned("Fair")
        advanceTimeBy(15_000)
        assertEquals(2, sync.unsent(), "nobody who records is in its way")
        advanceTimeBy(6_000)
        assertEquals(0, sync.unsent())
    }

    @Test
    fun withoutALineItWaitsForOne() = runTest(UnconfinedTestDispatcher()) {
        desk.office.online = false
        val sync = watched()
        desk.planned("Market")
        line.value = false
        advanceTimeBy(3_600_000)
        assertIs<Trouble.Offline>(sync.trouble.value)
        assertEquals(1, sync.unsent())
        desk.office.online = true
        advanceTimeBy(3_600_000)
        assertEquals(1, sync.unsent(), "what failed is not tried again and again")
        line.value = true
        assertEquals(0, sync.unsent())
        assertNull(sync.trouble.value)
    }

    @Test
    fun itTriesAgainWhenTheLibrarySaysSo() = runTest(UnconfinedTestDispatcher()) {
        desk.planned("Market")
        desk.office.online = false
        desk.office.retryAt = MORNING + Duration.ofMinutes(5)
        val sync = watched()
        desk.office.online = true
        advanceTimeBy(299_000)
        assertEquals(1, sync.unsent())
        advanceTimeBy(2_000)
        assertEquals(0, sync.unsent())
    }

    @Test
    fun practiceSendsNothing() = runTest(UnconfinedTestDispatcher()) {
        val sync = SyncModel(desk.ana.practise(), backgroundScope, line)
        backgroundScope.launch { sync.watch() }
        assertEquals(false, sync.state.value.begun)
        assertNull(sync.trouble.value)
    }
}
