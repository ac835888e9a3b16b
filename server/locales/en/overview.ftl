# The overview.

overview-title = Overview
overview-people = People reached
overview-contacts-note = Contacts: somebody met twice counts twice
overview-activities = Activities
overview-materials = Materials handed out
overview-things = Materials
overview-materials-note = Brochures, posters and more, handed out
overview-to-review = To review
overview-review-some = Phones said different things
overview-review-none = Nothing waits for you
overview-months = Month by month
overview-campaigns = Campaigns against their targets
overview-pyramid = People reached by sex and age
overview-children = Children, under 18
overview-adults = Adults, 18 and over
overview-groups = By group
overview-tallies = Also counted
overview-tallies-note = Numbers of things, never of persons
overview-units = By regional centre
overview-statuses = Sessions by state
overview-latest = Just in
overview-latest-note = What phones brought last
overview-latest-none = Nothing has arrived yet. Sessions appear here as soon as a phone has contact.
overview-nothing = Nothing yet for this choice.
