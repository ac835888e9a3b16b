# Sessions that look like one event.

duplicates-title = Likely duplicates
duplicates-lead = Two people may have recorded the same event: the same place, within two hours. Nothing is counted differently until you decide.
duplicates-none = No two sessions look like the same event.
duplicates-older = Earlier ones
duplicates-question = One event or two?
duplicates-apart-minutes = { $n ->
    [0] at the same time
    [one] { $number } minute apart
   *[other] { $number } minutes apart
}
duplicates-when = When
duplicates-author = Recorded by
duplicates-materials = Materials
duplicates-keep = One event: keep this one
duplicates-told-apart = Two events
duplicates-undo = Undo
duplicates-badge = looks like another

alike-venue = the same venue of the register
alike-name = the same place by name
alike-near = less than a kilometre apart

decided-linked = Counted once
decided-apart = Two events
decided-note-linked = These repeat a kept session.
decided-note-apart = These look alike and are not.
decided-between-linked = repeats
decided-between-apart = is not
