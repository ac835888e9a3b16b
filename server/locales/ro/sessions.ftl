# Lista sesiunilor.

sessions-title = Sesiuni
sessions-plan = Planifică o sesiune
sessions-review-title = De verificat
sessions-review-lead = Sesiuni despre care doi oameni au spus lucruri diferite.
sessions-review-none = Nu vă așteaptă nimic. Când două telefoane nu se potrivesc asupra unei sesiuni, ea apare aici.
sessions-none = Nicio sesiune nu răspunde la acestea. Lărgiți perioada sau renunțați la un filtru.
sessions-count = { $n ->
    [0] Nicio sesiune
    [one] { $number } sesiune
    [few] { $number } sesiuni
   *[other] { $number } de sesiuni
}
sessions-count-more = { $n ->
    [one] Mai mult de { $number } sesiune
    [few] Mai mult de { $number } sesiuni
   *[other] Mai mult de { $number } de sesiuni
}
sessions-sort = : sortează

column-day = Zi
column-title = Sesiune
column-unit = Centru regional
column-status = Stare
column-people = Persoane informate

conflicts-open = { $n ->
    [one] { $number } de lămurit
    [few] { $number } de lămurit
   *[other] { $number } de lămurit
}
