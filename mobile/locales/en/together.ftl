# Handing work over to a colleague's phone.

together-title = Together
together-how = No signal? Give your work to a colleague. Whoever brings it, it counts once.
together-give = Hand over
together-take = Take a colleague's file
together-from = From { $name }
together-carried = Your next sync brings it to the server.
together-new = new here
together-changed = something came to it
together-known = was here already
together-not-for-you = carried for others, not shown here
together-incomplete = shown after your next sync
together-unread = shown after an update of the app
together-erased = removed by your organisation
together-refused = not taken: { $reason }
trouble-hand-over = This cannot be handed over or taken: { $reason }
trouble-sync-first = This can be done after a sync.
