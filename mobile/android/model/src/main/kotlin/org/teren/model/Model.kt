package org.teren.model

import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import org.teren.core.Trouble

/**
 * What one screen shows and does. The state is all there is to see; an action returns at once, and
 * what it does is done in the order of the actions. What went wrong is part of the state until the
 * next action.
 *
 * The scope outlives the screen: what was tapped is saved, whoever leaves. What only looks is a
 * `watch` that the screen runs while it is open.
 */
abstract class Model<State>(start: State, val scope: CoroutineScope) {
    private val shown = MutableStateFlow(start)
    private val wrong = MutableStateFlow<Trouble?>(null)
    private val inTurn = Mutex()

    val state: StateFlow<State> = shown.asStateFlow()

    /** What the last action came to, when it did not work. */
    val trouble: StateFlow<Trouble?> = wrong.asStateFlow()

    protected fun show(change: (State) -> State) = shown.update(change)

    /** Where a `watch` waits for a time to pass: a screen that itself waits is never at rest. */
    protected val elsewhere: CoroutineContext get() = scope.coroutineContext.minusKey(Job)

    /** Runs an action of the member's, after those before it. */
    protected fun act(work: suspend () -> Unit): Job = scope.launch {
        inTurn.withLock { said(work) }
    }

    /**
     * Runs an action that takes a while, [marked] in the state as long as it goes on: another tap
     * on it does nothing. It is told the state as it was tapped.
     */
    protected fun actBusy(
        marked: State.(working: Boolean) -> State,
        ready: (State) -> Boolean = { true },
        work: suspend (State) -> Unit,
    ): Job {
        val tapped = state.value
        if (!ready(tapped)) return scope.launch {}
        show { it.marked(true) }
        return act {
            try {
                work(tapped)
            } finally {
                show { it.marked(false) }
            }
        }
    }

    /** Runs what waits for somebody else, for which no action waits. */
    protected fun aside(scope: CoroutineScope, work: suspend () -> Unit): Job =
        scope.launch { said(work) }

    private suspend fun said(work: suspend () -> Unit) = try {
        wrong.value = null
        work()
    } catch (trouble: Trouble) {
        if (trouble is Trouble.Wiped) scope.coroutineContext[WhenWiped]?.tell()
        wrong.value = trouble
    }
}

/** Told by whatever act finds that the organisation had this work destroyed. */
internal class WhenWiped(val tell: () -> Unit) : AbstractCoroutineContextElement(WhenWiped) {
    companion object : CoroutineContext.Key<WhenWiped>
}
