package org.teren.model

/**
 * Where somebody was, in words that the system keeps while the app is not running: whose work, and
 * the screens that were open. It holds ids and nothing of the work.
 */
data class Whereabouts(val label: String, val way: List<Screen>) {
    /**
     * A line for the member and for each screen. Codes that were shown are made anew: nobody comes
     * back to them.
     */
    fun words(): String = (listOf(label) + way.mapNotNull(::wordOf)).joinToString("\n")

    private fun wordOf(screen: Screen): String? = when (screen) {
        is Screen.Record -> "record ${screen.id.orEmpty()} ${screen.step?.name.orEmpty()}".trim()
        is Screen.Session -> "session ${screen.id}"
        else -> PLAIN.entries.find { it.value == screen }?.key
    }

    companion object {
        /** None when they say no screen; what this app does not know is left out. */
        fun of(words: String): Whereabouts? {
            val lines = words.lines()
            val way = lines.drop(1).mapNotNull { word ->
                val said = word.split(' ')
                when (said[0]) {
                    "record" -> Screen.Record(said.getOrNull(1), stepOf(said.getOrNull(2)))
                    "session" -> said.getOrNull(1)?.let(Screen::Session)
                    else -> PLAIN[word]
                }
            }
            return Whereabouts(lines.first(), way).takeIf { way.isNotEmpty() }
        }

        private fun stepOf(word: String?) = Step.entries.find { it.name == word }

        /** The screens inside the work that are the same for everything. */
        private val PLAIN = mapOf(
            "today" to Screen.Today,
            "sessions" to Screen.Sessions,
            "for-me" to Screen.ForMe,
            "sync" to Screen.Sync,
            "more" to Screen.More,
            "together" to Screen.Together,
            "read-codes" to Screen.ReadCodes,
            "helpline" to Screen.Helpline,
            "settings" to Screen.Settings,
            "pin" to Screen.Pin,
            "leave" to Screen.Leave,
            "about" to Screen.About,
        )
    }
}
