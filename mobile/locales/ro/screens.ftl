# Ce spun ecranele. `$n` alege pluralul și se scrie.

app-name = Teren
back = Înapoi
next = Mai departe
everything-sent = Totul este trimis
unsent = { $n ->
    [one] { $n } sesiune netrimisă
    [few] { $n } sesiuni netrimise
   *[other] { $n } de sesiuni netrimise
}
unsent-photos = { $n ->
    [one] { $n } poză netrimisă
    [few] { $n } poze netrimise
   *[other] { $n } de poze netrimise
}
last-sync = Ultima sincronizare: { $when }
last-sync-never = Încă nesincronizat
people = { $n ->
    [one] { $n } persoană
    [few] { $n } persoane
   *[other] { $n } de persoane
}

trouble-invalid = Nu se poate salva. Mai uită-te la: { $fields }
trouble-invalid-other = Ceva de aici nu se poate salva. Mai parcurge totul o dată.
trouble-not-found = Nu se mai află pe telefon.
trouble-membership = Nu se potrivește cu cine folosește acest telefon. Alege din nou cine ești.
trouble-offline = Acum nu este conexiune. Ce ai lucrat este în siguranță pe telefon și pleacă de îndată ce se poate.
trouble-not-trusted = Serverul nu este de încredere, așa că nu s-a trimis nimic. Vezi dacă data telefonului este corectă; dacă este, spune-i coordonatorului.
trouble-refused = Serverul a refuzat. Spune-i coordonatorului.
trouble-full = Memoria telefonului este plină. Fă loc și încearcă din nou. Nu s-a pierdut nimic.
trouble-unreadable = Datele de pe acest telefon nu pot fi citite. Spune-i coordonatorului și nu șterge nimic.
trouble-busy = Încă se lucrează la ceva. Încearcă din nou peste puțin timp.
trouble-hand-over = Nu este nimic de predat sau nu este o predare pentru acest telefon. Nu s-a schimbat nimic.
trouble-hand-over-nothing = Nu e nimic de predat: serverul are tot.
trouble-hand-over-unknown = Nu e o predare făcută de Teren. Alege fișierul care se termină în .teren sau citește codurile de pe celălalt telefon.
trouble-hand-over-newer = A fost făcută de o aplicație mai nouă. Actualizează mai întâi aplicația. Nu s-a schimbat nimic.
trouble-hand-over-damaged = Nu a ajuns întreagă sau a fost modificată pe drum. Cere să fie trimisă ori arătată din nou. Nu s-a schimbat nimic.
trouble-hand-over-too-large = E prea mult deodată. Predă mai puține sesiuni.
trouble-hand-over-other-organisation = Este a altei organizații și nu poate fi primită aici.
trouble-hand-over-forged = Nu avea încredere: nu a făcut-o telefonul pe care îl numește. Nu s-a schimbat nimic. Spune-i coordonatorului.
trouble-hand-over-other-codes = Codul este al altei predări. Termin-o pe prima sau ia-o de la capăt.
trouble-hand-over-not-shared = Una dintre sesiuni nu este împărtășită în acest program, deci alții nu o pot vedea.
trouble-sync-first = Se poate după o sincronizare.
trouble-practice = Acesta este un exercițiu: nimic din el nu părăsește telefonul.
trouble-wrong-pin = PIN-ul este greșit.
trouble-pin-wait = PIN-ul a fost greșit de prea multe ori. Încearcă din nou peste { $wait } minute.
trouble-wrong-code = Codul nu se potrivește sau a fost folosit deja. Cere-i administratorului unul nou pentru acest telefon.
trouble-wiped = Organizația a golit acest telefon. Cere o invitație nouă.
trouble-internal = A apărut o eroare în aplicație. Nu s-a schimbat nimic.

join-title = Intră în organizație
join-how = Scanează codul pe care ți-l arată coordonatorul sau lipește linkul invitației.
join-scan = Scanează codul
join-link = Linkul invitației
join-name = Prenumele tău
join-name-help = Îl vede oricine folosește acest telefon.
join-go = Intră
join-working = Se face legătura…
join-language = Limba
join-bad-link = Acesta nu este un link de invitație. Copiază-l întreg, de la https:// până la capăt.
join-used = Invitația a fost deja folosită sau este prea veche. Cere alta.
join-name-taken = Cineva de aici are deja acest nume. Alege altul.

