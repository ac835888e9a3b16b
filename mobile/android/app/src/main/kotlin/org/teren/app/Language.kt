package org.teren.app

import java.util.Locale
import org.teren.core.Kept
import org.teren.ui.LANGUAGES

/** By which the chosen language is remembered. */
internal const val LANGUAGE = "language"

/** The one that was chosen, else the phone's, else the first. */
internal fun languageOf(kept: Kept): String {
    val known = LANGUAGES.map { it.first }
    return kept[LANGUAGE]
        ?: Locale.getDefault().language.takeIf { it in known }
        ?: known.first()
}
