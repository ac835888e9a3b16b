# Privirea de ansamblu.

overview-title = Privire de ansamblu
overview-people = Persoane informate
overview-contacts-note = Contacte: cine a fost întâlnit de două ori se numără de două ori
overview-activities = Activități
overview-materials = Materiale distribuite
overview-things = Materiale
overview-materials-note = Broșuri, afișe și altele, distribuite
overview-to-review = De verificat
overview-review-some = Telefoanele au spus lucruri diferite
overview-review-none = Nu vă așteaptă nimic
overview-before = { $number } în perioada dinainte
trend-weeks = Săptămână de săptămână
trend-months = Lună de lună
trend-last-months = { $n ->
    [one] Ultima lună.
    [few] Ultimele { $number } luni.
   *[other] Ultimele { $number } de luni.
}
trend-last-weeks = { $n ->
    [one] Ultima săptămână.
    [few] Ultimele { $number } săptămâni.
   *[other] Ultimele { $number } de săptămâni.
}
trend-before = Alături de perioada dinainte, { $period }
trend-choose = Alegeți o perioadă ca să o vedeți alături de cea dinainte
trend-table = Ca tabel
trend-now = perioada aceasta
trend-then = perioada dinainte
trend-week-of = { $day }
trend-peak = Cele mai multe în { $step }: { $number }
overview-campaigns = Campaniile față de țintele lor
overview-pyramid = Persoane informate pe sexe și vârste
overview-children = Copii, sub 18 ani
overview-adults = Adulți, de la 18 ani
overview-groups = Pe grupuri
overview-tallies = Numărate și ele
overview-tallies-note = Numere de lucruri, niciodată de persoane
overview-units = Pe centre regionale
overview-statuses = Sesiuni după stare
overview-latest = Abia sosite
overview-latest-note = Ce au adus ultima oară telefoanele
overview-latest-none = Încă nu a sosit nimic. Sesiunile apar aici de îndată ce un telefon are contact.
overview-nothing = Încă nimic pentru această alegere.
trouble-disk-low = Discul serverului este aproape plin: sunt liberi { $number } MB. Faceți loc pe el.
trouble-disk-full = Discul serverului este plin: faceți loc pe el. Până atunci telefoanele păstrează ce au și încearcă din nou.
trouble-clock-impossible = Ceasul serverului este greșit: potriviți-l. Până atunci telefoanele păstrează ce au și încearcă din nou.
trouble-clock-behind = Ceasul serverului a mers înapoi: potriviți-l. Până atunci ce sosește primește o dată prea timpurie.
trouble-certificate = Noile fișiere ale certificatului nu pot fi folosite; se arată certificatul de dinainte. Jurnalul serverului spune de ce.
trouble-certificate-ends = Certificatul arătat browserelor expiră la { $day }: reînnoiți fișierele lui. Telefoanele nu au nevoie de el.
trouble-certificate-ended = Certificatul arătat browserelor a expirat la { $day }, iar browserele avertizează: reînnoiți fișierele lui. Telefoanele nu au nevoie de el.
