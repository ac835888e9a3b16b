package org.teren.app

import android.annotation.SuppressLint
import android.content.Context
import android.content.res.Configuration
import android.content.res.Resources
import java.util.Locale
import org.teren.ui.Texts

/** The texts out of Android's resources, in the language that was chosen in the app. */
@SuppressLint("DiscouragedApi") // The screens name texts, so that the JVM can read the same ones.
class AndroidTexts(context: Context, override val language: String) : Texts {
    private val name = context.packageName
    private val resources: Resources = Configuration(context.resources.configuration)
        .apply { setLocale(Locale.forLanguageTag(language)) }
        .let(context::createConfigurationContext).resources

    override fun text(name: String, vararg gaps: Any): String =
        if (gaps.isEmpty()) resources.getString(id(name, "string"))
        else resources.getString(id(name, "string"), *gaps)

    override fun count(name: String, n: Int): String =
        resources.getQuantityString(id(name, "plurals"), n, n)

    override fun has(name: String) = id(name, "string") != 0

    private fun id(text: String, kind: String) = resources.getIdentifier(text, kind, name)
}
