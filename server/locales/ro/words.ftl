# Cuvintele pentru codurile vocabularelor: VOCABULAR-COD.

role-volunteer = Voluntar
role-coordinator = Coordonator
role-national = Coordonator național
role-partner = Partener
role-admin = Administrator

kind-school = Activitate în școală
kind-public-event = Eveniment public
kind-direct-meeting = Întâlnire directă
kind-professional-training = Formare de specialiști
kind-volunteer-training = Formare de voluntari
kind-exchange-workshop = Atelier de schimb
kind-support-course = Curs de sprijin
kind-media = Mass-media
kind-online-campaign = Campanie online
kind-coordination-meeting = Întâlnire de coordonare

status-planned = Planificată
status-running = În desfășurare
status-done = Încheiată
status-cancelled = Anulată

period-month = Luna aceasta
period-year = Anul acesta
period-before = Anul trecut
period-always = Toată perioada

counting-counted = Numărat, nu estimat
counting-estimated = Estimat

basis-part = o parte
basis-whole = întregul

counted-people = Persoane informate
counted-materials = Materiale
counted-participants = Participanți
counted-tallies = Numărate și ele

sex-f = Femei și fete
sex-m = Bărbați și băieți
sex-elsewhere = Altul, nespus
not-known = nu se știe

age-0-5 = 0–5
age-6-9 = 6–9
age-10-13 = 10–13
age-14-17 = 14–17
age-18-24 = 18–24
age-25-34 = 25–34
age-35-49 = 35–49
age-50-59 = 50–59
age-60-up = 60 +
age-unknown = nespusă

topic-sexual-exploitation = Exploatare sexuală
topic-forced-labour = Muncă forțată
topic-begging = Cerșetorie
topic-forced-criminality = Criminalitate forțată
topic-domestic-servitude = Aservire domestică
topic-forced-marriage = Căsătorie forțată
topic-organ-removal = Prelevare de organe
topic-work-abroad = Munca în străinătate și contractele
topic-recruitment-agencies = Agenții de recrutare
topic-online-recruitment = Recrutare online
topic-documents = Documente
topic-rights-and-helplines = Drepturi și linii de ajutor
topic-demand-reduction = Reducerea cererii

team-lead = a condus
team-helper = a ajutat
team-observer = a asistat

measure-people = Persoane informate
measure-activities = Activități
measure-media-items = Apariții în presă
measure-broadcasts = Difuzări

field-kind = Tip
field-campaign = Campanie
field-programme = Program
field-title = Titlu
field-place = Loc
field-place-locality = Localitate
field-place-venue = Instituție sau loc
field-at = Pe hartă
field-planned-for = Planificată pentru
field-started-at = Început
field-ended-at = Sfârșit
field-status = Stare
field-counting = Cum s-a numărat
field-format = Formă
field-activities = Activități în această înregistrare
field-duplicate-of = Repetă
field-withdrawn = Retrasă
field-meeting-body = Organul care s-a întrunit
field-meeting-level = Nivel
field-meeting-institutions = Instituții
field-meeting-decisions = Hotărâri
field-media-outlet = Publicație sau post
field-media-type = Tip de mass-media
field-media-items = Apariții în presă
field-media-broadcasts = Difuzări
field-media-audience = Audiență estimată
field-online-posts = Postări
field-online-reach-f = Persoane atinse, femei
field-online-reach-m = Persoane atinse, bărbați
field-online-reach-other = Persoane atinse, alții
field-review-state = Verificare
field-review-comment = Comentariul verificării
field-review-heads = Ediția verificată
field-people = Persoane informate
field-materials = Materiale
field-tallies = Numărate și ele

sex-o = Altul
sex-u = Nespus
group-pupils = Elevi
group-students = Studenți
group-parents = Părinți
group-teachers = Profesori
group-professionals = Poliție și alți specialiști
group-employers = Angajatori
group-decision-makers = Factori de decizie
group-volunteers = Voluntari
group-leaving-to-work-abroad = Pleacă la muncă în străinătate
group-at-risk = Persoane cu risc
group-with-disabilities = Persoane cu dizabilități
group-demand = Posibili cumpărători (cererea)
group-general-public = Publicul larg
tally-helpline-cards = Cartonașe cu linia de ajutor
tally-questions = Întrebări puse
tally-referrals = Îndrumări făcute
format-talk = Discuție
format-workshop = Atelier
format-theatre = Teatru
format-film = Film
format-stand = Stand
review-verified = Verificată
review-returned = Trimisă înapoi

value-yes = da
value-no = nu

field-team = Echipă
field-partners = Partener
field-topics = Temă
field-notes = Note
field-host = Gazdă
field-from = Prima zi
field-to = Ultima zi
field-hours = Ore
field-participants = Participanți
field-attachment = Fotografie
field-activity = Ce s-a făcut
field-learned = Învățat de { $who }
field-sessions = Sesiune ținută în timpul lui
