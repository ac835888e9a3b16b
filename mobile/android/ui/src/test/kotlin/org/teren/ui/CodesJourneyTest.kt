package org.teren.ui

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.DesktopComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.runDesktopComposeUiTest
import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.RGBLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.GlobalHistogramBinarizer
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader
import kotlin.random.Random
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking
import org.teren.core.Edit
import org.teren.core.Phone
import org.teren.core.Query
import org.teren.core.Teren
import org.teren.core.fake.FakeKept
import org.teren.model.AppModel
import org.teren.model.Choices
import org.teren.model.Shade

/** A session that one phone shows as codes and another reads off its glass, without a line. */
@OptIn(ExperimentalTestApi::class)
class CodesJourneyTest : Journey() {
    private val hers by lazy { phone("Ana") }
    private val his by lazy { phone("Ion") }

    @Test
    fun aSessionGoesOverByCodesThatArePhotographedInAnyOrder() {
        val ana = joined(hers, "Ana")
        joined(his, "Ion").close()
        server.kill()
        runBlocking { record(ana) }
        val codes = photographed(app(hers, ana, Shade.DARK)).map(::read)
        val numbers = (1..codes.size).shuffled(Random(codes.size))
        assertTrue(numbers.size > 3, "${numbers.size} codes")

        val platform = TestPlatform()
        val first = app(his, runBlocking { his.open("ion") }, Shade.LIGHT)
        onGlass(first, platform) {
            press("codes_read")
            await(hasText(romanian.text("codes_point")))
            for (number in numbers.drop(2)) platform.seen(codes[number - 1])
            allButTwo(numbers)
            assertTrue(platform.staysAwake)
            press("codes_stop")
            await(hasText(romanian.text("together_title")))
            assertEquals(false, platform.staysAwake)
        }
        runBlocking { first.state.value.open!!.close() }

        val ion = runBlocking { his.open("ion") }
        onGlass(app(his, ion, Shade.LIGHT), platform) {
            press("codes_read")
            allButTwo(numbers)
            for (number in numbers.take(2)) platform.seen(codes[number - 1])
            await(hasText(romanian.text("taken_from", "Ana")))
            await(hasText(romanian.text("taken_carried")))
            press("codes_done")
            press("back", described = true)
            press("nav_sessions", described = true)
            await(hasText(TITLE))
        }
        runBlocking {
            val there = ion.sessions(Query()).sessions.single()
            assertEquals(7L to listOf(ana.me.id), there.people to there.broughtBy)
        }
        listOf(ana, ion).forEach(Teren::close)
    }

    private fun joined(phone: Phone, name: String): Teren = runBlocking {
        phone.join(server.invite(name), name.lowercase()).also { it.sync() }
    }

    private fun app(phone: Phone, teren: Teren, shade: Shade) =
        AppModel(phone, scope, Choices(FakeKept()).apply { shade(shade) }).apply { entered(teren) }

    /** More than a few codes: words that cannot be made much smaller. */
    private suspend fun record(ana: Teren) {
        val id = ana.begin(listOf(Edit.Kind("school"), Edit.Title(TITLE), Edit.Status("running")))
        ana.count(id, "reached.f.14-17", 7)
        val random = Random(1)
        val words = (1..200).joinToString(" ") { random.nextInt(Int.MAX_VALUE).toString(36) }
        ana.writeNotes(id, "", words)
    }

    /** Somebody comes to where work goes from phone to phone. */
    private fun onGlass(app: AppModel, on: TestPlatform, then: DesktopComposeUiTest.() -> Unit) =
        runDesktopComposeUiTest(WIDE, HIGH) {
            setContent { TerenApp(app, "ro", on) }
            press("nav_more", described = true)
            press("together_title")
            then()
        }

    /** A picture of the whole glass for each code, as somebody steps through them. */
    private fun photographed(app: AppModel): List<ImageBitmap> {
        val pictures = mutableListOf<ImageBitmap>()
        val platform = TestPlatform()
        onGlass(app, platform) {
            press("codes_show")
            press(hasTestTag(MAIN) and hasText(romanian.text("codes_show")))
            press("codes_hold")
            assertTrue(platform.staysAwake)
            val (_, all) = shown()
            while (shown().first != 1) press("codes_next")
            for (number in 1..all) {
                await(hasText(romanian.text("codes_one", number, all)))
                pictures += onRoot().captureToImage()
                press("codes_next")
            }
            assertEquals(1 to all, shown(), "behind the last comes the first")
            press("codes_done")
            await(hasText(romanian.text("together_title")))
            assertEquals(false, platform.staysAwake)
        }
        return pictures
    }

    /** The number of the code on the glass, and how many there are. */
    private fun DesktopComposeUiTest.shown(): Pair<Int, Int> {
        val word = romanian.text("codes_one", 0, 0).substringBefore(' ')
        val title = onAllNodes(hasText("$word ", substring = true)).fetchSemanticsNodes().first()
        val words = title.config[SemanticsProperties.Text].first().text
        val (number, all) = Regex("\\d+").findAll(words).map { it.value.toInt() }.toList()
        return number to all
    }

    private fun DesktopComposeUiTest.allButTwo(numbers: List<Int>) {
        await(hasText(romanian.text("codes_have", numbers.size - 2, numbers.size)))
        val missing = numbers.take(2).sorted().joinToString(", ")
        await(hasText(romanian.text("codes_missing", missing)))
    }

    /** What a camera reads of a picture: it looks again, a little nearer each time. */
    private fun read(picture: ImageBitmap): String {
        val pixels = picture.toPixelMap()
        val (width, height) = pixels.width to pixels.height
        val source = RGBLuminanceSource(width, height, pixels.buffer)
        val looks = (0..LOOKS).map { width * it / 50 }
            .map { source.crop(it, it, width - 2 * it, height - 2 * it) }
            .flatMap { listOf(HybridBinarizer(it), GlobalHistogramBinarizer(it)) }
        val hints = mapOf(DecodeHintType.TRY_HARDER to true)
        return looks.firstNotNullOf {
            try {
                QRCodeReader().decode(BinaryBitmap(it), hints).text
            } catch (unreadable: ReaderException) {
                null
            }
        }
    }

    private companion object {
        const val TITLE = "Clasa a IX-a B"

        /** How often a camera looks at one picture. */
        const val LOOKS = 4
    }
}
