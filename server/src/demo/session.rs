//! What a volunteer records: one session as plain edits, drawn from the seed.

use client_core::model::{
    AgeBand, Cell, Edit, Group, Kind, PeopleKey, Place, Register, Sex, Splice, Tally, Topic,
};

use super::draw::Draw;
use super::reference::{MATERIALS, VENUES};
use crate::reference::{
    CHERISH_OR_CRUSH, County, DOES_NOT_FORGIVE, NOT_FOR_SALE, WORK_IS_A_RIGHT, unit_id,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
const HOUR_MS: i64 = 60 * 60 * 1_000;
/// 2 January 2017, midnight UTC: the year that the campaigns were held in.
const YEAR_BEGINS_MS: i64 = 1_483_315_200_000;

const NOTES: &[&str] = &[
    "Many asked about contracts and how to check an agency before leaving.",
    "The film started a long talk; the teachers want to repeat it next term.",
    "Questions about documents: who may keep a passport, and who may not.",
    "Half of the group had heard of the helpline, few knew that it is free.",
    "Several plan to work abroad in summer. Asked for brochures for their parents.",
    "Quiet at first, then the play with roles helped. Two hours were too short.",
];

const TITLES: &[(Kind, &[&str])] = &[
    (
        Kind::School,
        &[
            "Grade 8, two classes",
            "Grades 9 and 10",
            "Grade 11",
            "Final year",
        ],
    ),
    (
        Kind::PublicEvent,
        &["Stand at the market", "Day of the city", "Fair for jobs"],
    ),
    (
        Kind::DirectMeeting,
        &[
            "At the coach station",
            "With seasonal workers",
            "In the parish",
        ],
    ),
    (
        Kind::ProfessionalTraining,
        &["Training of teachers", "Training of social workers"],
    ),
    (
        Kind::VolunteerTraining,
        &["Peer to peer, first part", "Peer to peer, second part"],
    ),
    (
        Kind::Media,
        &["Interview on local radio", "Article in the county paper"],
    ),
    (Kind::OnlineCampaign, &["Posts of the week"]),
];

/// How often each kind is held, of a hundred sessions.
const SHARES: &[(Kind, i64)] = &[
    (Kind::School, 55),
    (Kind::DirectMeeting, 16),
    (Kind::PublicEvent, 11),
    (Kind::ProfessionalTraining, 6),
    (Kind::VolunteerTraining, 5),
    (Kind::Media, 4),
    (Kind::OnlineCampaign, 3),
];

/// Everything that is said of one session.
pub(super) fn edits(draw: &mut Draw, county: &County) -> Vec<Edit> {
    let kind = kind(draw);
    let begun = moment(draw);
    let hours = draw.between(1, 3);
    let mut edits = vec![
        Edit::text(Register::Kind, kind.code()),
        Edit::text(Register::Title, title(draw, kind)),
        Edit::text(Register::Campaign, campaign(draw, kind)),
        Edit::text(Register::Where, place(draw, county, kind).to_register()),
        Edit::number(Register::StartedAt, begun),
        Edit::number(Register::EndedAt, begun + hours * HOUR_MS),
        Edit::text(Register::Status, "done"),
    ];
    match kind {
        Kind::Media => edits.extend(media(draw)),
        Kind::OnlineCampaign => edits.extend(online(draw)),
        _ => {
            edits.extend(people(draw, kind));
            edits.extend(handed_out(draw));
        }
    }
    for topic in Topic::ALL {
        if draw.happens(25) {
            let (topic, present) = (*topic, true);
            edits.push(Edit::Topic { topic, present });
        }
    }
    if draw.happens(70) {
        let insert = (*draw.one(NOTES)).to_owned();
        let (at, delete) = (0, 0);
        let splices = vec![Splice { at, delete, insert }];
        edits.push(Edit::Notes { splices });
    }
    edits
}

/// So many of one thing.
pub(super) fn count(cell: Cell, by: i64) -> Edit {
    Edit::Count { cell, by }
}

/// Girls or boys, women or men.
pub(super) const fn reached(sex: Sex, age: AgeBand) -> Cell {
    Cell::Reached(PeopleKey { sex, age })
}

/// Somewhere in the county's town.
pub(super) fn place(draw: &mut Draw, county: &County, kind: Kind) -> Place {
    let (first, last) = match kind {
        Kind::School | Kind::VolunteerTraining | Kind::ProfessionalTraining => (0, 2),
        Kind::Media | Kind::OnlineCampaign => (3, 3),
        _ => (3, 5),
    };
    let at = usize::try_from(draw.between(first, last)).expect("a place of the table");
    let (id, venue) = VENUES[at];
    let is_held = !matches!(kind, Kind::Media | Kind::OnlineCampaign);
    Place {
        country: "RO".to_owned(),
        adm1: county.code.to_owned(),
        locality: county.town.to_owned(),
        venue: if is_held {
            venue.to_owned()
        } else {
            String::new()
        },
        venue_id: if is_held {
            format!("{}-{id}", unit_id(county))
        } else {
            String::new()
        },
    }
}

fn kind(draw: &mut Draw) -> Kind {
    let mut left = draw.between(1, SHARES.iter().map(|(_, share)| share).sum());
    for (kind, share) in SHARES {
        left -= share;
        if left <= 0 {
            return *kind;
        }
    }
    Kind::School
}

fn title(draw: &mut Draw, kind: Kind) -> &'static str {
    let titles = TITLES.iter().find(|(of, _)| *of == kind);
    titles.map_or("Session", |(_, titles)| *draw.one(titles))
}

