# The steps of recording a session.

step-what = What
step-where = Where
step-who = Who
step-count = Count
step-given = Handed out
step-said = Said
record-finish = Finish
record-what = What is it?
record-where = Where are you?
record-recent = Recent places
record-search = School, square or town
record-town = Town or village
record-new-place = Use as a new place: { $name }
record-who = Who is with you?
record-you = { $name } (you)
record-campaign = Campaign
record-no-campaign = None
record-count = How many did you reach?
record-given = What did you hand out?
record-also = Also counted
record-said = What was talked about?
record-notes = Notes
record-notes-help = Write no name, phone number or story of a person you met.
record-undo = Undo
record-part = I count a part
record-whole = I count everybody
record-sex-main = Women and men
record-sex-rest = Other and not said
count-cell = { $what }, { $age }: { $count }. Add one.
count-thing = { $what }: { $count }. Add one.
count-fewer = { $what }: take one away

material-leaflet = Leaflets
material-poster = Posters
material-brochure = Brochures
