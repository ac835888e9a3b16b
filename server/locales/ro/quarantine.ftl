# Ce vine de la telefoane închise sau prea târziu: decide un coordonator.

quarantine-title = Așteaptă o decizie
quarantine-lead = A fost trimis de un telefon închis sau șters, ori de unul care nu este cunoscut aici, ori mult după ce posesorul lui a plecat din centrul regional, ori pentru un program care s-a încheiat; sau se bazează pe ceva ce așteaptă aici. Nimic nu se numără și nimic din ce este aici nu se pierde până nu decideți. Locul este limitat: ce nu mai încape rămâne pe telefon, iar un telefon care trebuie șters îl șterge.
quarantine-none = Nimic nu așteaptă o decizie.
quarantine-waiting = { $n ->
    [one] Munca la o sesiune așteaptă o decizie.
    [few] Munca la { $number } sesiuni așteaptă o decizie.
   *[other] Munca la { $number } de sesiuni așteaptă o decizie.
}
quarantine-waiting-exchanges = { $n ->
    [one] Munca la un schimb așteaptă o decizie.
    [few] Munca la { $number } schimburi așteaptă o decizie.
   *[other] Munca la { $number } de schimburi așteaptă o decizie.
}
quarantine-look = Vedeți
quarantine-of-all = Ce au lăsat toate telefoanele
quarantine-others = { $n ->
    [one] A mai lăsat și altceva.
    [few] A mai lăsat încă { $number }.
   *[other] A mai lăsat încă { $number } de lucrări.
}
quarantine-unreadable = Nu se poate citi
quarantine-as-it-is = Cum este fără acestea
quarantine-changes = { $n ->
    [one] o modificare
    [few] { $number } modificări
   *[other] { $number } de modificări
}
quarantine-says = Ce spune
quarantine-unread = { $n ->
    [one] Încă o modificare nu este arătată aici.
    [few] Încă { $number } modificări nu sunt arătate aici.
   *[other] Încă { $number } de modificări nu sunt arătate aici.
}
quarantine-why-closed = Telefonul fusese închis.
quarantine-why-ended = Programul său a fost închis sau nu mai este comun cu partenerul care l-a scris.
quarantine-why-unknown = Telefonul care a scris-o nu este cunoscut aici: serverul a fost restaurat la un moment dinainte ca el să fie înscris.
quarantine-why-behind = Se bazează pe ceva ce încă așteaptă o decizie.
quarantine-why-lost = Posesorul lui nu mai vedea sesiunea de peste 90 de zile.
quarantine-admit = Admite
quarantine-reject = Respinge
quarantine-reason = Motiv
quarantine-refused = Nu s-a admis
quarantine-refused-note = Nu trece verificările prin care trece tot ce vine de la telefoane. Așteaptă în continuare; puteți respinge.
quarantine-decided = Decise
quarantine-act-let-in = Admis
quarantine-act-kept-out = Respins

# De ce nu s-a admis o modificare, după cod.
quarantine-left-too-large = Este mai mare decât poate fi o sesiune.
quarantine-left-malformed = Este deteriorată și nu se poate citi.
quarantine-left-not-your-replica = Nu se poate dovedi a cui este.
quarantine-left-replica-reused = Telefonul a scris altceva sub același număr: probabil a fost restaurat dintr-o copie.
quarantine-left-out-of-sequence = Ce a scris telefonul înainte nu este aici.
quarantine-left-depends-on-refused = Se bazează pe ceva ce a fost respins.
quarantine-left-bad-start-op = Nu se potrivește cu ceea ce continuă.
quarantine-left-harmful = Ar strica sesiunea.
quarantine-left-not-allowed = Face ceva ce nicio modificare nu are voie să facă.
quarantine-left-not-permitted = Cine a scris-o nu are acest drept.
quarantine-left-bad-value = Conține o valoare imposibilă.
quarantine-left-erased = A fost ștearsă definitiv.
quarantine-left-bad-document = Începe ceva ce autorul nu poate începe acolo.
quarantine-left-refused-before = A fost respinsă mai înainte.
quarantine-left-quarantined = Se bazează pe ceva ce încă așteaptă.
quarantine-left-replica-collision = Două telefoane poartă același nume în ea.
quarantine-left-missing = Ceva pe care se bazează nu a ajuns niciodată.
quarantine-left-member-unknown = Cine a scris-o nu mai este cunoscut aici.