fn campaign(draw: &mut Draw, kind: Kind) -> &'static str {
    match kind {
        Kind::OnlineCampaign => CHERISH_OR_CRUSH,
        Kind::VolunteerTraining => NOT_FOR_SALE,
        Kind::DirectMeeting if draw.happens(70) => WORK_IS_A_RIGHT,
        Kind::Media if draw.happens(40) => WORK_IS_A_RIGHT,
        Kind::School if draw.happens(8) => NOT_FOR_SALE,
        _ => DOES_NOT_FORGIVE,
    }
}

/// A morning or an afternoon of the year.
fn moment(draw: &mut Draw) -> i64 {
    YEAR_BEGINS_MS + draw.between(0, 355) * DAY_MS + draw.between(6, 14) * HOUR_MS
}

fn people(draw: &mut Draw, kind: Kind) -> Vec<Edit> {
    let (ages, groups): (&[AgeBand], &[Group]) = match kind {
        Kind::School => (
            &[AgeBand::To13, AgeBand::To17],
            &[Group::Pupils, Group::Teachers],
        ),
        Kind::VolunteerTraining => (&[AgeBand::To17, AgeBand::To24], &[Group::Volunteers]),
        Kind::ProfessionalTraining => (
            &[AgeBand::To34, AgeBand::To49, AgeBand::To59],
            &[Group::Professionals],
        ),
        Kind::DirectMeeting => (
            &[AgeBand::To24, AgeBand::To34, AgeBand::To49],
            &[Group::LeavingToWorkAbroad, Group::AtRisk],
        ),
        _ => (
            &[AgeBand::To24, AgeBand::To34, AgeBand::To49, AgeBand::From60],
            &[Group::GeneralPublic, Group::Parents],
        ),
    };
    let mut edits = Vec::new();
    let mut total = 0;
    for age in ages {
        for sex in [Sex::Female, Sex::Male] {
            let n = draw.between(2, 24);
            total += n;
            edits.push(count(reached(sex, *age), n));
        }
    }
    let second = groups.get(1).map_or(0, |_| draw.between(1, 4).min(total));
    edits.push(count(Cell::Group(groups[0]), total - second));
    if let Some(group) = groups.get(1) {
        edits.push(count(Cell::Group(*group), second));
    }
    edits
}

fn handed_out(draw: &mut Draw) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, _) in MATERIALS {
        if draw.happens(50) {
            let material = id.parse().expect("an id of the table");
            edits.push(count(Cell::Material(material), draw.between(5, 60)));
        }
    }
    for (tally, percent, most) in [
        (Tally::HelplineCards, 60, 50),
        (Tally::Questions, 80, 15),
        (Tally::Referrals, 8, 2),
    ] {
        if draw.happens(percent) {
            edits.push(count(Cell::Tally(tally), draw.between(1, most)));
        }
    }
    edits
}

fn media(draw: &mut Draw) -> Vec<Edit> {
    vec![
        Edit::text(
            Register::MediaOutlet,
            *draw.one(&["Radio", "Monitorul", "Crai nou"]),
        ),
        Edit::number(Register::MediaItems, draw.between(1, 4)),
        Edit::number(Register::MediaBroadcasts, draw.between(0, 60)),
        Edit::number(Register::MediaAudience, draw.between(2, 40) * 1_000),
    ]
}

fn online(draw: &mut Draw) -> Vec<Edit> {
    vec![
        Edit::number(Register::OnlinePosts, draw.between(2, 9)),
        Edit::number(Register::OnlineReachF, draw.between(100, 4_000)),
        Edit::number(Register::OnlineReachM, draw.between(100, 4_000)),
    ]
}
