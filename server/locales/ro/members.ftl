# Membri, un tabel cu membri noi, foaia cu codurile lor.

members-title = Membri
members-count = { $n ->
    [one] { $number } membru
    [few] { $number } membri
   *[other] { $number } de membri
}
members-search = Căutați membri
members-search-hint = Nume, centru sau cod
members-none = Nu a fost găsit nimeni.
members-name = Nume
members-role = Rol
members-unit = Centru regional
members-language = Limbă
members-phones = Telefoane
members-phones-count = { $n ->
    [0] niciun telefon
    [one] un telefon
    [few] { $number } telefoane
   *[other] { $number } de telefoane
}
members-invited = Invitație deschisă
members-invited-until = până la { $day }
members-choose = Alegeți
members-choose-one = Alegeți: { $name }
members-all = Toți membrii
members-all-note = Bifați-i pe cei care au nevoie de un cod pentru telefon. Fiecare cod este valabil o singură dată, timp de două săptămâni.
members-sheet-make = Creează o foaie cu coduri

members-add = Adăugați membri
members-add-note = Lipiți rândurile unei foi de calcul sau ale unui fișier CSV, cu tot cu capul de tabel
members-table = Tabelul membrilor noi
members-file = Sau un fișier CSV
members-table-help = Coloane: nume, rol, centru regional, limbă (poate lipsi). Roluri pe care le puteți acorda: { $roles }. Centrul regional se scrie cu numele sau cu codul lui.
members-table-example =
    nume,rol,centru regional
    Ana Pop,voluntar,dolj
members-check = Verifică, fără nicio schimbare
members-problems = { $n ->
    [one] Un lucru de îndreptat înainte de a adăuga pe cineva
    [few] { $number } lucruri de îndreptat înainte de a adăuga pe cineva
   *[other] { $number } de lucruri de îndreptat înainte de a adăuga pe cineva
}
members-problems-more = Sunt mai multe probleme decât cele arătate aici.
members-row = Rând
members-column = Coloană
members-problem = Ce este de îndreptat
members-good = { $n ->
    [one] Totul este în regulă: poate fi adăugat un membru.
    [few] Totul este în regulă: pot fi adăugați { $number } membri.
   *[other] Totul este în regulă: pot fi adăugați { $number } de membri.
}
members-add-do = Adaugă-i și tipărește codurile

roster-empty = Tabelul este gol: lipiți capul de tabel și cel puțin un rând.
roster-no-column = Nicio coloană nu se numește „{ $column }”. Primul rând numește coloanele: name, role, unit, language.
roster-too-many = Un tabel aduce cel mult { $most } membri: puneți restul într-un al doilea.
roster-name-empty = Lipsește numele.
roster-name-bad = Un nume are cel mult { $most } caractere, toate pe un singur rând.
roster-name-letters = Unele litere din acest nume nu au putut fi citite: salvați fișierul ca „CSV UTF-8”.
roster-name-twice = Acest nume este deja pe rândul { $row }: adăugați ceva care să-i deosebească.
roster-name-taken = Există deja un membru cu numele „{ $name }”: adăugați ceva care să-i deosebească sau scoateți rândul.
roster-role = „{ $found }” nu este un rol pe care îl puteți acorda. Scrieți unul dintre: { $known }.
roster-unit = Niciun centru regional nu se numește „{ $found }”.
roster-not-yours = Acest lucru nu ține de dumneavoastră: puteți adăuga voluntari în centrul dumneavoastră; pentru restul, adresați-vă unui administrator.
roster-language = Paginile nu vorbesc „{ $found }”. Scrieți una dintre: { $known } sau lăsați gol.

sheet-title = Coduri pentru telefoane
sheet-new = { $n ->
    [one] A fost adăugat un membru.
    [few] Au fost adăugați { $number } membri.
   *[other] Au fost adăugați { $number } de membri.
}
sheet-once = Aceste coduri se arată o singură dată: tipăriți pagina acum. Cine îl pierde primește unul nou.
sheet-back = Toți membrii
sheet-how = Deschideți Teren, alegeți alăturarea, scanați.
sheet-until = Valabil o singură dată, până la sfârșitul zilei de { $day }
sheet-none = Nu ați ales pe nimeni. Bifați întâi cel puțin un membru.
