package org.teren.core.fake

import org.teren.core.LockState
import org.teren.core.MemberHere
import org.teren.core.Phone
import org.teren.core.Teren
import org.teren.core.Trouble
import org.teren.core.Vocabulary
import org.teren.core.Warning

/** A phone in memory: what is on its "disk" outlives a [FakeTeren] that was closed. */
class FakePhone(private val office: FakeOffice) : Phone {
    private val disks = linkedMapOf<String, FakeDisk>()

    override var knowsBiometrics = false
        private set

    /** Whether the right finger is shown when the phone asks for it. */
    var showsFinger = true

    /** Why the work of a member cannot be opened now, by label. */
    val troubles = mutableMapOf<String, Trouble>()

    override val version = "0.0.0"

    override val vocabulary = VOCABULARY

    /** The real ones are found by the library: here a long number stands for them all. */
    override fun warnings(note: String) =
        Regex("\\d{6,}").findAll(note).map { Warning("phone", it.value) }.toList()

    override suspend fun codesOf(file: ByteArray) = fakeCodes(file)

    override suspend fun readCodes(kept: String, code: String?) = fakeRead(kept, code)

    override suspend fun members() = disks.map { (label, disk) ->
        disk.member(label, office)
    }

    override suspend fun join(invite: String, label: String): Teren {
        if (!LABEL.matches(label)) throw Trouble.Membership("`$label` cannot name a member here")
        if (label in disks) throw Trouble.Membership("somebody has joined as `$label` already")
        val disk = FakeDisk(office.accept(invite), FakeDoor())
        disks[label] = disk
        return opened(label, disk)
    }

    override suspend fun lock(label: String): LockState = disk(label).door.state()

    override suspend fun open(label: String): Teren {
        val disk = disk(label)
        disk.door.checkOpen()
        return opened(label, disk)
    }

    override suspend fun unlock(label: String, pin: String): Teren {
        val disk = disk(label)
        disk.door.tryPin(pin)
        return opened(label, disk)
    }

    override suspend fun unlockByBiometrics(label: String): Teren? {
        val disk = disk(label)
        return if (disk.door.byBiometrics && showsFinger) opened(label, disk) else null
    }

    override suspend fun unlockByCode(label: String, code: String, pin: String): Teren {
        val disk = disk(label)
        disk.door.check(pin)
        office.acceptUnlock(code, disk.me)
        disk.door.set(pin)
        disk.door.byBiometrics = false
        return opened(label, disk)
    }

    override suspend fun setAside(label: String) {
        disk(label)
        disks -= label
        troubles -= label
    }

    override suspend fun forget(label: String) {
        disks -= label
    }

    /** Somebody's finger is known to the phone from now on. */
    fun learnFinger() {
        knowsBiometrics = true
    }

    private fun disk(label: String) =
        disks[label] ?: throw Trouble.Membership("nobody has joined as `$label`")

    private fun opened(label: String, disk: FakeDisk): FakeTeren {
        troubles[label]?.let { throw it }
        val leave: () -> Unit = { disks -= label }
        return FakeTeren(office, disk, label, isPractice = false, leave) { others(label) }
    }

    private fun others(label: String) = disks.filterKeys { it != label }.map { (other, disk) ->
        disk.member(other, office)
    }

    private companion object {
        val LABEL = Regex("[a-z0-9._-]{1,64}")

        val VOCABULARY = Vocabulary(
            kinds = listOf(
                "school", "public_event", "direct_meeting", "professional_training",
                "volunteer_training", "exchange_workshop", "support_course", "media",
                "online_campaign", "coordination_meeting",
            ),
            statuses = listOf("planned", "running", "done", "cancelled"),
            sexes = listOf("f", "m", "o", "u"),
            ageBands = listOf(
                "0-5", "6-9", "10-13", "14-17", "18-24", "25-34", "35-49", "50-59", "60+",
                "unknown",
            ),
            groups = listOf(
                "pupils", "students", "parents", "teachers", "professionals", "employers",
                "decision_makers", "volunteers", "leaving_to_work_abroad", "at_risk",
                "with_disabilities", "demand", "general_public",
            ),
            tallies = listOf("helpline_cards", "questions", "referrals"),
            topics = listOf(
                "sexual_exploitation", "forced_labour", "begging", "forced_criminality",
                "domestic_servitude", "forced_marriage", "organ_removal", "work_abroad",
                "recruitment_agencies", "online_recruitment", "documents",
                "rights_and_helplines", "demand_reduction",
            ),
            teamRoles = listOf("lead", "helper", "observer"),
        )
    }
}
