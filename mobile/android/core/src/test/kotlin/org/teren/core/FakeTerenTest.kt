package org.teren.core

import org.teren.core.fake.FakeOffice
import org.teren.core.fake.FakePhone

class FakeTerenTest : TerenContract() {
    override fun world(): World = FakeWorld()
}

class FakeLockTest : LockContract() {
    override fun world(): LockedWorld = FakeWorld()
}

private class FakeWorld : LockedWorld {
    private val office = FakeOffice()
    private val phones = mutableMapOf<String, FakePhone>()

    override fun phone(name: String) = phones.getOrPut(name) {
        FakePhone(office).apply { learnFinger() }
    }

    override fun invite(member: String, role: String) = office.invite(member, role)

    override fun asks(): String {
        fun question(key: String, kind: String, label: String) =
            Question(key, kind, label, "", "", emptyList(), false, null)
        office.campaigns += Campaign("spring", "Spring", null)
        office.questions += question("class", "repeat", "Class")
        office.questions += question("class/pupils", "integer", "Pupils")
        return "spring"
    }

    override fun line(isThere: Boolean) {
        office.online = isThere
    }

    override fun close() = Unit

    override fun unlockCode(member: String) = office.unlockCode(member)

    override fun finger(isRight: Boolean) = phones.values.forEach { it.showsFinger = isRight }
}
