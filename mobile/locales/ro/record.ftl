# Pașii înregistrării unei sesiuni.

step-what = Ce
step-where = Unde
step-who = Cine
step-count = Câți
step-given = Materiale
step-said = Despre ce
record-finish = Încheie
record-what = Ce activitate este?
record-where = Unde ești?
record-recent = Locuri recente
record-search = Școală, piață sau localitate
record-town = Oraș sau sat
record-new-place = Folosește ca loc nou: { $name }
record-who = Cine este cu tine?
record-you = { $name } (tu)
record-campaign = Campanie
record-no-campaign = Niciuna
record-count = Câți oameni ai informat?
record-given = Ce ai împărțit?
record-also = Numărate și ele
record-said = Despre ce s-a vorbit?
record-notes = Note
record-notes-help = Nu scrie numele, telefonul sau povestea unei persoane întâlnite.
record-undo = Anulează
record-part = Număr o parte
record-whole = Îi număr pe toți
record-sex-main = Femei și bărbați
record-sex-rest = Altul și nespus
count-cell = { $what }, { $age }: { $count }. Adaugă unul.
count-thing = { $what }: { $count }. Adaugă unul.
count-fewer = { $what }: scade unul

material-leaflet = Pliante
material-poster = Afișe
material-brochure = Broșuri
