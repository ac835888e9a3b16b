# Planning a session.

plan-title = Plan a session
plan-lead = It appears on the phones of its regional centre at their next contact.
plan-what = What
plan-name = Title
plan-choose = Choose
plan-no-campaign = No campaign
plan-where = Where
plan-county = County
plan-own-county = The centre’s own
plan-locality = Town or village
plan-venue = Venue
plan-when = When
plan-day = Day
plan-time = Time, on the centre’s clock
plan-who = Who
plan-lead-member = Leads it
plan-helper-member = Helps
plan-nobody = Nobody yet
plan-submit = Plan it
plan-fault-kind = Choose what kind of session it is.
plan-fault-title = Give it a title of at most 200 characters.
plan-fault-unit = Choose the regional centre that holds it.
plan-fault-place = A part of the place has more than 200 characters.
plan-fault-day = Write a day as year-month-day, such as 2017-03-14.
plan-fault-time = Write a time such as 10:00.
plan-fault-member = Choose members of the regional centre that holds it.
