# What the screens say. `$n` chooses the plural and is printed.

app-name = Teren
back = Back
next = Next
everything-sent = Everything is sent
unsent = { $n ->
    [one] { $n } session not sent yet
   *[other] { $n } sessions not sent yet
}
unsent-photos = { $n ->
    [one] { $n } photo not sent yet
   *[other] { $n } photos not sent yet
}
last-sync = Last sync: { $when }
last-sync-never = Never synced yet
people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}

trouble-invalid = This cannot be saved. Look once more at: { $fields }
trouble-invalid-other = Something in this cannot be saved. Look through it once more.
trouble-not-found = This is not on the phone any more.
trouble-membership = This does not fit who uses this phone. Choose once more who you are.
trouble-offline = No connection right now. Your work is safe on this phone and goes out when there is one.
trouble-not-trusted = The server cannot be trusted, so nothing was sent. Look whether this phone’s date is right; if it is, tell your coordinator.
trouble-refused = The server said no. Tell your coordinator.
trouble-full = The phone's storage is full. Free some space, then try again. Nothing was lost.
trouble-unreadable = The work on this phone cannot be read. Tell your coordinator and delete nothing.
trouble-busy = Something is still going on. Try again in a moment.
trouble-hand-over = There is nothing to hand over, or this is no hand-over for this phone. Nothing was changed.
trouble-hand-over-nothing = There is nothing to hand over: the server has it all.
trouble-hand-over-unknown = This was not made by Teren for handing over. Choose the file that ends in .teren, or read the codes that the other phone shows.
trouble-hand-over-newer = A newer app made this. Update this app first. Nothing was changed.
trouble-hand-over-damaged = It did not come whole, or was changed on the way. Have it sent or shown again. Nothing was changed.
trouble-hand-over-too-large = This is too much at once. Hand over fewer sessions.
trouble-hand-over-other-organisation = This is from another organisation and cannot be taken here.
trouble-hand-over-forged = Do not trust this: the phone that it names did not make it. Nothing was changed. Tell your coordinator.
trouble-hand-over-other-codes = This code belongs to another hand-over. Finish the first one, or start again.
trouble-hand-over-not-shared = One of these sessions is not shared in this programme, so others may not see it.
trouble-sync-first = This can be done after a sync.
trouble-practice = This is practice: nothing of it leaves the phone.
trouble-wrong-pin = The PIN is wrong.
trouble-pin-wait = The PIN was wrong too often. Try again in { $wait } minutes.
trouble-wrong-code = This code does not fit, or was used already. Ask your administrator for a new one for this phone.
trouble-wiped = Your organisation has emptied this phone. Ask for a new invite.
trouble-internal = The app made a mistake. Nothing was changed by it.

join-title = Join your organisation
join-how = Scan the code that your coordinator shows you, or paste the invite link.
join-scan = Scan the code
join-link = Invite link
join-name = Your first name
join-name-help = Whoever shares this phone sees it.
join-go = Join
join-working = Joining…
join-language = Language
join-bad-link = This is no invite link. Copy all of it, from https:// to the end.
join-used = This invite was used already, or is too old. Ask for a new one.
join-name-taken = Somebody here has this name already. Choose another one.

members-title = Who is using this phone?
members-add = Somebody else joins
members-again = Try again
set-aside = Set the work of { $name } aside and join again
set-aside-how = Nothing of it is deleted: it stays on this phone, where somebody may still read it. You join with a new invite, and what was sent before comes back with the next sync.
set-aside-go = Set it aside
members-switch = Change member
leave-title = Leave this phone
leave-how = Your work is taken off this phone, so that a colleague can use it. That is possible once everything is at the server, where nothing is lost, and nothing that was refused waits under “For me”. To come back you need a new invite.
leave-go = Take my work off this phone

nav-today = Today
nav-sessions = Sessions
nav-for-me = For me
nav-more = More

today-hello = Hello, { $name }
today-record = Record a session
today-open = Open and planned
today-nothing = Nothing is open. Record a session when you go out: it works without signal.

sessions-title = Sessions
sessions-search = Search by title or place
sessions-all = All
sessions-mine = Mine
sessions-unsent = Not sent
sessions-conflicts = To settle
sessions-none = No session is like that.
sessions-more = Show more
session-row-unsent = not sent
session-row-brought = brought by a colleague
session-row-conflict = to settle
session-open = Edit
session-hand-over = Hand over
session-repeat = Repeat
session-counted-by = Who counted
session-editors = Who wrote
session-whole = { $who }: { $total }, everybody
session-part = { $who }: { $total }, a part
session-at = { $who }, { $when }
session-conflict = People said different things
session-conflict-how = Choose what is right. Everybody sees it after the next sync.
session-take = Take this
session-like = This looks like the same event as “{ $session }”.
session-same = It is one event: count the other one
session-counted-once = Counted once, in “{ $session }”.
session-apart = They are two events
session-hide = Hide this session
session-hide-how = It is counted nowhere and deleted nowhere. You can show it again.
session-hide-why = Why?
session-hidden = Hidden: { $why }
session-show-again = Show it again
session-returned = Returned by your coordinator
session-notes = Notes
session-figures = Figures
session-team = Team

