# The PIN before a member's work, and practice.

unlock-title = Enter your PIN
unlock-pin = PIN
unlock-go = Open
unlock-working = Opening…
unlock-biometrics = Use finger or face
unlock-forgotten = I forgot my PIN
lock-now = Lock now

forgotten-title = Forgotten PIN
forgotten-how = Ask your administrator to unlock this phone. You are shown a code that works once. Nothing that you recorded is lost.
forgotten-code = Unlock code
forgotten-bad-code = This is no unlock code. Copy all of it, from teren-unlock: to the end.
forgotten-go = Open with the new PIN

pin-title = PIN and lock
pin-none = There is no PIN: whoever holds this phone can open your work.
pin-is-set = A PIN opens your work.
pin-forgotten-later = If you forget it, your administrator can unlock this phone, once it has synced with the PIN.
pin-set = Set a PIN
pin-set-done = The PIN is set.
pin-change = Change the PIN
pin-change-done = The PIN is changed.
pin-remove = Remove the PIN
pin-remove-done = The PIN is removed.
pin-biometrics = Open with finger or face as well
pin-biometrics-done = Your finger or face opens your work now.
pin-biometrics-stop = Open with the PIN alone
pin-working = One moment…
pin-old = PIN until now
pin-new = New PIN
pin-again = New PIN once more
pin-short = At least { $least } digits. Take none that others can guess.
pin-differs = These are two different PINs.
lock-after = Ask for the PIN when I was away
lock-after-at-once = at once
lock-after-a-minute = after 1 minute
lock-after-five-minutes = after 5 minutes
lock-after-a-quarter = after 15 minutes
first-pin-title = Set a PIN now?
first-pin-why = Whoever finds this phone could open your work. A PIN keeps it closed.
first-pin-later = Not now
lock-without-pin = Closed, but not locked: there is no PIN, so whoever taps your name opens your work. Set one under “More”.
cancel = Cancel

trouble-locked = This work is locked. The PIN comes first.

practice-begin = Practise
practice-about = Try everything out: nothing of it is kept, sent or counted.
practice-banner = Practice: nothing of this is kept, sent or counted.
practice-end = End practice
