package org.teren.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.job
import kotlinx.coroutines.plus
import org.teren.core.Teren

/** One member's work while it is open, and all that is going on in it. */
class OpenWork(val teren: Teren, parent: CoroutineScope, wiped: () -> Unit = {}) {
    private val acts = SupervisorJob(parent.coroutineContext.job)
    private val syncs = SupervisorJob(parent.coroutineContext.job)

    /** For what the member does: closing waits for it, so that what was tapped is saved. */
    val scope = parent + acts + WhenWiped(wiped)

    /** For syncs, which closing stops: what the server took stays taken. */
    val line = parent + syncs + WhenWiped(wiped)

    /** Nothing begins in it any more, and the work is closed once what was begun is done. */
    suspend fun close() {
        syncs.cancelAndJoin()
        acts.complete()
        acts.join()
        teren.close()
    }
}
