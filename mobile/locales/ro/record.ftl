# Pașii înregistrării unei sesiuni.

step-what = Ce
step-where = Unde
step-who = Cine
step-count = Câți
step-given = Materiale
step-asked = Întrebări
step-said = Despre ce
step-photos = Poze
record-finish = Încheie
record-what = Ce activitate este?
record-where = Unde ești?
record-recent = Locuri recente
record-search = Școală, piață sau localitate
record-town = Oraș sau sat
record-new-place = Folosește ca loc nou: { $name }
record-locate = Notează unde sunt, la circa 1 km
record-at = Notat la circa 1 km: { $lat }, { $lon }
record-at-remove = Scoate poziția
record-who = Cine este cu tine?
record-you = { $name } (tu)
record-campaign = Campanie
record-no-campaign = Niciuna
record-count = Câți oameni ai informat?
record-given = Ce ai împărțit?
record-also = Numărate și ele
record-asked = Ce întreabă campania?
asked-required = Aici trebuie un răspuns.
asked-constraint = Nu se poate: { $rule }
asked-unfit = Se acceptă: { $allowed }
asked-again = Adaugă: { $group }
asked-time = { $group } { $time }
asked-remove = Șterge: { $time }
asked-open = { $n ->
    [one] { $n } întrebare a campaniei nu are răspunsul cuvenit. Poți încheia și așa.
    [few] { $n } întrebări ale campaniei nu au răspunsul cuvenit. Poți încheia și așa.
   *[other] { $n } de întrebări ale campaniei nu au răspunsul cuvenit. Poți încheia și așa.
}
record-said = Despre ce s-a vorbit?
record-notes = Note
record-notes-help = Nu scrie numele, telefonul sau povestea unei persoane întâlnite.
record-photos = Poze
photos-warning = Fotografiază doar locuri sau materiale, niciodată oameni.
photos-take = Fă o poză
photos-choose = Alege o poză
photos-working = Se pregătește poza…
photos-one = Poza { $number }
photos-waiting = pleacă după cifre
photos-sending = { $percent } % trimis
photos-sent = trimisă
photos-refused = serverul nu a primit-o: vezi „Pentru mine”
photos-elsewhere = nu este pe acest telefon
photos-fetch = Adu: { $photo }
photos-remove = Șterge: { $photo }
photos-undo = Pune poza la loc
warning-identity = Pare un cod numeric personal: { $words }
warning-phone = Pare un număr de telefon: { $words }
warning-email = Pare o adresă de e-mail: { $words }
warning-address = Pare adresa cuiva: { $words }
record-undo = Anulează
record-part = Număr o parte
record-whole = Îi număr pe toți
record-sex-main = Femei și bărbați
record-sex-rest = Alt sex sau nespecificat
count-cell = { $what }, { $age }: { $count }. Adaugă unul.
count-thing = { $what }: { $count }. Adaugă unul.
count-fewer = { $what }: scade unul

material-leaflet = Pliante
material-poster = Afișe
material-brochure = Broșuri
