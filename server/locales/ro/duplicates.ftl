# Sesiuni care seamănă cu un singur eveniment.

duplicates-title = Dubluri probabile
duplicates-lead = Poate că doi oameni au înregistrat același eveniment: același loc, la cel mult două ore distanță. Nimic nu se numără altfel până nu hotărâți.
duplicates-none = Nu există două sesiuni care să semene cu același eveniment.
duplicates-older = Cele mai vechi
duplicates-question = Un eveniment sau două?
duplicates-apart-minutes = { $n ->
    [0] la aceeași oră
    [one] la { $number } minut distanță
    [few] la { $number } minute distanță
   *[other] la { $number } de minute distanță
}
duplicates-when = Când
duplicates-author = Înregistrată de
duplicates-materials = Materiale
duplicates-keep = Un singur eveniment: păstreaz-o pe aceasta
duplicates-told-apart = Două evenimente
duplicates-undo = Anulează
duplicates-badge = seamănă cu alta

alike-venue = aceeași instituție din registru
alike-name = același loc după nume
alike-near = la mai puțin de un kilometru distanță

decided-linked = Numărate o singură dată
decided-apart = Două evenimente
decided-note-linked = Acestea repetă o sesiune păstrată.
decided-note-apart = Acestea seamănă, dar nu sunt același lucru.
decided-between-linked = repetă
decided-between-apart = nu este
