# Cum se scriu numerele, zilele și orele.

number-group = .
number-percent = { $number }%
number-about = circa { $number }

# Un loc într-o ordine.
writing-ordinal = locul { $number }

writing-day = { $day } { $month } { $year }
writing-month = { $month } { $year }
writing-moment = { $day }, { $time }
writing-period = { $from } – { $until }
writing-since = Din { $from }
writing-until = Până la { $until }
writing-always = Toată perioada

month-1 = ianuarie
month-2 = februarie
month-3 = martie
month-4 = aprilie
month-5 = mai
month-6 = iunie
month-7 = iulie
month-8 = august
month-9 = septembrie
month-10 = octombrie
month-11 = noiembrie
month-12 = decembrie

month-short-1 = ian.
month-short-2 = feb.
month-short-3 = mar.
month-short-4 = apr.
month-short-5 = mai
month-short-6 = iun.
month-short-7 = iul.
month-short-8 = aug.
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = dec.
