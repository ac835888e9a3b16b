package org.teren.testing

import org.teren.core.Biometrics
import org.teren.core.Keys
import org.teren.core.Trouble

/** A phone's key store as tests have it: every member's first key is known beforehand. */
class TestKeys(override var biometrics: Biometrics? = null) : Keys {
    private val kept = mutableMapOf<String, ByteArray>()

    /** Members whose key is not here: a PIN alone leads to it. */
    val forgotten = mutableSetOf<String>()

    /** What the key store fails with from now on. */
    var fails: Trouble? = null

    override fun device(): ByteArray {
        check()
        return ByteArray(KEY_BYTES) { DEVICE }
    }

    override fun store(label: String): ByteArray {
        check()
        check(label !in forgotten) { "the key of $label is asked for behind its PIN" }
        return kept.getOrPut(label) { ByteArray(KEY_BYTES) { (it * 7 + label.hashCode()).toByte() } }
    }

    override fun keep(label: String, key: ByteArray) {
        check()
        forgotten -= label
        kept[label] = key
    }

    override fun forget(label: String) {
        check()
        kept -= label
        forgotten += label
    }

    private fun check() {
        fails?.let { throw it }
    }

    private companion object {
        const val KEY_BYTES = 32
        const val DEVICE: Byte = 9
    }
}

/** A sensor that is shown the right finger as long as [showsFinger]. */
class TestBiometrics : Biometrics {
    private val kept = mutableMapOf<String, ByteArray>()
    var showsFinger = true

    override fun has(label: String) = label in kept

    override suspend fun keep(label: String, key: ByteArray) {
        kept[label] = key
    }

    override suspend fun ask(label: String) = kept[label].takeIf { showsFinger }

    override fun forget(label: String) {
        kept -= label
    }
}
