# The list of sessions.

sessions-title = Sessions
sessions-plan = Plan a session
sessions-review-title = To review
sessions-review-lead = Sessions in which two people said different things.
sessions-review-none = Nothing waits for you. When two phones disagree about a session, it appears here.
sessions-none = No session answers to this. Widen the period or take a filter away.
sessions-count = { $n ->
    [0] No sessions
    [one] { $number } session
   *[other] { $number } sessions
}
sessions-count-more = More than { $number } sessions
sessions-sort = : sort

column-day = Day
column-title = Session
column-unit = Regional centre
column-status = State
column-people = People reached

conflicts-open = { $n ->
    [one] { $number } to settle
   *[other] { $number } to settle
}
