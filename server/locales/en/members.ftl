# Members, a table of new ones, the sheet of their codes.

members-title = Members
members-count = { $n ->
    [one] { $number } member
   *[other] { $number } members
}
members-search = Search members
members-search-hint = Name, centre or id
members-none = Nobody is found.
members-name = Name
members-role = Role
members-unit = Regional centre
members-language = Language
members-phones = Phones
members-phones-count = { $n ->
    [0] no phone
    [one] one phone
   *[other] { $number } phones
}
members-invited = Open invite
members-invited-until = until { $day }
members-choose = Choose
members-choose-one = Choose { $name }
members-all = All members
members-all-note = Tick those who need a code for a phone. Each code works once and for two weeks.
members-sheet-make = Make a sheet of codes

members-add = Add members
members-add-note = Paste the rows of a spreadsheet or of a CSV file, headings included
members-table = Table of new members
members-file = Or a CSV file
members-table-help = Columns: name, role, unit, language (may be left out). Roles you can give: { $roles }. The unit is a regional centre’s name or code.
members-table-example =
    name,role,unit
    Ana Pop,volunteer,dolj
members-check = Check, change nothing yet
members-problems = { $n ->
    [one] One thing to mend before anybody is added
   *[other] { $number } things to mend before anybody is added
}
members-problems-more = There are more problems than are listed here.
members-row = Row
members-column = Column
members-problem = What to mend
members-good = { $n ->
    [one] All is well: one member can be added.
   *[other] All is well: { $number } members can be added.
}
members-add-do = Add them and print their codes

roster-empty = The table is empty: paste the headings and at least one row.
roster-no-column = No column is called “{ $column }”. The first row names the columns: name, role, unit, language.
roster-too-many = One table brings { $most } members at most: put the rest into a second one.
roster-name-empty = The name is missing.
roster-name-bad = A name has at most { $most } characters, all on one line.
roster-name-letters = Some letters of this name could not be read: save the file as “CSV UTF-8”.
roster-name-twice = This name is in row { $row } already: add what tells the two apart.
roster-name-taken = There is a member called “{ $name }” already: add what tells the two apart, or take the row out.
roster-role = “{ $found }” is no role that you can give. Write one of: { $known }.
roster-unit = No regional centre is called “{ $found }”.
roster-not-yours = This is not yours to give: you add volunteers of your own regional centre; for all else ask an administrator.
roster-language = The pages do not speak “{ $found }”. Write one of: { $known }, or leave it empty.

sheet-title = Codes for phones
sheet-new = { $n ->
    [one] One member was added.
   *[other] { $number } members were added.
}
sheet-once = These codes are shown once: print this page now. Whoever loses theirs gets a new one.
sheet-back = All members
sheet-how = Open Teren, choose to join, scan.
sheet-until = Works once, until the end of { $day }
sheet-none = Nobody was chosen. Tick at least one member first.
