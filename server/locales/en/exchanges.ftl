# Exchanges between organisations.

exchanges-title = Exchanges
exchanges-lead = Written together by everybody who takes part: of your regional centres, and of the programmes you follow.
exchanges-none = No exchange yet. Phones begin one; it comes here by itself when it names a programme.
exchanges-none-hidden = None is withdrawn.
exchanges-withdrawn = Withdrawn exchanges
exchanges-standing = Exchanges that are not withdrawn
exchanges-more = Only the latest are shown.
exchanges-shared = Shared sessions
exchanges-shared-note = What programmes share, with exact figures

exchange-exchange = Exchange
exchange-days = Days
exchange-organisations = Organisations
exchange-participants = Participants
exchange-participants-count = { $n ->
    [0] no participants
    [one] one participant
   *[other] { $number } participants
}
exchange-hosted = hosted by { $who }
exchange-people = { $n ->
    [one] { $number } person reached
   *[other] { $number } people reached
}
exchange-untitled = An exchange without a title
exchange-back = All exchanges
exchange-withdrawn = This exchange is withdrawn. Reason: { $why }
exchange-withdraw-help = It is hidden from everybody. Nothing is deleted.
exchange-hours = Hours
exchange-host = Host
exchange-activities = What was done
exchange-learned = What was learned
exchange-sessions = Sessions held during it
exchange-edit = Edit
exchange-edit-note = What you leave as it is stays everybody’s
exchange-edit-submit = Save
exchange-locality = Town or village
exchange-venue = School, hall or square
exchange-learned-who = What was learned, for
exchange-learned-what = Its words
exchange-learned-help = They replace what this organisation said before. No names or stories of people.
exchange-another-programme = another programme
exchange-another-partner = Another partner
