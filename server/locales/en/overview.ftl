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
overview-before = { $number } in the period before
trend-weeks = Week by week
trend-months = Month by month
trend-last-months = { $n ->
    [one] The last month.
   *[other] The last { $number } months.
}
trend-last-weeks = { $n ->
    [one] The last week.
   *[other] The last { $number } weeks.
}
trend-before = Beside the period before, { $period }
trend-choose = Choose a period to see it beside the one before
trend-table = As a table
trend-now = this period
trend-then = the period before
trend-week-of = { $day }
trend-peak = Most in { $step }: { $number }
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
trouble-disk-low = The server’s disk is nearly full: { $number } MB are free. Make room on it.
trouble-disk-full = The server’s disk is full: make room on it. Until then phones keep what they have and try again.
trouble-clock-impossible = The server’s clock is wrong: set it. Until then phones keep what they have and try again.
trouble-clock-behind = The server’s clock went backwards: set it. Until then what arrives is dated too early.
trouble-certificate = The new certificate files cannot be used; the certificate before them is shown. The server’s log says why.
trouble-certificate-ends = The certificate that browsers are shown ends on { $day }: renew its files. Phones need none.
trouble-certificate-ended = The certificate that browsers are shown ended on { $day }, and browsers warn of it: renew its files. Phones need none.
