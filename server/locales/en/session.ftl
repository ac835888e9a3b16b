# One session.

session-back = All sessions
session-people = People reached
session-things = Materials and more
session-notes = Notes
session-notes-note = Seen inside this regional centre only
session-photos = Photos
session-photo = Photo { $number } of { $of }: { $name }
session-photo-open = Photo { $number } of { $of }: { $name }, { $kilobytes } kB
photos-badge = { $n ->
    [one] One photo
   *[other] { $number } photos
}
session-photo-missing = Not here yet: it comes when the phone has a good connection
session-withdrawn-badge = Withdrawn
session-withdrawn = This session is withdrawn and counts nowhere. Reason: { $why }
session-duplicate = This session repeats another and is not counted again:
session-duplicate-undo = It is a session of its own after all
session-looks-like = This looks like the same event as “{ $title }” by { $who }.
session-compare = Compare the two

facts-title = When, where, who
facts-held = Held
facts-planned = Planned for
facts-place = Place
facts-at = On the map
facts-unit = Regional centre
facts-campaign = Campaign
facts-programme = Programme
facts-team = Team
facts-partners = Partners
facts-topics = Topics

conflicts-title = { $n ->
    [one] One thing to settle
   *[other] { $number } things to settle
}
conflicts-note = Phones without signal said different things. Nothing is lost: choose what holds, the rest stays in the history.
conflict-question = { $field }: which one holds?
conflict-empty = (left empty)
conflict-shown = shown now
conflict-settle = Settle
conflict-own = Another value
conflict-own-value = The other value

counts-title = Who counted what
counts-note = Parts add up. Of two counts of the whole the larger is shown until somebody settles it.
counts-open = to settle
counts-shown = Shown
counts-not-used = not in the figure

history-title = History
history-note = By the clock of each phone
history-brought = brought by { $who }
history-arrived = arrived { $when }
history-taken-away = taken away

history-member-unknown = Unknown member
conflict-whole = Somebody counted the whole
conflict-parts = All parts added up
history-without = without { $what }
history-of-the-whole = { $number }, of the whole
history-basis = counted { $basis }
history-notes = written on
history-settled = decided whose count holds
history-session = added

answers-title = The campaign's questions
answers-version = { $title }, version { $version }
answers-unknown = What was asked is not known here: the answers stand under their names
answers-missing = must be answered and is not
answers-not-asked = no longer asked
answers-wrong = breaks a rule: { $why }
field-questionnaire = Version of the questions
