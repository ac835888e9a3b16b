# What surrounds every page.

frame-product = Teren
frame-promise = Teren counts activities and contacts. It holds no names, numbers or stories of the people met.
frame-skip = Skip to the content
frame-navigation = Main
frame-signed-in = Signed in
frame-overview = Overview
frame-sessions = Sessions
frame-review = To review
frame-duplicates = Duplicates
frame-sign-out = Sign out

pages-name = Pages
pages-before = Previous
pages-after = Next

flash-settled = Settled. Everybody’s phone gets this at its next contact.
flash-moved = Somebody changed this session while you were looking at it, so nothing was settled. Here is how it stands now.
flash-password = Your password is set. Use it with your name from now on.
flash-nothing = Choose one of the answers first, then send it.
flash-planned = Planned. Every phone of the regional centre gets it at its next contact.
flash-reviewed = Your review is written. Its author’s phone shows it at its next contact.
flash-assigned = Changed. The phones show it at their next contact.
flash-withdrawn = Withdrawn. It is hidden and counts nowhere; nothing was deleted.
flash-shown-again = Shown again, and counted again.
flash-moved-away = Moved. It leaves the phones of the old centre and comes to those of the new one.
flash-linked = Kept one, linked the other: together they count once.
flash-told-apart = Remembered: these are two events.
flash-undone = Undone.
flash-reason = Say why first, then send it.
flash-not-taken = That value does not fit the field. Nothing was changed.

filter-search = Search sessions
filter-search-hint = Title, venue, town or name
filter-find = Search
filter-narrow = Filter
filter-period = Period
filter-from = From
filter-until = Until
filter-campaign = Campaign
filter-campaign-all = All campaigns
filter-unit = Regional centre
filter-unit-all = All regional centres
filter-kind = Kind
filter-kind-all = All kinds
filter-status = State
filter-status-all = All states
filter-conflicts = Only with something to settle
filter-withdrawn = Withdrawn ones
filter-show = Show
filter-narrowed = Narrowed to
filter-without = : remove
filter-not-a-day = Write a day as year-month-day, such as 2017-03-14.
filter-wrong-order = The last day lies before the first.

table-what = What
table-amount = Number
table-age = Age
table-total = Total
table-month = Month
table-unit = Regional centre
table-status = State

sparkline-peak = Most in { $month }: { $number }
target-of = of { $target }
target-of-country = of { $target } for the whole country
target-none = no target set

problem-not-found = There is no such page
problem-not-found-words = The address may be mistyped, or what it shows belongs to another regional centre.
problem-role = These pages are for coordinators
problem-role-words = You are a member, and everything you record counts. Sessions are recorded on the phone; these pages are where coordinators bring them together. Ask your coordinator if you need to work here.
problem-stale = That form was too old
problem-stale-words = For your safety a form works only for as long as you stay signed in. Go back, load the page again and repeat what you did. Nothing was changed.
problem-form = That form could not be read
problem-form-words = Something in it was missing or not of this program. Go back and try again. Nothing was changed.
problem-busy = One moment, please
problem-busy-words = Many phones are sending at once. Try again in a few seconds. Nothing is lost.
problem-broken = Something went wrong here
problem-broken-words = This is a fault of the program, not yours. It has been written to the log. What phones have sent is safe.
problem-home = Go to the overview
