# What a coordinator does with one session.

desk-title = Your desk
desk-comment = Comment
desk-comment-help = Reaches the author’s phone. Needed when you return the session.
desk-comment-shared = Shared in { $programmes }: its partners read what you write here.
desk-verify = Verify
desk-return = Return
desk-review-undo = Take the review back
desk-team = Who holds it
desk-unseen = Does not come to the phones of: { $names }. Take them off, and assign somebody of this centre.
desk-member = Assign to
desk-choose = Choose
desk-unassign = Take off
desk-more = Move or withdraw
desk-move = Move to another regional centre
desk-move-help = The whole session moves, with its notes. It leaves the phones of this centre.
desk-move-submit = Move
desk-withdraw-why = Withdraw, because
desk-withdraw-help = It is hidden and counts nowhere. Nothing is deleted.
desk-withdraw = Withdraw
desk-withdraw-undo = Show it again

assign-lead = to lead it
assign-helper = to help

reviewed-verified = Verified.
reviewed-returned = Returned to its author.
reviewed-verified-changed = Verified, and changed since: look again.
reviewed-returned-changed = Returned to its author, and changed since: look again.

review-badge-verified = Verified
review-badge-returned = Returned
review-badge-verified-changed = Verified, then changed
review-badge-returned-changed = Returned, then changed

suspects-lead = Look at the texts of this one: there may be something in them by which a person can be found. Take it out on a phone, or say that it is nobody’s.
suspects-harmless = It is harmless
suspects-badge = look at the note

suspect-identity = looks like an identity number
suspect-phone = looks like a phone number
suspect-email = looks like an e-mail address
suspect-address = looks like a street address

acts-title = Done by coordinators
acts-note = Beside the session itself, by the server’s clock
act-moved = Moved
act-duplicates = Duplicates
act-told-apart = said to be two events
act-not-told-apart = no longer said to be two events
act-suspects = What looked like a person’s
act-called-harmless = said to be harmless
act-held = Kept work
act-let-in = admitted
act-kept-out = rejected: { $reason }
