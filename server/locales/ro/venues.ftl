# Registrul instituțiilor.

venues-title = Instituții
venues-lead = Școlile și celelalte locuri din registru. Cele propuse de pe telefoane stau primele: acceptați-le sau spuneți care instituție cunoscută sunt.
venues-search = Caută instituții
venues-search-hint = Nume, localitate sau cod
venues-none = Nu s-a găsit nicio instituție.
venues-more = Sunt mai multe: căutați ca să le restrângeți.
venues-venue = Instituție
venues-sessions = Sesiuni
venues-proposed = propusă
venues-accept = Acceptă
venues-goes = Unire: pleacă
venues-stays = Unire: rămâne
venues-goes-one = { $name } pleacă
venues-stays-one = { $name } rămâne
venues-goes-short = pleacă
venues-stays-short = rămâne
venues-rename = Redenumește
venues-rename-title = Alt nume
venues-rename-name = Numele pentru { $id }
venues-rename-do = Redenumește
venues-merge = Acestea două sunt una
venues-merge-note = Însemnați instituția care pleacă și pe cea care rămâne: sesiunile ținute la prima se numără la a doua. Nimic nu se șterge și se poate anula.
venues-far-apart = Sunt una, deși se află în județe diferite
venues-decided = Hotărâte ultima dată
venues-undo = Anulează

venue-act-accept = a fost acceptată
venue-act-rename = a fost redenumită
venue-act-import = a fost schimbată de un tabel
venue-act-merge = este acum