members-title = Cine folosește telefonul?
members-add = Intră altcineva
members-again = Încearcă din nou
set-aside = Pune deoparte munca lui { $name } și intră din nou
set-aside-how = Nu se șterge nimic din ea: rămâne pe acest telefon, unde poate mai reușește cineva să o citească. Intri cu o invitație nouă, iar ce a fost trimis înainte revine la următoarea sincronizare.
set-aside-go = Pune deoparte
members-switch = Schimbă persoana
leave-title = Pleacă de pe acest telefon
leave-how = Munca ta se ia de pe acest telefon, ca să îl poată folosi un coleg. Se poate după ce totul a ajuns la server, unde nu se pierde nimic, și nimic refuzat nu mai așteaptă la „Pentru mine”. Ca să revii, ai nevoie de o invitație nouă.
leave-go = Ia munca mea de pe telefon

nav-today = Azi
nav-sessions = Sesiuni
nav-for-me = Pentru mine
nav-more = Altele

today-hello = Bună, { $name }
today-record = Înregistrează o sesiune
today-open = Deschise și planificate
today-nothing = Nu este nimic deschis. Înregistrează o sesiune când ieși pe teren: merge și fără semnal.

sessions-title = Sesiuni
sessions-search = Caută după titlu sau loc
sessions-all = Toate
sessions-mine = Ale mele
sessions-unsent = Netrimise
sessions-conflicts = De lămurit
sessions-none = Nicio sesiune nu se potrivește.
sessions-more = Arată mai multe
session-row-unsent = netrimisă
session-row-brought = adusă de un coleg
session-row-conflict = de lămurit
session-open = Modifică
session-hand-over = Predă
session-repeat = Repetă
session-counted-by = Cine a numărat
session-editors = Cine a scris
session-whole = { $who }: { $total }, în total
session-part = { $who }: { $total }, o parte
session-at = { $who }, { $when }
session-conflict = S-au spus lucruri diferite
session-conflict-how = Alege ce este corect. Toți vor vedea după următoarea sincronizare.
session-take = Aleg asta
session-like = Pare același eveniment ca „{ $session }”.
session-same = Este același: se numără cealaltă sesiune
session-counted-once = Se numără o singură dată, în „{ $session }”.
session-apart = Sunt două evenimente
session-hide = Ascunde sesiunea
session-hide-how = Nu se mai numără și nu se șterge nicăieri. O poți arăta din nou.
session-hide-why = De ce?
session-hidden = Ascunsă: { $why }
session-show-again = Arat-o din nou
session-returned = Trimisă înapoi de coordonator
session-notes = Note
session-figures = Cifre
session-team = Echipă

sync-title = Sincronizare
sync-now = Sincronizează acum
sync-stop = Oprește
sync-working = Se sincronizează…
sync-progress = Trimise { $sent }, primite { $received }, de trimis încă { $left }
sync-done = Gata. Trimise { $sent }, primite { $received }.
sync-stopped = Oprit. Ce s-a trimis rămâne trimis.
sync-refused = { $n ->
    [one] { $n } modificare nu a fost primită. Vezi „Pentru mine”.
    [few] { $n } modificări nu au fost primite. Vezi „Pentru mine”.
   *[other] { $n } de modificări nu au fost primite. Vezi „Pentru mine”.
}
sync-photos = { $n ->
    [one] Apoi { $n } poză
    [few] Apoi { $n } poze
   *[other] Apoi { $n } de poze
}
sync-photos-waiting = { $n ->
    [one] { $n } poză mai are de plecat. Cifrele au ajuns.
    [few] { $n } poze mai au de plecat. Cifrele au ajuns.
   *[other] { $n } de poze mai au de plecat. Cifrele au ajuns.
}
sync-photos-refused = { $n ->
    [one] { $n } poză nu a fost primită. Vezi „Pentru mine”.
    [few] { $n } poze nu au fost primite. Vezi „Pentru mine”.
   *[other] { $n } de poze nu au fost primite. Vezi „Pentru mine”.
}
sync-safe = Ce înregistrezi se salvează pe loc pe telefon. Pleacă singur când apare semnal.

for-me-title = Pentru mine
for-me-none = Nu te așteaptă nimic.
for-me-assigned = Planificate pentru tine
for-me-returned = Trimise înapoi la tine
for-me-refused = Refuzate de server
for-me-seen = Am văzut

