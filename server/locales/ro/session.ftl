# O sesiune.

session-back = Toate sesiunile
session-people = Persoane informate
session-things = Materiale și altele
session-notes = Note
session-notes-note = Se văd numai în acest centru regional
session-photos = Fotografii
session-photo = Fotografia { $number } din { $of }: { $name }
session-photo-open = Fotografia { $number } din { $of }: { $name }, { $kilobytes } kB
photos-badge = { $n ->
    [one] O fotografie
    [few] { $number } fotografii
   *[other] { $number } de fotografii
}
session-photo-missing = Încă nu a ajuns: vine când telefonul are o conexiune bună
session-withdrawn-badge = Retrasă
session-withdrawn = Această sesiune este retrasă și nu se numără nicăieri. Motivul: { $why }
session-duplicate = Această sesiune repetă alta și nu se numără încă o dată:
session-duplicate-undo = Este totuși o sesiune de sine stătătoare
session-looks-like = Seamănă cu același eveniment ca „{ $title }”, de { $who }.
session-compare = Compară-le pe cele două

facts-title = Când, unde, cine
facts-held = Ținută
facts-planned = Planificată pentru
facts-place = Loc
facts-at = Pe hartă
facts-unit = Centru regional
facts-campaign = Campanie
facts-programme = Program
facts-team = Echipă
facts-partners = Parteneri
facts-topics = Teme

conflicts-title = { $n ->
    [one] Un lucru de lămurit
    [few] { $number } lucruri de lămurit
   *[other] { $number } de lucruri de lămurit
}
conflicts-note = Telefoane fără semnal au spus lucruri diferite. Nu s-a pierdut nimic: alegeți ce este adevărat, restul rămâne în istoric.
conflict-question = { $field }: care este adevărat?
conflict-empty = (lăsat gol)
conflict-shown = arătat acum
conflict-settle = Lămurește
conflict-own = Altă valoare
conflict-own-value = Cealaltă valoare

counts-title = Cine ce a numărat
counts-note = Părțile se adună. Dintre două numărători ale întregului se arată cea mai mare, până când cineva lămurește.
counts-open = de lămurit
counts-shown = Se arată
counts-not-used = nu intră în cifră

history-title = Istoric
history-note = După ceasul fiecărui telefon
history-brought = adus de { $who }
history-arrived = sosit la { $when }
history-taken-away = scos

history-member-unknown = Membru necunoscut
conflict-whole = Cineva a numărat întregul
conflict-parts = Toate părțile adunate
history-without = fără { $what }
history-of-the-whole = { $number }, din întreg
history-basis = a numărat { $basis }
history-notes = a scris mai departe
history-settled = a hotărât a cui numărătoare rămâne
history-session = adăugată

answers-title = Întrebările campaniei
answers-version = { $title }, versiunea { $version }
answers-unknown = Nu se știe aici ce s-a întrebat: răspunsurile stau sub numele lor
answers-missing = trebuie să aibă un răspuns și nu are
answers-not-asked = nu se mai întreabă
answers-wrong = încalcă o regulă: { $why }
field-questionnaire = Versiunea întrebărilor
