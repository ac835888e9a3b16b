package org.teren.ui

import org.teren.core.Point

/** Finds out where the phone is, after asking whether it may. */
typealias Locate = (found: (Point) -> Unit) -> Unit

/** What recording needs of a phone beside its glass. */
interface Senses {
    /** None where there is nothing to find it out with. */
    val locate: Locate?
}
