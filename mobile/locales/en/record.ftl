# The steps of recording a session.

step-what = What
step-where = Where
step-who = Who
step-count = Count
step-given = Handed out
step-asked = Questions
step-said = Said
record-finish = Finish
record-what = What is it?
record-where = Where are you?
record-recent = Recent places
record-search = School, square or town
record-town = Town or village
record-new-place = Use as a new place: { $name }
record-locate = Note where I am, to about 1 km
record-at = Noted to about 1 km: { $lat }, { $lon }
record-at-remove = Take the position out
record-who = Who is with you?
record-you = { $name } (you)
record-campaign = Campaign
record-no-campaign = None
record-count = How many did you reach?
record-given = What did you hand out?
record-also = Also counted
record-asked = What does the campaign ask?
asked-required = This must be answered.
asked-constraint = This cannot be: { $rule }
asked-unfit = This can be: { $allowed }
asked-again = Add: { $group }
asked-time = { $group } { $time }
asked-remove = Remove: { $time }
asked-open = { $n ->
    [one] { $n } question of the campaign is not answered as it should be. You can finish all the same.
   *[other] { $n } questions of the campaign are not answered as they should be. You can finish all the same.
}
record-said = What was talked about?
record-notes = Notes
record-notes-help = Write no name, phone number or story of a person you met.
warning-identity = This looks like an identity number: { $words }
warning-phone = This looks like a phone number: { $words }
warning-email = This looks like an e-mail address: { $words }
warning-address = This looks like somebody’s address: { $words }
record-undo = Undo
record-part = I count a part
record-whole = I count everybody
record-sex-main = Women and men
record-sex-rest = Other, not said
count-cell = { $what }, { $age }: { $count }. Add one.
count-thing = { $what }: { $count }. Add one.
count-fewer = { $what }: take one away

material-leaflet = Leaflets
material-poster = Posters
material-brochure = Brochures
