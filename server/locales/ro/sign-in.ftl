# Căile de intrare.

sign-in-title = Conectare
sign-in-name = Numele sau codul de membru
sign-in-password = Parolă
sign-in-submit = Conectează-te
sign-in-wrong = Numele și parola nu se potrivesc. Verificați-le și încercați din nou.
sign-in-too-many = { $n ->
    [one] Prea multe încercări. Așteptați un minut, apoi încercați din nou.
    [few] Prea multe încercări. Așteptați { $number } minute, apoi încercați din nou.
   *[other] Prea multe încercări. Așteptați { $number } de minute, apoi încercați din nou.
}
sign-in-first-time = Sunteți aici pentru prima dată?
sign-in-have-code = Folosiți un cod de conectare
sign-in-have-password = Conectați-vă în schimb cu o parolă
sign-in-code = Cod de conectare
sign-in-code-help = L-ați primit de la administrator. Este valabil o singură dată.
sign-in-code-wrong = Codul nu este bun: este scris greșit, folosit deja sau prea vechi. Cereți-i administratorului unul nou.
sign-in-code-used = Codul a fost folosit deja; fiecare este valabil o singură dată. Cine administrează serverul vă face unul nou cu „teren member sign-in”.
sign-in-code-submit = Continuă

password-title = Alegeți o parolă
password-welcome = Bine ați venit, { $name }.
password-new = Parolă nouă
password-again = Încă o dată aceeași
password-help = Cel puțin { $number } caractere. Câteva cuvinte obișnuite la rând se țin minte ușor și se ghicesc greu.
password-too-short = Prea scurtă: folosiți cel puțin { $number } caractere.
password-too-common = Prea mulți oameni o folosesc pe aceasta. Alegeți alta.
password-too-long = Prea lungă. Alegeți una mai scurtă.
password-not-same = Cele două nu sunt la fel.
password-submit = Stabilește parola

join-title = Sunteți invitat(ă)
join-words = Legătura aceasta face dintr-un telefon al dumneavoastră unul cu care să înregistrați ce face { $organisation } pe teren. Ea funcționează în aplicația Teren, nu aici, în navigator.
join-step-app = Instalați aplicația Teren pe telefon sau rugați-l pe coordonator să o facă.
join-step-open = Întoarceți-vă la mesajul cu legătura și deschideți-o cu aplicația. Dacă se deschide din nou navigatorul, copiați legătura întreagă, până la ultima literă, și lipiți-o în aplicație acolo unde cere o invitație.
join-step-signal = Faceți acest lucru acolo unde este semnal. De atunci nu mai aveți nevoie de semnal ca să înregistrați.
join-once = Legătura este valabilă o singură dată, câteva zile. Nu o dați mai departe: cine o deschide primul este luat drept dumneavoastră. Dacă nu mai funcționează, cereți-i coordonatorului una nouă.
join-pages = Coordonați și doriți să vedeți paginile?