sync-title = Sync
sync-now = Sync now
sync-stop = Stop
sync-working = Syncing…
sync-progress = Sent { $sent }, received { $received }, still to send { $left }
sync-done = Done. Sent { $sent }, received { $received }.
sync-stopped = Stopped. What was sent stays sent.
sync-refused = { $n ->
    [one] { $n } change was not taken. See “For me”.
   *[other] { $n } changes were not taken. See “For me”.
}
sync-photos = { $n ->
    [one] Then { $n } photo
   *[other] Then { $n } photos
}
sync-photos-waiting = { $n ->
    [one] { $n } photo is still to go out. The figures are through.
   *[other] { $n } photos are still to go out. The figures are through.
}
sync-photos-refused = { $n ->
    [one] { $n } photo was not taken. See “For me”.
   *[other] { $n } photos were not taken. See “For me”.
}
sync-safe = What you record is saved on this phone at once. It goes out by itself when there is signal.

for-me-title = For me
for-me-none = Nothing waits for you.
for-me-assigned = Planned for you
for-me-returned = Returned to you
for-me-refused = Not taken by the server
for-me-seen = I have seen it

refusal-not-permitted = You may not change this session any more. What you wrote is kept here.
refusal-erased = This session was removed by your organisation.
refusal-quarantined = A coordinator has to look at this first. You need not do anything.
refusal-bad-value = Something in it cannot be taken. Open the session and look through it.
refusal-photo-refused = The server would not have this photo. It is on this phone still: take it out, or take another one.
refusal-photo-not-permitted = You may not add photos to this session any more. The photo is on this phone still: take it out.
refusal-photo-no-room = There is no more room for photos at your organisation. The figures are there; the photo waits here.
refusal-photo-day-full = This phone has sent as many photos as one may in a day. The figures are there; the rest goes out tomorrow.
refusal-other = The server could not take it. Tell your coordinator.

# Handing work over without a network, on both platforms. What a file came to is `taken-`.
together-title = Together
together-how = Hand your work to a colleague’s phone without any network: share the file, and take it there. Whoever syncs first brings it to the server, and it counts once.
together-give = Hand over
together-take = Take a file
together-too-large = This file is too large to be a colleague’s work. Nothing of it was taken.
codes-title = By codes, without files
codes-how = One phone shows codes and the other reads them with its camera, in any order.
codes-show = Show codes
codes-read = Read codes
codes-takes = { $n ->
    [one] This takes { $n } code.
   *[other] This takes { $n } codes.
}
codes-many = That is a lot to hold two phones still for. Where the other phone can get a file, e.g. by Bluetooth, a file is quicker.
codes-too-many = This is too much for codes. Share the file, or hand over one session at a time.
codes-share = Share the file
codes-one = Code { $number } of { $all }
codes-until = The codes come again and again. Show them until the other phone says that it has all of them.
codes-hold = Hold this one
codes-go-on = Go on
codes-next = Next code
codes-done = Done
codes-left = These codes were not finished. Go on with them if the other phone has read some.
codes-new = Make new codes
codes-point = Point the camera at the codes of the other phone.
codes-have = { $have } of { $all } read
codes-missing = Missing: { $numbers }
codes-stop = Stop, go on later
codes-anew = Begin anew
taken-from = From { $name }
taken-carried = The next sync brings it to the server.
taken-new = new here
taken-changed = something came to it
taken-known = was here already
taken-not-for-you = for others: carried, not shown
taken-incomplete = shows after a sync
taken-unread = shows after an update of the app
taken-erased = removed by the organisation
taken-refused = not taken

helpline-title = Helpline
helpline-number = 0800 800 678
helpline-about = Free in Romania. About work abroad, contracts, travel, and getting out of a bad situation.
helpline-call = Call
helpline-card = Card given
helpline-referral = Referral made
helpline-counted = Counted in: { $session }
helpline-nowhere = Begin a session first, then cards and referrals are counted in it.
helpline-never = Teren counts cards and referrals, never a person.

about-title = About Teren
about-version = Version { $version }
about-member = You: { $name }, { $role }
about-organisation = Organisation: { $name }
about-stored = What is on this phone
about-stored-what = The sessions of your unit, your notes, and names of colleagues, schools and campaigns. All of it is encrypted. No name, number or story of a person you met belongs here.
