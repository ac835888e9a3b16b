# PIN-ul dinaintea muncii cuiva și exersarea.

unlock-title = Introdu PIN-ul
unlock-pin = PIN
unlock-go = Deschide
unlock-working = Se deschide…
unlock-biometrics = Cu degetul sau cu fața
unlock-forgotten = Am uitat PIN-ul
lock-now = Blochează acum

forgotten-title = PIN uitat
forgotten-how = Roagă administratorul să deblocheze acest telefon. Îți arată un cod care merge o singură dată. Nu se pierde nimic din ce ai înregistrat.
forgotten-code = Codul de deblocare
forgotten-bad-code = Acesta nu este un cod de deblocare. Copiază-l întreg, de la teren-unlock: până la capăt.
forgotten-go = Deschide cu PIN-ul nou

pin-title = PIN și blocare
pin-none = Nu este pus niciun PIN: cine are telefonul în mână îți poate deschide munca.
pin-is-set = Munca ta se deschide cu PIN.
pin-forgotten-later = Dacă îl uiți, administratorul poate debloca telefonul, după ce s-a sincronizat o dată cu PIN-ul pus.
pin-set = Pune un PIN
pin-set-done = PIN-ul este pus.
pin-change = Schimbă PIN-ul
pin-change-done = PIN-ul este schimbat.
pin-remove = Scoate PIN-ul
pin-remove-done = PIN-ul este scos.
pin-biometrics = Deschide și cu degetul sau cu fața
pin-biometrics-done = De acum și degetul sau fața îți deschid munca.
pin-biometrics-stop = Deschide numai cu PIN-ul
pin-working = O clipă…
pin-old = PIN-ul de până acum
pin-new = PIN nou
pin-again = PIN-ul nou încă o dată
pin-short = Cel puțin { $least } cifre. Nu alege unul ușor de ghicit.
pin-differs = Cele două PIN-uri nu sunt la fel.
lock-after = Cere PIN-ul când am lipsit
lock-after-at-once = imediat
lock-after-a-minute = după 1 minut
lock-after-five-minutes = după 5 minute
lock-after-a-quarter = după 15 minute
first-pin-title = Pui acum un PIN?
first-pin-why = Cine găsește acest telefon ți-ar putea deschide munca. Un PIN o ține închisă.
first-pin-later = Nu acum
lock-without-pin = Închis, dar nu blocat: nu este pus niciun PIN, așa că oricine îți atinge numele îți deschide munca. Îl poți pune la „Altele”.
cancel = Renunță

trouble-locked = Este blocat. Întâi trebuie PIN-ul.

practice-begin = Exersează
practice-about = Încearcă orice: nimic nu se păstrează, nu se trimite și nu se numără.
practice-banner = Exersezi: nimic nu se păstrează, nu se trimite și nu se numără.
practice-end = Încheie exersarea