refusal-not-permitted = Nu mai poți modifica această sesiune. Ce ai scris se păstrează aici.
refusal-erased = Sesiunea a fost ștearsă de organizație.
refusal-quarantined = Întâi trebuie să se uite un coordonator. Tu nu ai nimic de făcut.
refusal-bad-value = Ceva din ea nu poate fi primit. Deschide sesiunea și verific-o.
refusal-photo-refused = Serverul nu a primit această poză. Este încă pe telefon: scoate-o sau fă alta.
refusal-photo-not-permitted = Nu mai poți adăuga poze la această sesiune. Poza este încă pe telefon: scoate-o.
refusal-photo-no-room = Organizația nu mai are loc pentru poze. Cifrele au ajuns; poza așteaptă aici.
refusal-photo-day-full = Telefonul acesta a trimis câte poze poate trimite într-o zi. Cifrele au ajuns; restul pleacă mâine.
refusal-other = Serverul nu a putut-o primi. Spune-i coordonatorului.

# Handing work over without a network, on both platforms. What a file came to is `taken-`.
together-title = Împreună
together-how = Predă munca ta pe telefonul unui coleg, fără rețea: trimite-i fișierul, iar el îl primește. Cine sincronizează primul o duce la server și se numără o singură dată.
together-give = Predă
together-take = Primește un fișier
together-too-large = Acest fișier este prea mare ca să fie munca unui coleg. Nu s-a preluat nimic din el.
codes-title = Prin coduri, fără fișiere
codes-how = Un telefon arată coduri, iar celălalt le citește cu camera, în orice ordine.
codes-show = Arată coduri
codes-read = Citește coduri
codes-takes = { $n ->
    [one] E nevoie de { $n } cod.
    [few] E nevoie de { $n } coduri.
   *[other] E nevoie de { $n } de coduri.
}
codes-many = Sunt multe pentru a ține două telefoane nemișcate. Dacă celălalt telefon poate primi un fișier, de exemplu prin Bluetooth, cu fișierul merge mai repede.
codes-too-many = Este prea mult pentru coduri. Trimite fișierul sau predă câte o sesiune.
codes-share = Trimite fișierul
codes-one = Codul { $number } din { $all }
codes-until = Codurile se tot repetă. Arată-le până când celălalt telefon spune că le are pe toate.
codes-hold = Oprește aici
codes-go-on = Continuă
codes-next = Codul următor
codes-done = Gata
codes-left = Aceste coduri nu au fost terminate. Continuă cu ele dacă celălalt telefon a citit deja câteva.
codes-new = Fă coduri noi
codes-point = Îndreaptă camera spre codurile de pe celălalt telefon.
codes-have = { $have } din { $all } citite
codes-missing = Lipsesc: { $numbers }
codes-stop = Oprește, continuă mai târziu
codes-anew = Ia-o de la capăt
taken-from = De la { $name }
taken-carried = Următoarea sincronizare o duce la server.
taken-new = nouă aici
taken-changed = s-a adăugat ceva
taken-known = era deja aici
taken-not-for-you = pentru alții: se duce mai departe, nu se arată
taken-incomplete = se vede după o sincronizare
taken-unread = se vede după actualizarea aplicației
taken-erased = ștearsă de organizație
taken-refused = neprimită

helpline-title = Linia de ajutor
helpline-number = 0800 800 678
helpline-about = Gratuit în România. Despre munca în străinătate, contracte, transport și cum se iese dintr-o situație rea.
helpline-call = Sună
helpline-card = Cartonaș dat
helpline-referral = Îndrumare făcută
helpline-counted = Se numără la: { $session }
helpline-nowhere = Începe întâi o sesiune; cartonașele și îndrumările se numără la ea.
helpline-never = Teren numără cartonașe și îndrumări, niciodată o persoană.

about-title = Despre Teren
about-version = Versiunea { $version }
about-member = Tu: { $name }, { $role }
about-organisation = Organizația: { $name }
about-stored = Ce se află pe acest telefon
about-stored-what = Sesiunile centrului tău, notele tale și numele colegilor, școlilor și campaniilor. Totul este criptat. Numele, numărul sau povestea unei persoane întâlnite nu au ce căuta aici.
