package org.teren.core

/**
 * Small things that the phone remembers from one time to the next: what was chosen, what was seen.
 * Nothing of anybody's work that is not sealed, for it is not encrypted as that is.
 */
interface Kept {
    operator fun get(name: String): String?

    /** No value forgets it. */
    operator fun set(name: String, value: String?)
}
