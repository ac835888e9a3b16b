# People reached by county, beside need.

coverage-title = Coverage
coverage-gaps = Where outreach is missing
coverage-gaps-note = Counties that stand at least { $places } places lower in people reached than as a place of origin
coverage-gap = { $county } is { $need } as a place of origin and { $place } in people reached.
coverage-gap-nobody = { $county } is { $need } as a place of origin, and nobody was reached there.
coverage-gaps-none = No county stands much lower in people reached than as a place of origin.
coverage-need-unknown = Nothing in the catalogue says where people come from. With the context indicator “county_of_origin”, this page sets what was done beside where the risk is.
coverage-gaps-partly = Counties are compared where all of them are in view: ask your national coordinator for this page.
coverage-empty-counties = { $n ->
    [0] People were reached in every county.
    [one] In one county nobody was reached: { $counties }.
   *[other] In { $number } counties nobody was reached: { $counties }.
}
coverage-map = People reached by county
coverage-map-note = Each tile is a county, about where it lies; it opens the sessions held there
coverage-county = County
coverage-people = People reached
coverage-place = Place by people reached
coverage-need = Place of origin
coverage-not-in-view = not in your view
coverage-few = Fewest
coverage-many = Most
coverage-nobody = Nobody
coverage-mark-need = Place of origin
coverage-mark-gap = Under-served
coverage-origins = Places of origin
coverage-origins-note = { $source }, { $period }
coverage-under-served = under‑served
coverage-elsewhere = Elsewhere
coverage-elsewhere-note = Sessions held outside the country, or with no place said
coverage-no-place = No place said
