# Schimburi între organizații.

exchanges-title = Schimburi
exchanges-lead = Scrise împreună de toți cei care iau parte: ale centrelor dumneavoastră regionale și ale programelor pe care le urmați.
exchanges-none = Încă niciun schimb. Se încep de pe telefon; apar aici de la sine când numesc un program.
exchanges-none-hidden = Niciunul nu este retras.
exchanges-withdrawn = Schimburi retrase
exchanges-standing = Schimburi care nu sunt retrase
exchanges-more = Se arată numai cele mai recente.
exchanges-shared = Sesiuni împărtășite
exchanges-shared-note = Ce împărtășesc programele, cu cifre exacte

exchange-exchange = Schimb
exchange-days = Zile
exchange-organisations = Organizații
exchange-participants = Participanți
exchange-participants-count = { $n ->
    [0] niciun participant
    [one] un participant
    [few] { $number } participanți
   *[other] { $number } de participanți
}
exchange-hosted = găzduit de { $who }
exchange-people = { $n ->
    [one] { $number } persoană informată
    [few] { $number } persoane informate
   *[other] { $number } de persoane informate
}
exchange-untitled = Un schimb fără titlu
exchange-back = Toate schimburile
exchange-withdrawn = Acest schimb este retras. Motivul: { $why }
exchange-withdraw-help = Nu îl mai vede nimeni. Nu se șterge nimic.
exchange-hours = Ore
exchange-host = Gazdă
exchange-activities = Ce s-a făcut
exchange-learned = Ce s-a învățat
exchange-sessions = Sesiuni ținute în timpul lui
exchange-edit = Modifică
exchange-edit-note = Ce lăsați cum este rămâne al tuturor
exchange-edit-submit = Salvează
exchange-locality = Oraș sau sat
exchange-venue = Școală, sală sau piață
exchange-learned-who = Ce s-a învățat, pentru
exchange-learned-what = Cuvintele ei
exchange-learned-help = Înlocuiesc ce a spus organizația înainte. Fără nume și povești de oameni.
exchange-another-programme = alt program
exchange-another-partner = Alt partener
