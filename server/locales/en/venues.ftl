# The register of venues.

venues-title = Venues
venues-lead = Schools and other places of the register. What phones proposed comes first: accept it, or say which known venue it is.
venues-search = Search venues
venues-search-hint = Name, town or id
venues-none = No venue was found.
venues-more = There are more: search to narrow them down.
venues-venue = Venue
venues-sessions = Sessions
venues-proposed = proposed
venues-accept = Accept
venues-goes = Merge: goes
venues-stays = Merge: stays
venues-goes-one = { $name } goes
venues-stays-one = { $name } stays
venues-goes-short = goes
venues-stays-short = stays
venues-rename = Rename
venues-rename-title = Another name
venues-rename-name = Name of { $id }
venues-rename-do = Rename it
venues-merge = These two are one
venues-merge-note = Mark the venue that goes and the one that stays: sessions held at the first count at the second. Nothing is deleted, and it can be undone.
venues-far-apart = They are one although they lie in different counties
venues-decided = Decided last
venues-undo = Undo

venue-act-accept = was accepted
venue-act-rename = was renamed
venue-act-import = was changed by a table
venue-act-merge = is now
