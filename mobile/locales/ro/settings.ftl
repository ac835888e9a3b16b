# Ce se poate alege pentru acest telefon și ce sună pe el.

settings-title = Setări
settings-shade = Luminos sau întunecat
shade-system = ca telefonul
shade-light = luminos
shade-dark = întunecat
settings-remind = Amintește-mi de o sesiune planificată
settings-remind-how = Se spune când începe și nimic altceva: pot vedea și alții.
remind-never = niciodată
remind-half-an-hour = cu 30 de minute înainte
remind-an-hour = cu 1 oră înainte
remind-a-day = cu 1 zi înainte
reminder-title = Ai o sesiune planificată
reminder-begins = Începe: { $when }

for-me-new = Nou
session-row-brought-by = adusă de { $names }
about-sessions = { $n ->
    [one] { $n } sesiune
    [few] { $n } sesiuni
   *[other] { $n } de sesiuni
}
about-venues = { $n ->
    [one] { $n } școală sau alt loc
    [few] { $n } școli și alte locuri
   *[other] { $n } de școli și alte locuri
}
about-size = Loc ocupat pe telefon: { $size } MB

# What iOS says in the app's name: why it asks for the camera and the like, and what a file is.
system-camera = Teren citește coduri cu camera și fotografiază locuri și materiale.
system-face = Teren îți deschide munca cu fața în locul PIN-ului, dacă vrei.
system-location = Teren notează unde are loc o sesiune, cu precizie de circa 1 km, când i-o ceri.
system-hand-over = Muncă predată cu Teren
