//! Members: who belongs where, who still needs a phone, and a table of new ones before it counts.

use jiff::civil::Date;

use super::phones::Invite;

/// The page's content.
pub struct Members {
    /// What is searched for, as typed.
    pub search: String,
    /// How many members in view the search finds.
    pub count: u64,
    /// Those on this page, by centre and name.
    pub members: Vec<Member>,
    /// Address of the page before this one.
    pub before: Option<String>,
    /// Address of the page after it.
    pub after: Option<String>,
    /// Codes of the roles that the reader may make.
    pub roles: Vec<String>,
    /// The table of new members.
    pub draft: Draft,
}

/// One member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The id, for the form.
    pub id: String,
    /// What people call the member.
    pub name: String,
    /// Code of the role.
    pub role: String,
    /// Name of the regional centre.
    pub unit: String,
    /// Phones that are open.
    pub phones: u64,
    /// The last day of an invite that nobody used yet.
    pub invited_until: Option<Date>,
    /// Whether the reader may invite a phone.
    pub may_invite: bool,
}

/// A table of new members as it was typed or pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text.
    pub table: String,
    /// What a look at it found; none before the first look.
    pub found: Option<Found>,
}

/// What a look at a table found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Members that it would make.
    pub rows: u64,
    /// Everything that is wrong with it, in the order of the rows.
    pub problems: Vec<Problem>,
    /// Whether there are more than are listed.
    pub has_more: bool,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row, as a spreadsheet counts: the headings are row 1.
    pub row: u64,
    /// The column, in words.
    pub column: String,
    /// What is wrong and what would be right.
    pub words: String,
}

/// A sheet of invites to print and cut.
pub struct Sheet {
    /// One a person.
    pub invites: Vec<Invite>,
    /// Whether the members were made just now.
    pub are_new: bool,
    /// Whether phones elsewhere can reach the server that they name.
    pub is_reachable: bool,
}
