//! One sentence about what the last form did; a screen reader says it by itself.

use maud::{Markup, html};

use super::icon::{Icon, icon};
use crate::dashboard::model::frame::{Frame, Said};

/// The sentence, or nothing.
pub fn flash(frame: &Frame) -> Markup {
    let Some(said) = frame.said else {
        return html! {};
    };
    let (key, done) = match said {
        Said::Settled => ("flash-settled", true),
        Said::Moved => ("flash-moved", false),
        Said::PasswordChosen => ("flash-password", true),
        Said::NothingChosen => ("flash-nothing", false),
        Said::Planned => ("flash-planned", true),
        Said::Reviewed => ("flash-reviewed", true),
        Said::Assigned => ("flash-assigned", true),
        Said::Withdrawn => ("flash-withdrawn", true),
        Said::ShownAgain => ("flash-shown-again", true),
        Said::MovedAway => ("flash-moved-away", true),
        Said::MovedFromTeam => ("flash-moved-from-team", false),
        Said::Linked => ("flash-linked", true),
        Said::ToldApart => ("flash-told-apart", true),
        Said::Harmless => ("flash-harmless", true),
        Said::Undone => ("flash-undone", true),
        Said::ReasonMissing => ("flash-reason", false),
        Said::NotTaken => ("flash-not-taken", false),
        Said::PhoneClosed => ("flash-phone-closed", true),
        Said::PhoneWiped => ("flash-phone-wiped", true),
        Said::PhoneApproved => ("flash-phone-approved", true),
        Said::VenueAccepted => ("flash-venue-accepted", true),
        Said::VenueRenamed => ("flash-venue-renamed", true),
        Said::VenuesMerged => ("flash-venues-merged", true),
        Said::VenuesFarApart => ("flash-venues-far-apart", false),
        Said::VenuesMoved => ("flash-venues-moved", false),
        Said::ExchangeEdited => ("flash-exchange-edited", true),
        Said::NotConfirmed => ("flash-not-confirmed", false),
        Said::LetIn => ("flash-let-in", true),
        Said::KeptOut => ("flash-kept-out", true),
        Said::DecidedBefore => ("flash-decided-before", false),
        Said::NotUnlocked => ("flash-not-unlocked", false),
        Said::NoDeposit => ("flash-no-deposit", false),
        Said::OtherKey => ("flash-other-key", false),
    };
    html! {
        div.flash.flash-done[done].flash-warn[!done] role=(if done { "status" } else { "alert" }) {
            (icon(if done { Icon::Done } else { Icon::Review }))
            p { (frame.texts.text(key)) }
        }
    }
}
