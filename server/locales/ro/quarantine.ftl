# Ce vine de la telefoane închise sau prea târziu: decide un coordonator.

quarantine-title = Așteaptă o decizie
quarantine-lead = A fost trimis de un telefon închis sau șters, ori mult după ce posesorul lui a plecat din centrul regional, ori pentru un program care s-a încheiat. Nimic nu se numără și nimic nu se pierde până nu decideți.
quarantine-none = Nimic nu așteaptă o decizie.
quarantine-waiting = { $n ->
    [one] Munca la o sesiune așteaptă o decizie.
    [few] Munca la { $number } sesiuni așteaptă o decizie.
   *[other] Munca la { $number } de sesiuni așteaptă o decizie.
}
quarantine-look = Vedeți
quarantine-further = { $n ->
    [one] Urmează încă una, după ce decideți despre acestea.
    [few] Urmează încă { $number }, după ce decideți despre acestea.
   *[other] Urmează încă { $number } de sesiuni, după ce decideți despre acestea.
}
quarantine-unreadable = Nu se poate citi
quarantine-as-it-is = Cum este fără acestea
quarantine-changes = { $n ->
    [one] o modificare
    [few] { $number } modificări
   *[other] { $number } de modificări
}
quarantine-says = Ce spune
quarantine-why-closed = Telefonul fusese închis.
quarantine-why-ended = Programul său a fost închis sau nu mai este comun cu partenerul care l-a scris.
quarantine-why-lost = Posesorul lui nu mai vedea sesiunea de peste 90 de zile.
quarantine-admit = Admite
quarantine-reject = Respinge
quarantine-reason = Motiv
quarantine-refused = Nu s-a admis
quarantine-refused-note = Nu trece verificările prin care trece tot ce vine de la telefoane. Așteaptă în continuare; puteți respinge.
quarantine-decided = Decise
quarantine-act-let-in = Admis
quarantine-act-kept-out = Respins
