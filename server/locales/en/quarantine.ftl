# Work of closed phones, or that came too late: a coordinator decides.

quarantine-title = Waiting for a decision
quarantine-lead = This was sent by a phone that was closed or wiped, or that is not known here, or long after its owner had left the regional centre, or for a programme that has ended; or it builds on something that waits here. Nothing of it counts, and nothing of what is here is lost, until you decide. There is room for so much only: what finds none stays on its phone, and a phone that is to be wiped deletes it.
quarantine-none = Nothing waits for a decision.
quarantine-waiting = { $n ->
    [one] Work on one session waits for a decision.
   *[other] Work on { $number } sessions waits for a decision.
}
quarantine-waiting-exchanges = { $n ->
    [one] Work on one exchange waits for a decision.
   *[other] Work on { $number } exchanges waits for a decision.
}
quarantine-look = Look at it
quarantine-of-all = What all phones left
quarantine-others = { $n ->
    [one] It left work on one more.
   *[other] It left work on { $number } more.
}
quarantine-unreadable = Cannot be read
quarantine-as-it-is = As it is without this
quarantine-changes = { $n ->
    [one] one change
   *[other] { $number } changes
}
quarantine-says = What it says
quarantine-unread = { $n ->
    [one] One more change is not shown here.
   *[other] { $number } more changes are not shown here.
}
quarantine-why-closed = The phone had been closed.
quarantine-why-ended = Its programme was closed, or is no longer shared with the partner who wrote it.
quarantine-why-unknown = The phone that wrote it is not known here: the server was restored to before it joined.
quarantine-why-behind = It builds on something that still waits for a decision.
quarantine-why-lost = Its owner had not seen this session for more than 90 days.
quarantine-admit = Admit
quarantine-reject = Reject
quarantine-reason = Reason
quarantine-refused = Not admitted
quarantine-refused-note = It does not pass the checks that everything from phones passes. It waits on; you can reject it.
quarantine-decided = Decided
quarantine-act-let-in = Admitted
quarantine-act-kept-out = Rejected

# Why a change was not admitted, by its code.
quarantine-left-too-large = It is larger than a session can be.
quarantine-left-malformed = It is damaged and cannot be read.
quarantine-left-not-your-replica = It cannot be proven whose it is.
quarantine-left-replica-reused = The phone wrote something else under the same number: it was probably restored from a backup.
quarantine-left-out-of-sequence = What the phone wrote before it is not here.
quarantine-left-depends-on-refused = It builds on something that was rejected.
quarantine-left-bad-start-op = It does not fit what it builds on.
quarantine-left-harmful = It would damage the session.
quarantine-left-not-allowed = It does something that no change may do.
quarantine-left-not-permitted = Whoever wrote it may not do this.
quarantine-left-bad-value = A value in it is not possible.
quarantine-left-erased = It was erased for good.
quarantine-left-bad-document = It begins something that its writer may not begin there.
quarantine-left-refused-before = It was rejected before.
quarantine-left-quarantined = It builds on something that still waits.
quarantine-left-replica-collision = Two phones are called alike in it.
quarantine-left-missing = Something that it builds on never arrived.
quarantine-left-member-unknown = Whoever wrote it is no longer known here.
