package org.teren.app

import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import org.teren.core.Phone
import org.teren.core.Teren

/**
 * A phone on which work that goes on behind the screens makes way for whoever opens it: a store is
 * open once.
 */
class YieldingPhone(private val phone: Phone) : Phone by phone {
    @Volatile
    private var behind: Job? = null

    /** Opens work that nobody looks at; cancelled when somebody wants to. */
    suspend fun behind(label: String, work: suspend (Teren) -> Unit) = coroutineScope {
        val going = async { phone.open(label).use { work(it) } }
        behind = going
        going.await()
    }

    override suspend fun open(label: String): Teren {
        makeWay()
        return phone.open(label)
    }

    override suspend fun setAside(label: String) {
        makeWay()
        phone.setAside(label)
    }

    private suspend fun makeWay() {
        behind?.cancelAndJoin()
    }
}
