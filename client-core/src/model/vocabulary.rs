//! The closed sets of codes: each code has one spelling, on the wire, in documents and in exports.
//!
//! Topics name the forms of exploitation of IC-TIP (the UN's International Classification of
//! administrative data on trafficking in persons, 2025) and the prevention topics beside them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A code that its set does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is none of {allowed}")]
pub struct UnknownCode {
    /// What was given.
    pub found: String,
    /// The codes of the set, separated by commas.
    pub allowed: String,
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// Every code, in the order in which people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code's spelling.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                Self::ALL.iter().copied().find(|code| code.code() == text).ok_or_else(|| {
                    let allowed: Vec<_> = Self::ALL.iter().map(|code| code.code()).collect();
                    UnknownCode { found: text.to_owned(), allowed: allowed.join(", ") }
                })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

codes! {
    /// What a document is.
    DocKind {
        /// One outreach activity.
        Session = "session",
        /// A cross-border volunteer exchange or joint workshop.
        Exchange = "exchange",
        /// What of a session or exchange must not travel with it: notes, free texts, attachments.
        Private = "private",
    }
}

impl DocKind {
    /// Its number in messages and databases: 0 session, 1 exchange, 2 private.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The kind with this number.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

codes! {
    /// The kind of an outreach activity.
    Kind {
        /// Information activity in a school or high school.
        School = "school",
        /// Public event: market, station, festival.
        PublicEvent = "public_event",
        /// Street, station, workplace, parish.
        DirectMeeting = "direct_meeting",
        /// Training of police, teachers, social workers.
        ProfessionalTraining = "professional_training",
        /// Training of volunteers, peer to peer.
        VolunteerTraining = "volunteer_training",
        /// Workshop of a volunteer exchange.
        ExchangeWorkshop = "exchange_workshop",
        /// Psycho-social course for people at risk.
        SupportCourse = "support_course",
        /// Radio or TV programme, press article, spot.
        Media = "media",
        /// Posts and their reach.
        OnlineCampaign = "online_campaign",
        /// County team, working group.
        CoordinationMeeting = "coordination_meeting",
    }
}

codes! {
    /// How far a session has come; the furthest of the first three wins a merge.
    Status {
        /// In the plan.
        Planned = "planned",
        /// Going on.
        Running = "running",
        /// Finished.
        Done = "done",
        /// Will not take place.
        Cancelled = "cancelled",
    }
}

codes! {
    /// How the people of a session were counted; `estimated` wins a merge.
    Counting {
        /// One by one.
        Counted = "counted",
        /// By eye.
        Estimated = "estimated",
    }
}

codes! {
    /// Sex of people reached.
    Sex {
        /// Female.
        Female = "f",
        /// Male.
        Male = "m",
        /// Another.
        Other = "o",
        /// Not known or not asked.
        Unknown = "u",
    }
}

codes! {
    /// Age band in years. No band crosses 18.
    AgeBand {
        /// 0 to 5.
        To5 = "0-5",
        /// 6 to 9.
        To9 = "6-9",
        /// 10 to 13.
        To13 = "10-13",
        /// 14 to 17.
        To17 = "14-17",
        /// 18 to 24.
        To24 = "18-24",
        /// 25 to 34.
        To34 = "25-34",
        /// 35 to 49.
        To49 = "35-49",
        /// 50 to 59.
        To59 = "50-59",
        /// 60 and older.
        From60 = "60+",
        /// Not known.
        Unknown = "unknown",
    }
}

impl AgeBand {
    /// Whether the band is below 18; `None` when it is not known.
    pub const fn is_minor(self) -> Option<bool> {
        match self {
            Self::To5 | Self::To9 | Self::To13 | Self::To17 => Some(true),
            Self::Unknown => None,
            _ => Some(false),
        }
    }
}

codes! {
    /// The role in which people were reached.
    Group {
        /// Pupils.
        Pupils = "pupils",
        /// Students.
        Students = "students",
        /// Parents.
        Parents = "parents",
        /// Teachers.
        Teachers = "teachers",
        /// Police and other professionals.
        Professionals = "professionals",
        /// Employers.
        Employers = "employers",
        /// Decision makers.
        DecisionMakers = "decision_makers",
        /// Volunteers.
        Volunteers = "volunteers",
        /// People leaving to work abroad.
        LeavingToWorkAbroad = "leaving_to_work_abroad",
        /// People at risk.
        AtRisk = "at_risk",
        /// People with disabilities.
        WithDisabilities = "with_disabilities",
        /// Possible buyers: the demand.
        Demand = "demand",
        /// General public.
        GeneralPublic = "general_public",
    }
}

codes! {
    /// A number that is counted beside the people: never a person.
    Tally {
        /// Helpline cards handed out.
        HelplineCards = "helpline_cards",
        /// Questions asked.
        Questions = "questions",
        /// Referrals made.
        Referrals = "referrals",
    }
}

codes! {
    /// What was talked about.
    Topic {
        /// Sexual exploitation.
        SexualExploitation = "sexual_exploitation",
        /// Forced labour.
        ForcedLabour = "forced_labour",
        /// Begging.
        Begging = "begging",
        /// Forced criminality.
        ForcedCriminality = "forced_criminality",
        /// Domestic servitude.
        DomesticServitude = "domestic_servitude",
        /// Forced marriage.
        ForcedMarriage = "forced_marriage",
        /// Organ removal.
        OrganRemoval = "organ_removal",
        /// Work abroad and contracts.
        WorkAbroad = "work_abroad",
        /// Recruitment agencies.
        RecruitmentAgencies = "recruitment_agencies",
        /// Online recruitment.
        OnlineRecruitment = "online_recruitment",
        /// Identity and travel documents.
        Documents = "documents",
        /// Rights and helplines.
        RightsAndHelplines = "rights_and_helplines",
        /// Reduction of demand.
        DemandReduction = "demand_reduction",
    }
}

codes! {
    /// The form in which a session was held.
    SessionFormat {
        /// A talk.
        Talk = "talk",
        /// A workshop.
        Workshop = "workshop",
        /// Theatre.
        Theatre = "theatre",
        /// A film.
        Film = "film",
        /// A stand.
        Stand = "stand",
    }
}

codes! {
    /// A member's part in one session.
    TeamRole {
        /// Leads it.
        Lead = "lead",
        /// Helps.
        Helper = "helper",
        /// Watches.
        Observer = "observer",
    }
}

codes! {
    /// What a coordinator said of a session.
    ReviewState {
        /// Looked at and right.
        Verified = "verified",
        /// Sent back with a comment.
        Returned = "returned",
    }
}

codes! {
    /// What a member may do.
    Role {
        /// Records sessions of the own unit.
        Volunteer = "volunteer",
        /// Plans, verifies and corrects sessions of the own unit.
        Coordinator = "coordinator",
        /// The same for every unit.
        National = "national",
        /// Follows shared programmes only.
        Partner = "partner",
        /// Runs the server: members, devices, catalogue.
        Admin = "admin",
    }
}

impl Role {
    /// Whether this role may review, and withdraw or merge other people's sessions.
    pub const fn coordinates(self) -> bool {
        matches!(self, Self::Coordinator | Self::National | Self::Admin)
    }

    /// Whether this role sees every unit.
    pub const fn sees_every_unit(self) -> bool {
        matches!(self, Self::National | Self::Admin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_code_is_answered_with_the_right_ones() {
        assert_eq!("done".parse(), Ok(Status::Done));
        let problem = "finished".parse::<Status>().unwrap_err();
        assert_eq!(
            problem.to_string(),
            "`finished` is none of planned, running, done, cancelled"
        );
    }

    #[test]
    fn no_band_crosses_eighteen() {
        let minors = AgeBand::ALL
            .iter()
            .filter(|band| band.is_minor() == Some(true))
            .count();
        let adults = AgeBand::ALL
            .iter()
            .filter(|band| band.is_minor() == Some(false))
            .count();
        assert_eq!((minors, adults), (4, 5));
    }
}
