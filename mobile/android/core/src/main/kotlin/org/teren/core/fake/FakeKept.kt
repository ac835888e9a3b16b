package org.teren.core.fake

import org.teren.core.Kept

/** Remembers in memory. */
class FakeKept : Kept {
    private val values = mutableMapOf<String, String>()

    override fun get(name: String) = values[name]

    override fun set(name: String, value: String?) {
        if (value == null) values -= name else values[name] = value
    }
}
