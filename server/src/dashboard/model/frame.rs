//! What surrounds every page: whose it is, where one is, what has just been done.

use jiff::civil::DateTime;

use crate::i18n::Texts;

/// Everything a page needs beside its own content.
pub struct Frame {
    /// The reader's language.
    pub texts: &'static Texts,
    /// The organisation's name as it calls itself; part of every page's title.
    pub organisation: String,
    /// Who is signed in; none on the way in.
    pub person: Option<Person>,
    /// Which entry of the navigation is the current one.
    pub place: Option<Place>,
    /// What the last form did, said once on the page that follows it.
    pub said: Option<Said>,
    /// The reader's time when the page was made, on pages that can be loaded again as they are.
    pub live: Option<DateTime>,
}

/// Whoever is signed in.
pub struct Person {
    /// The name from the catalogue, never an id.
    pub name: String,
    /// Code of the role: `coordinator`.
    pub role: String,
    /// Whether it is a partner's seat: there are pages for exchanges and no others.
    pub is_partner: bool,
    /// The units whose sessions are shown, by name; empty when all are.
    pub units: Vec<String>,
    /// Sessions with something to settle, shown beside the entry *To review*.
    pub to_review: u64,
    /// Of how many sessions and exchanges something waits for a decision.
    pub held: Held,
    /// Goes into every form, so that another site cannot send one in this person's name.
    pub form_token: String,
}

/// What waits for a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Sessions.
    pub sessions: u64,
    /// Exchanges.
    pub exchanges: u64,
}

/// The entries of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Figures against targets.
    Overview,
    /// Figures by county against need.
    Coverage,
    /// The list, unfiltered.
    Sessions,
    /// The list, of what needs a person.
    Review,
    /// Sessions that look like one event.
    Duplicates,
    /// Exchanges between organisations.
    Exchanges,
    /// The register of venues.
    Venues,
    /// Phones and their last contact.
    Phones,
    /// Members and their invites.
    Members,
}

/// Something to tell about the form that was just sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// A conflict is settled.
    Settled,
    /// Somebody changed the session meanwhile; the choice was not taken.
    Moved,
    /// The new password holds from now on.
    PasswordChosen,
    /// The form was sent without a choice.
    NothingChosen,
    /// A session is planned.
    Planned,
    /// A review is written.
    Reviewed,
    /// Who holds a session is changed.
    Assigned,
    /// A session is hidden.
    Withdrawn,
    /// A hidden session is shown again.
    ShownAgain,
    /// A session belongs to another centre now.
    MovedAway,
    /// The same, and somebody who was to hold it does not get it any more.
    MovedFromTeam,
    /// Of two sessions one is kept.
    Linked,
    /// Two sessions are two events.
    ToldApart,
    /// What a text holds is nobody's.
    Harmless,
    /// A decision was taken back.
    Undone,
    /// A reason or a comment is needed.
    ReasonMissing,
    /// The value does not fit its field.
    NotTaken,
    /// A phone is closed.
    PhoneClosed,
    /// A phone will be wiped.
    PhoneWiped,
    /// A phone is let in again.
    PhoneApproved,
    /// A proposed venue is taken into the register.
    VenueAccepted,
    /// A venue has another name.
    VenueRenamed,
    /// Of two venues one stands for both.
    VenuesMerged,
    /// Two venues lie in different counties, and nobody said that it is meant.
    VenuesFarApart,
    /// Somebody was quicker with the register.
    VenuesMoved,
    /// Fields of an exchange were written.
    ExchangeEdited,
    /// Wiping was asked for and not confirmed.
    NotConfirmed,
    /// What waited is let in.
    LetIn,
    /// What waited is refused for good.
    KeptOut,
    /// Somebody was quicker with what waited.
    DecidedBefore,
    /// A closed phone is not unlocked.
    NotUnlocked,
    /// A phone has left nothing to make a code of.
    NoDeposit,
    /// What it left opens with another key.
    OtherKey,
}

impl Said {
    const ALL: [(Self, &'static str); 33] = [
        (Self::Settled, "settled"),
        (Self::Moved, "moved"),
        (Self::PasswordChosen, "password"),
        (Self::NothingChosen, "nothing"),
        (Self::Planned, "planned"),
        (Self::Reviewed, "reviewed"),
        (Self::Assigned, "assigned"),
        (Self::Withdrawn, "withdrawn"),
        (Self::ShownAgain, "shown"),
        (Self::MovedAway, "moved-away"),
        (Self::MovedFromTeam, "moved-from-team"),
        (Self::Linked, "linked"),
        (Self::ToldApart, "apart"),
        (Self::Harmless, "harmless"),
        (Self::Undone, "undone"),
        (Self::ReasonMissing, "reason"),
        (Self::NotTaken, "not-taken"),
        (Self::PhoneClosed, "phone-closed"),
        (Self::PhoneWiped, "phone-wiped"),
        (Self::PhoneApproved, "phone-approved"),
        (Self::VenueAccepted, "venue-accepted"),
        (Self::VenueRenamed, "venue-renamed"),
        (Self::VenuesMerged, "venues-merged"),
        (Self::VenuesFarApart, "venues-far-apart"),
        (Self::VenuesMoved, "venues-moved"),
        (Self::ExchangeEdited, "exchange-edited"),
        (Self::NotConfirmed, "not-confirmed"),
        (Self::LetIn, "let-in"),
        (Self::KeptOut, "kept-out"),
        (Self::DecidedBefore, "decided-before"),
        (Self::NotUnlocked, "not-unlocked"),
        (Self::NoDeposit, "no-deposit"),
        (Self::OtherKey, "other-key"),
    ];

    /// How it travels in the address of the page that follows a form.
    pub fn code(self) -> &'static str {
        let found = Self::ALL.iter().find(|(said, _)| *said == self);
        found.expect("ALL lists every variant").1
    }

    /// The way back from [`Said::code`]; anything else says nothing.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == code)
            .map(|(said, _)| *said)
    }
}
