# Planificarea unei sesiuni.

plan-title = Planificați o sesiune
plan-lead = Apare pe telefoanele centrului regional la următorul contact.
plan-what = Ce
plan-name = Titlu
plan-choose = Alegeți
plan-no-campaign = Fără campanie
plan-where = Unde
plan-county = Județ
plan-own-county = Cel al centrului
plan-locality = Oraș sau sat
plan-venue = Instituție sau loc
plan-when = Când
plan-day = Zi
plan-time = Ora, după ceasul centrului
plan-who = Cine
plan-lead-member = Conduce
plan-helper-member = Ajută
plan-nobody = Încă nimeni
plan-submit = Planifică
plan-fault-kind = Alegeți ce fel de sesiune este.
plan-fault-title = Dați-i un titlu de cel mult 200 de caractere.
plan-fault-unit = Alegeți centrul regional care o ține.
plan-fault-place = O parte a locului are mai mult de 200 de caractere.
plan-fault-day = Scrieți ziua ca an-lună-zi, de exemplu 2017-03-14.
plan-fault-time = Scrieți ora, de exemplu 10:00.
plan-fault-member = Alegeți membri ai centrului regional care o ține.
