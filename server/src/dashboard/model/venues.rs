//! The register of venues, and what was decided about it.

/// The page's content.
pub struct Venues {
    /// What was searched for.
    pub search: String,
    /// The venues, proposals first.
    pub venues: Vec<Venue>,
    /// Whether there are more than are shown.
    pub is_more: bool,
    /// The one that is to get another name: its id and its name.
    pub renamed: Option<(String, String)>,
    /// Decisions that can be taken back, the latest first.
    pub decided: Vec<Decided>,
}

/// One venue.
pub struct Venue {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Town, and county in words.
    pub place: String,
    /// The regional centre that goes there; empty when all may.
    pub unit: String,
    /// Counted sessions that were held there.
    pub sessions: u64,
    /// Named by a phone, and not accepted yet.
    pub is_proposed: bool,
    /// Whether the reader may decide about it.
    pub may_decide: bool,
}

/// One decision.
pub struct Decided {
    /// Its number, for the form.
    pub number: i64,
    /// Its code: `accept`, `rename`, `merge`, `import`.
    pub what: String,
    /// The venue.
    pub name: String,
    /// The venue that stands for it since; empty unless they were merged.
    pub into: String,
}
