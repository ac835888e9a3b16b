package org.teren.model

import java.text.Normalizer
import kotlinx.coroutines.CoroutineScope
import org.teren.core.Phone
import org.teren.core.Teren

/** Joining by an invite's link, pasted or read from its picture. */
class JoinModel(
    private val phone: Phone,
    scope: CoroutineScope,
    private val joined: (Teren) -> Unit,
) : Model<JoinModel.State>(State("", "", false), scope) {
    data class State(val link: String, val name: String, val working: Boolean) {
        val looksLikeLink get() = link.startsWith("https://") && "#" in link
        val ready get() = looksLikeLink && !working
    }

    fun link(text: String) = show { it.copy(link = text.trim()) }

    fun name(text: String) = show { it.copy(name = text) }

    fun join() = actBusy({ copy(working = it) }, State::ready) { asked ->
        val number = phone.members().size + 1
        joined(phone.join(asked.link, labelOf(asked.name, number)))
    }

    companion object {
        /** A name as the phone's list takes it: `Ștefan Pop` is found as `stefan-pop`. */
        fun labelOf(name: String, number: Int): String {
            val plain = Normalizer.normalize(name.trim().lowercase(), Normalizer.Form.NFD)
                .replace(Regex("\\p{M}+"), "")
                .map { LATIN[it] ?: it.toString() }.joinToString("")
                .replace(Regex("[^a-z0-9._-]+"), "-").trim('-')
            return plain.take(64).ifEmpty { "member-$number" }
        }

        /** Ukrainian and Bulgarian letters, as passports write them; after accents were taken off. */
        private val LATIN = mapOf(
            'а' to "a", 'б' to "b", 'в' to "v", 'г' to "h", 'ґ' to "g", 'д' to "d", 'е' to "e",
            'є' to "ie", 'ж' to "zh", 'з' to "z", 'и' to "y", 'і' to "i", 'к' to "k", 'л' to "l",
            'м' to "m", 'н' to "n", 'о' to "o", 'п' to "p", 'р' to "r", 'с' to "s", 'т' to "t",
            'у' to "u", 'ф' to "f", 'х' to "kh", 'ц' to "ts", 'ч' to "ch", 'ш' to "sh",
            'щ' to "sht", 'ъ' to "a", 'ь' to "", 'ю' to "yu", 'я' to "ya", 'ʼ' to "", '\'' to "",
        )
    }
}
