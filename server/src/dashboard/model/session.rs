//! One session: all that is known of it, who counted what, what is open, how it came about.

use jiff::civil::{Date, DateTime};

use super::duplicates::Side;
use super::figures::{People, Sum};
use super::filter::Choice;
use super::suspects::Suspects;

/// The page's content. Times are local to the session's regional centre.
pub struct Session {
    /// Its id, for addresses.
    pub id: String,
    /// Its title; may be empty.
    pub title: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its state.
    pub status: String,
    /// Code: `counted` or `estimated`; empty when not said.
    pub counting: String,
    /// Why it is withdrawn, when it is.
    pub withdrawn: Option<String>,
    /// The session it repeats: address and title.
    pub duplicate_of: Option<(String, String)>,
    /// Its day.
    pub day: Date,
    /// When it was planned for.
    pub planned_for: Option<DateTime>,
    /// When it began.
    pub started_at: Option<DateTime>,
    /// When it ended.
    pub ended_at: Option<DateTime>,
    /// Country and county by name, locality, venue: the widest last.
    pub place: Vec<String>,
    /// Rounded coordinates, as text.
    pub at: Option<String>,
    /// Its regional centre.
    pub unit: String,
    /// Its campaign.
    pub campaign: Option<String>,
    /// Its programme.
    pub programme: Option<String>,
    /// Who held it: name and code of the part each had.
    pub team: Vec<(String, String)>,
    /// Partner organisations by name.
    pub partners: Vec<String>,
    /// Codes of the topics.
    pub topics: Vec<String>,
    /// Contacts in all.
    pub people: u64,
    /// Contacts by sex and age.
    pub by_sex_and_age: People,
    /// Contacts by group.
    pub groups: Vec<Sum>,
    /// Things handed out.
    pub materials: Vec<Sum>,
    /// Other things counted.
    pub tallies: Vec<Sum>,
    /// Further facts of its kind (media, online, meeting): name and value, ready to print.
    pub further: Vec<(String, String)>,
    /// What its campaign asked.
    pub answers: Answers,
    /// What was noted, in paragraphs.
    pub notes: String,
    /// Its photos, in the order of their names.
    pub photos: Vec<Photo>,
    /// Each table that more than nobody counted.
    pub counts: Vec<CountedTable>,
    /// What two people said differently.
    pub conflicts: Vec<Conflict>,
    /// What happened, newest first.
    pub history: Vec<Moment>,
    /// What a coordinator said of it.
    pub review: Option<Review>,
    /// What a coordinator can do with it.
    pub desk: Desk,
}

/// A photo of a session.
pub struct Photo {
    /// The name that the phone gave it.
    pub name: String,
    /// Bytes of it, as the phone said.
    pub bytes: u64,
    /// Where it is, once it has come; its small picture lies at `/thumbnail` below that.
    pub address: Option<String>,
}

/// The answers to a campaign's questions.
#[derive(Default)]
pub struct Answers {
    /// What the questionnaire is called.
    pub title: String,
    /// Which version was answered; empty when nobody knows what was asked.
    pub version: String,
    /// In the order in which they are asked.
    pub answers: Vec<Answer>,
}

/// One answer.
pub struct Answer {
    /// What was asked, or its key where nobody knows.
    pub question: String,
    /// The answer, ready to print; may be empty.
    pub value: String,
    /// How it stands.
    pub standing: Standing,
}

/// How an answer stands.
pub enum Standing {
    /// As it should.
    Good,
    /// It must be answered and is not.
    Missing,
    /// It breaks a rule: in the form's words.
    Wrong(String),
    /// Its question is not asked any more.
    NotAsked,
}

/// What a coordinator said of a session.
pub struct Review {
    /// Code: `verified` or `returned`.
    pub state: String,
    /// The coordinator's words; may be empty.
    pub comment: String,
    /// Whether the session was changed after that.
    pub changed: bool,
}

impl Review {
    /// The name of the text that says it: `returned`, or `returned-changed`.
    pub fn key(&self) -> String {
        let changed = if self.changed { "-changed" } else { "" };
        format!("{}{changed}", self.state)
    }
}

/// The forms beside a session.
#[derive(Default)]
pub struct Desk {
    /// Names the state of the session that the page shows.
    pub seen: String,
    /// Who holds it, to be taken out.
    pub team: Vec<Choice>,
    /// The names of those of them to whose phones it does not come.
    pub unseen_by: Vec<String>,
    /// Who else could.
    pub assignable: Vec<Choice>,
    /// Where it could move.
    pub units: Vec<Choice>,
    /// Sessions that look like the same event.
    pub likely: Vec<Side>,
    /// What in its texts looks like it is a person's, and nobody called harmless.
    pub suspects: Suspects,
    /// The id of the kept session, when it is linked to one.
    pub duplicate_of: Option<String>,
    /// Names of the programmes that share it with partners.
    pub shared_in: Vec<String>,
    /// What was done beside the document, newest first.
    pub acts: Vec<Moment>,
}

/// One table of figures with everybody who counted in it.
pub struct CountedTable {
    /// Code: `people`, `materials`, `tallies`.
    pub what: String,
    /// One column each.
    pub counters: Vec<Counter>,
    /// One line a cell.
    pub lines: Vec<Line>,
    /// What the figures that are shown come to.
    pub total: u64,
    /// Whether the figures are flagged as a conflict.
    pub in_conflict: bool,
}

/// Somebody who counted, on one phone.
pub struct Counter {
    /// Name of the member.
    pub who: String,
    /// Code: `part` or `whole`.
    pub basis: String,
    /// Whether this count is in the figure that is shown.
    pub used: bool,
    /// What the column comes to. Not its sum: groups are the same people as those by sex and age.
    pub total: u64,
}

/// One cell across all counters.
pub struct Line {
    /// In words: `Girls and women, 14–17`.
    pub name: String,
    /// What each counter has; none where a counter never touched it.
    pub counts: Vec<Option<u64>>,
    /// The figure that is shown.
    pub shown: u64,
}

/// Two or more sayings about one thing.
pub struct Conflict {
    /// Names the field in the form: `title`, `people`.
    pub field: String,
    /// What it is called.
    pub name: String,
    /// Names the sayings as this page shows them; the form gives it back, so that nobody settles
    /// what they have not seen.
    pub seen: String,
    /// The sayings, the one shown meanwhile first.
    pub sayings: Vec<Saying>,
    /// Whether another value can be typed.
    pub takes_own: bool,
}

/// One of them.
pub struct Saying {
    /// What was said, ready to print; a count as its total.
    pub value: String,
    /// How a count came about: parts added up, or somebody's count of the whole.
    pub about: Option<String>,
    /// Who said it; several when they agree.
    pub who: Vec<String>,
    /// When it was said.
    pub when: Option<DateTime>,
    /// Whether it is what the page shows until somebody settles it.
    pub shown: bool,
}

/// One entry of the history: what somebody sent at once.
pub struct Moment {
    /// When it was done, by the device's clock.
    pub at: DateTime,
    /// When it reached the server, where that is worth saying.
    pub arrived: Option<DateTime>,
    /// Who did it.
    pub who: String,
    /// Who brought it in a hand-over, when that was somebody else.
    pub brought_by: Option<String>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// One thing that changed.
pub struct Change {
    /// In words: `Title`.
    pub what: String,
    /// The new value, ready to print; none when something was taken away.
    pub value: Option<String>,
}
