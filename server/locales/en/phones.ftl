# Phones, one phone, an invite.

phones-title = Phones
phones-silent = { $n ->
    [0] No phone is silent.
    [one] One phone is silent.
   *[other] { $number } phones are silent.
}
phones-unsent = { $n ->
    [0] Nothing waits to be sent, as far as the phones have said.
    [one] One session waits to be sent.
   *[other] { $number } sessions wait to be sent.
}
phones-all = All phones
phones-note = As each phone said at its last contact
phones-silent-after = Silent after
phones-days = { $n ->
    [one] { $number } day
   *[other] { $number } days
}
phones-silent-for = { $n ->
    [one] silent for a day
   *[other] silent for { $number } days
}
phones-none = No phone has joined yet. Invite the first one above.
phones-member = Member
phones-last = Last contact
phones-never = never
phones-waiting = Not sent yet
phones-not-sent = { $n ->
    [0] nothing waits
    [one] one not sent yet
   *[other] { $number } not sent yet
}
phones-app = App
phones-open = open
phones-closed = closed
phones-wiped = wiped at next contact
phones-asking = Waiting to be let in again
phones-asking-note = After a backup was restored, this server does not know these phones; each showed the organisation’s own certificate
phones-asked = asked { $when }
phones-approve = Let it in again
phones-approve-who = An administrator lets them in.
phones-invite = Invite a phone
phones-invite-note = For a member’s first phone, or another one
phones-invite-make = Make an invite
phones-nobody = There is no member whom you may invite. Add members first.

phone-title = Phone of { $member }
phone-back = All phones
phone-facts = This phone
phone-joined = Joined
phone-clock = Clock
phone-clock-off = { $n ->
    [one] a minute off
   *[other] { $number } minutes off
}
phone-command-line = an administrator at the command line
phones-forgotten = This server was restored to before this member joined. Say who it is and what the member may do.
phone-deeds = What was done
phone-unlock = The PIN was forgotten
phone-unlock-words = A code opens the app on this phone once and asks for a new PIN there. What is recorded on it stays.
phone-unlock-since = The code belongs to the PIN of which the phone told at { $when }.
phone-unlock-handed-out = A code was handed out at { $when }. It loses its force with the phone’s next sync; until then the same one is shown again.
phone-unlock-do = Make a code
phone-unlock-again = Show the code again
phone-unlock-none = No code can be made yet: this phone has no PIN, or was not here since its PIN was set. What it had sent by its last contact is here.

phone-close = Close this phone
phone-close-words = It sees nothing more from now on. What it has not sent yet is not lost: it may still send it, and it then waits for a coordinator.
phone-close-do = Close
phone-wipe = Wipe this phone
phone-wipe-words = For a phone that was lost or stolen. It is closed now and deletes everything it holds at its next contact. This cannot be taken back.
phone-wipe-unsent = { $n ->
    [one] One session on it was not sent yet and will be lost.
   *[other] { $number } sessions on it were not sent yet and will be lost.
}
phone-wipe-sure = I am sure: everything on it may be deleted
phone-wipe-do = Wipe

deed-invited = Invited
deed-closed = Closed
deed-wiped = Wiping decided
deed-approved = Let in again
deed-unlocked = Code for a forgotten PIN
deed-role-changed = Role changed
deed-member-closed = Every way in taken away
deed-added = Added

unlock-title = Code for the phone of { $member }
unlock-once = This page is shown once, and it is noted that you asked for it. If the code is lost, ask for it again: until the phone has been here again it stays the same, so give it to the member alone.
unlock-before = This code was handed out before, at { $when }.
unlock-force = It opens the phone once. Should the member remember the PIN after all, it loses its force as soon as the phone syncs.
unlock-how = On the phone: “PIN forgotten”, then point the camera at the code, or type it in.
unlock-who = Make sure that you speak to the member: whoever has both the phone and the code reads what is on it.
unlock-text = The same as text
unlock-back = Back to the phone

invite-title = Invite for { $member }
invite-once = This page is shown once. Scan the code or pass the link on now; make a new invite if it is lost.
invite-how = Open Teren on the phone, choose to join, and point the camera at the code.
invite-until = Works once, for one phone, until the end of { $day }.
invite-unreachable = The server’s public address can be reached from this machine only: no other phone will find it.
invite-link = The same as a link
