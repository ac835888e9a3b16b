# Ce face un coordonator cu o sesiune.

desk-title = Biroul dumneavoastră
desk-comment = Comentariu
desk-comment-help = Ajunge pe telefonul autorului. Este necesar când trimiteți sesiunea înapoi.
desk-comment-shared = Împărtășită în { $programmes }: partenerii de acolo citesc ce scrieți aici.
desk-verify = Confirmă
desk-return = Trimite înapoi
desk-review-undo = Retrage verificarea
desk-team = Cine o ține
desk-unseen = Nu ajunge pe telefoanele acestor persoane: { $names }. Scoateți-le și încredințați-o cuiva din acest centru.
desk-member = Repartizează
desk-choose = Alegeți
desk-unassign = Scoate
desk-more = Mutare sau retragere
desk-move = Mută la alt centru regional
desk-move-help = Se mută întreaga sesiune, cu notele ei. Pleacă de pe telefoanele acestui centru.
desk-move-submit = Mută
desk-withdraw-why = Se retrage, pentru că
desk-withdraw-help = Este ascunsă și nu se numără nicăieri. Nimic nu se șterge.
desk-withdraw = Retrage
desk-withdraw-undo = Arat-o din nou

assign-lead = să o conducă
assign-helper = să ajute

reviewed-verified = Confirmată.
reviewed-returned = Trimisă înapoi autorului.
reviewed-verified-changed = Confirmată și schimbată de atunci: mai uitați-vă o dată.
reviewed-returned-changed = Trimisă înapoi autorului și schimbată de atunci: mai uitați-vă o dată.

review-badge-verified = Confirmată
review-badge-returned = Trimisă înapoi
review-badge-verified-changed = Confirmată, apoi schimbată
review-badge-returned-changed = Trimisă înapoi, apoi schimbată

suspects-lead = Verificați textele de aici: s-ar putea să conțină ceva după care poate fi găsită o persoană. Ștergeți acel lucru din text, pe un telefon, sau spuneți că nu privește pe nimeni.
suspects-harmless = Nu privește pe nimeni
suspects-badge = notă de verificat

suspect-identity = seamănă cu un număr de identificare personală
suspect-phone = seamănă cu un număr de telefon
suspect-email = seamănă cu o adresă de e-mail
suspect-address = seamănă cu adresa unei locuințe

acts-title = Făcute de coordonatori
acts-note = Pe lângă sesiunea însăși, după ceasul serverului
act-moved = Mutată
act-duplicates = Dubluri
act-told-apart = s-a spus că sunt două evenimente
act-not-told-apart = nu se mai spune că sunt două evenimente
act-suspects = Ce semăna cu datele unei persoane
act-called-harmless = s-a spus că nu privește pe nimeni
act-held = Muncă reținută
act-let-in = admisă
act-kept-out = respinsă: { $reason }
