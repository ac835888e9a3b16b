# Telefoane, un telefon, o invitație.

phones-title = Telefoane
phones-silent = { $n ->
    [0] Niciun telefon nu tace.
    [one] Un telefon tace.
    [few] { $number } telefoane tac.
   *[other] { $number } de telefoane tac.
}
phones-unsent = { $n ->
    [0] Din câte au spus telefoanele, nimic nu așteaptă să fie trimis.
    [one] O sesiune așteaptă să fie trimisă.
    [few] { $number } sesiuni așteaptă să fie trimise.
   *[other] { $number } de sesiuni așteaptă să fie trimise.
}
phones-all = Toate telefoanele
phones-note = Așa cum a spus fiecare telefon la ultimul contact
phones-silent-after = Tace după
phones-days = { $n ->
    [one] { $number } zi
    [few] { $number } zile
   *[other] { $number } de zile
}
phones-silent-for = { $n ->
    [one] tace de o zi
    [few] tace de { $number } zile
   *[other] tace de { $number } de zile
}
phones-none = Încă nu s-a alăturat niciun telefon. Invitați-l pe primul mai sus.
phones-member = Membru
phones-last = Ultimul contact
phones-never = niciodată
phones-waiting = Netrimise încă
phones-not-sent = { $n ->
    [0] nimic de trimis
    [one] una netrimisă încă
    [few] { $number } netrimise încă
   *[other] { $number } de netrimise încă
}
phones-app = Aplicație
phones-open = activ
phones-closed = închis
phones-wiped = se șterge la următorul contact
phones-asking = Așteaptă să fie primite din nou
phones-asking-note = După refacerea unei copii de siguranță, serverul nu mai cunoaște aceste telefoane; fiecare a arătat certificatul organizației
phones-asked = a cerut la { $when }
phones-approve = Primește-l din nou
phones-approve-who = Le primește un administrator.
phones-invite = Invitați un telefon
phones-invite-note = Pentru primul telefon al unui membru sau pentru încă unul
phones-invite-make = Creează o invitație
phones-nobody = Nu există niciun membru pe care să-l puteți invita. Adăugați întâi membri.

phone-title = Telefonul: { $member }
phone-back = Toate telefoanele
phone-facts = Acest telefon
phone-joined = S-a alăturat
phone-clock = Ceas
phone-clock-off = { $n ->
    [one] decalat cu un minut
    [few] decalat cu { $number } minute
   *[other] decalat cu { $number } de minute
}
phone-command-line = un administrator, din linia de comandă
phones-forgotten = Acest server a fost readus la o stare dinainte ca acest membru să intre. Spuneți cine este și ce are voie să facă.
phone-deeds = Ce s-a făcut
phone-unlock = PIN-ul a fost uitat
phone-unlock-words = Un cod deschide o dată aplicația de pe acest telefon și cere acolo un PIN nou. Ce este înregistrat pe el rămâne.
phone-unlock-since = Codul este pentru PIN-ul anunțat de telefon la { $when }.
phone-unlock-handed-out = Un cod a fost dat la { $when }. Își pierde valabilitatea la următoarea sincronizare a telefonului; până atunci se arată din nou același cod.
phone-unlock-do = Creează un cod
phone-unlock-again = Arată din nou codul
phone-unlock-none = Încă nu se poate crea un cod: telefonul nu are PIN sau nu a mai luat legătura de când a fost ales PIN-ul. Ce trimisese până la ultimul contact se află aici.

phone-close = Închideți acest telefon
phone-close-words = De acum nu mai vede nimic. Ce nu a trimis încă nu se pierde: mai poate trimite, iar apoi așteaptă un coordonator.
phone-close-do = Închide
phone-wipe = Ștergeți acest telefon
phone-wipe-words = Pentru un telefon pierdut sau furat. Se închide acum și, la următorul contact, șterge tot ce ține. Nu se poate reveni asupra acestui lucru.
phone-wipe-unsent = { $n ->
    [one] O sesiune de pe el nu a fost trimisă încă și se va pierde.
    [few] { $number } sesiuni de pe el nu au fost trimise încă și se vor pierde.
   *[other] { $number } de sesiuni de pe el nu au fost trimise încă și se vor pierde.
}
phone-wipe-sure = Am înțeles: tot ce este pe el poate fi șters
phone-wipe-do = Șterge

deed-invited = Invitat
deed-closed = Închis
deed-wiped = S-a hotărât ștergerea
deed-approved = Primit din nou
deed-unlocked = Cod pentru un PIN uitat
deed-role-changed = Rol schimbat
deed-member-closed = Toate căile de intrare închise
deed-added = Adăugat

unlock-title = Cod pentru telefonul: { $member }
unlock-once = Pagina aceasta se arată o singură dată și se notează că ați cerut-o. Dacă se pierde codul, cereți-l din nou: rămâne același până când telefonul ia din nou legătura, deci dați-l doar membrului.
unlock-before = Acest cod a mai fost dat, la { $when }.
unlock-force = Deschide telefonul o singură dată. Dacă membrul își amintește totuși PIN-ul, codul își pierde valabilitatea de îndată ce telefonul se sincronizează.
unlock-how = Pe telefon: „Am uitat PIN-ul”, apoi îndreptați camera spre cod sau scrieți-l.
unlock-who = Asigurați-vă că vorbiți chiar cu membrul: cine are și telefonul, și codul citește ce este pe el.
unlock-text = Același lucru, ca text
unlock-back = Înapoi la telefon

invite-title = Invitație pentru { $member }
invite-once = Pagina aceasta se arată o singură dată. Scanați codul sau trimiteți legătura acum; dacă se pierde, creați o invitație nouă.
invite-how = Deschideți Teren pe telefon, alegeți alăturarea și îndreptați camera spre cod.
invite-until = Este valabilă o singură dată, pentru un singur telefon, până la sfârșitul zilei de { $day }.
invite-unreachable = Adresa publică a serverului este accesibilă numai de pe acest calculator: niciun alt telefon nu o va găsi.
invite-link = Același lucru, ca legătură
