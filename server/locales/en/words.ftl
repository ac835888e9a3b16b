# The words for the codes of the vocabularies: VOCABULARY-CODE.

role-volunteer = Volunteer
role-coordinator = Coordinator
role-national = National coordinator
role-partner = Partner
role-admin = Administrator

kind-school = School activity
kind-public-event = Public event
kind-direct-meeting = Direct meeting
kind-professional-training = Training of professionals
kind-volunteer-training = Volunteer training
kind-exchange-workshop = Exchange workshop
kind-support-course = Support course
kind-media = Media
kind-online-campaign = Online campaign
kind-coordination-meeting = Coordination meeting

status-planned = Planned
status-running = Under way
status-done = Done
status-cancelled = Cancelled

period-month = This month
period-year = This year
period-before = Last year
period-always = All time

counting-counted = Counted, not estimated
counting-estimated = Estimated

basis-part = a part
basis-whole = the whole

counted-people = People reached
counted-materials = Materials
counted-participants = Participants
counted-tallies = Also counted

sex-f = Women and girls
sex-m = Men and boys
sex-elsewhere = Other, not said
not-known = not known

age-0-5 = 0–5
age-6-9 = 6–9
age-10-13 = 10–13
age-14-17 = 14–17
age-18-24 = 18–24
age-25-34 = 25–34
age-35-49 = 35–49
age-50-59 = 50–59
age-60-up = 60 +
age-unknown = unknown



topic-sexual-exploitation = Sexual exploitation
topic-forced-labour = Forced labour
topic-begging = Begging
topic-forced-criminality = Forced criminality
topic-domestic-servitude = Domestic servitude
topic-forced-marriage = Forced marriage
topic-organ-removal = Organ removal
topic-work-abroad = Work abroad and contracts
topic-recruitment-agencies = Recruitment agencies
topic-online-recruitment = Online recruitment
topic-documents = Documents
topic-rights-and-helplines = Rights and helplines
topic-demand-reduction = Reducing demand

team-lead = led it
team-helper = helped
team-observer = watched

measure-people = People reached
measure-activities = Activities
measure-media-items = Media items
measure-broadcasts = Broadcasts



field-kind = Kind
field-campaign = Campaign
field-programme = Programme
field-title = Title
field-place = Place
field-place-locality = Town or village
field-place-venue = Venue
field-at = On the map
field-planned-for = Planned for
field-started-at = Start
field-ended-at = End
field-status = State
field-counting = How it was counted
field-format = Form
field-activities = Activities in this record
field-duplicate-of = Repeats
field-withdrawn = Withdrawn
field-meeting-body = Body that met
field-meeting-level = Level
field-meeting-institutions = Institutions
field-meeting-decisions = Decisions
field-media-outlet = Outlet
field-media-type = Type of media
field-media-items = Media items
field-media-broadcasts = Broadcasts
field-media-audience = Estimated audience
field-online-posts = Posts
field-online-reach-f = Reach, female users
field-online-reach-m = Reach, male users
field-online-reach-other = Reach, others
field-review-state = Review
field-review-comment = Comment of the review
field-review-heads = Reviewed edition
field-people = People reached
field-materials = Materials
field-tallies = Also counted

sex-o = Other
sex-u = Not said
group-pupils = Pupils
group-students = Students
group-parents = Parents
group-teachers = Teachers
group-professionals = Police and other professionals
group-employers = Employers
group-decision-makers = Decision makers
group-volunteers = Volunteers
group-leaving-to-work-abroad = Leaving to work abroad
group-at-risk = People at risk
group-with-disabilities = People with disabilities
group-demand = Possible buyers (demand)
group-general-public = General public
tally-helpline-cards = Helpline cards
tally-questions = Questions asked
tally-referrals = Referrals made
format-talk = Talk
format-workshop = Workshop
format-theatre = Theatre
format-film = Film
format-stand = Stand
review-verified = Verified
review-returned = Returned

value-yes = yes
value-no = no

field-team = Team
field-partners = Partner
field-topics = Topic
field-notes = Notes
field-host = Host
field-from = First day
field-to = Last day
field-hours = Hours
field-participants = Participants
field-attachment = Photo
field-activity = What was done
field-learned = Learned by { $who }
field-sessions = Session held during it
