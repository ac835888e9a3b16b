# Persoane informate pe județe, alături de nevoie.

coverage-title = Acoperire
coverage-gaps = Unde lipsește activitatea
coverage-gaps-note = Județe aflate cu cel puțin { $places } locuri mai jos după numărul de persoane informate decât ca loc de origine
coverage-gap = { $county } este pe { $need } ca loc de origine și pe { $place } după numărul de persoane informate.
coverage-gap-nobody = { $county } este pe { $need } ca loc de origine, dar acolo nu a fost informat nimeni.
coverage-gaps-none = Niciun județ nu stă mult mai jos după numărul de persoane informate decât ca loc de origine.
coverage-need-unknown = Nimic din catalog nu spune de unde provin victimele. Cu indicatorul de context „county_of_origin”, pagina aceasta așază ce s-a făcut alături de locurile cu risc.
coverage-gaps-partly = Județele se compară numai acolo unde se văd toate: cereți această pagină coordonatorului național.
coverage-empty-counties = { $n ->
    [0] În fiecare județ au fost informate persoane.
    [one] Într-un județ nu a fost informat nimeni: { $counties }.
    [few] În { $number } județe nu a fost informat nimeni: { $counties }.
   *[other] În { $number } de județe nu a fost informat nimeni: { $counties }.
}
coverage-map = Persoane informate pe județe
coverage-map-note = Fiecare pătrat este un județ, aproximativ la locul lui; el deschide sesiunile ținute acolo
coverage-county = Județ
coverage-people = Persoane informate
coverage-place = Locul după persoane informate
coverage-need = Locul ca origine
coverage-not-in-view = nu se vede de aici
coverage-few = Cele mai puține
coverage-many = Cele mai multe
coverage-nobody = Nimeni
coverage-mark-need = Locul ca origine
coverage-mark-gap = Insuficient acoperit
coverage-origins = Locuri de origine
coverage-origins-note = { $source }, { $period }
coverage-under-served = insuficient acoperit
coverage-elsewhere = În altă parte
coverage-elsewhere-note = Sesiuni ținute în afara țării sau fără loc precizat
coverage-no-place = Fără loc precizat
