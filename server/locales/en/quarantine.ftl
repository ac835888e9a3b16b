# Work of closed phones, or that came too late: a coordinator decides.

quarantine-title = Waiting for a decision
quarantine-lead = This was sent by a phone that was closed or wiped, or long after its owner had left the regional centre, or for a programme that has ended. Nothing of it counts, and nothing of it is lost, until you decide.
quarantine-none = Nothing waits for a decision.
quarantine-waiting = { $n ->
    [one] Work on one session waits for a decision.
   *[other] Work on { $number } sessions waits for a decision.
}
quarantine-look = Look at it
quarantine-further = { $n ->
    [one] One more follows when these are decided.
   *[other] { $number } more follow when these are decided.
}
quarantine-unreadable = Cannot be read
quarantine-as-it-is = As it is without this
quarantine-changes = { $n ->
    [one] one change
   *[other] { $number } changes
}
quarantine-says = What it says
quarantine-why-closed = The phone had been closed.
quarantine-why-ended = Its programme was closed, or is no longer shared with the partner who wrote it.
quarantine-why-lost = Its owner had not seen this session for more than 90 days.
quarantine-admit = Admit
quarantine-reject = Reject
quarantine-reason = Reason
quarantine-refused = Not admitted
quarantine-refused-note = It does not pass the checks that everything from phones passes. It waits on; you can reject it.
quarantine-decided = Decided
quarantine-act-let-in = Admitted
quarantine-act-kept-out = Rejected
