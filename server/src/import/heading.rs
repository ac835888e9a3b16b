//! What a column's heading means: the plain form's own names, words in English and Romanian, and
//! the headings of Kobo and ODK exports (groups with slashes, names with underscores, `_uuid`).
//!
//! A guess is shown and can be overridden, so it may be wrong; a heading that says nothing gives
//! none.

use client_core::model::{AgeBand, Cell, Group, PeopleKey, Sex, fold};

use super::value::is_field;

/// Words for the fields that are no counts, folded.
const WORDS: &[(&str, &[&str])] = &[
    (
        "source_id",
        &[
            "id",
            "uuid",
            "instanceid",
            "instance id",
            "key",
            "meta instanceid",
            "cod inregistrare",
        ],
    ),
    (
        "unit",
        &[
            "unit",
            "centre",
            "center",
            "regional centre",
            "centru",
            "centrul",
            "centru regional",
        ],
    ),
    (
        "kind",
        &[
            "kind",
            "type",
            "activity type",
            "type of activity",
            "tip",
            "tipul",
            "tip activitate",
        ],
    ),
    (
        "title",
        &[
            "title",
            "name",
            "activity",
            "activity name",
            "titlu",
            "titlul",
            "denumire",
            "activitate",
        ],
    ),
    ("status", &["status", "state", "stare", "stadiu"]),
    ("campaign", &["campaign", "campanie", "campania"]),
    (
        "day",
        &[
            "day",
            "date",
            "today",
            "data",
            "ziua",
            "data activitatii",
            "date of activity",
        ],
    ),
    (
        "started_at",
        &[
            "started at",
            "start",
            "begin",
            "start time",
            "inceput",
            "ora inceput",
        ],
    ),
    (
        "ended_at",
        &["ended at", "end", "end time", "sfarsit", "ora sfarsit"],
    ),
    (
        "planned_for",
        &[
            "planned for",
            "planned",
            "planned date",
            "planificat",
            "planificat pentru",
        ],
    ),
    ("place.country", &["country", "tara"]),
    (
        "place.adm1",
        &["county", "adm1", "judet", "judetul", "region"],
    ),
    (
        "place.locality",
        &[
            "locality",
            "town",
            "city",
            "village",
            "localitate",
            "localitatea",
            "oras",
        ],
    ),
    (
        "place.venue",
        &[
            "venue",
            "place",
            "school",
            "institution",
            "loc",
            "locul",
            "locatie",
            "scoala",
            "institutie",
        ],
    ),
    (
        "place.venue_id",
        &["venue id", "school id", "cod scoala", "cod siiir"],
    ),
    (
        "at",
        &["gps", "location", "geopoint", "coordinates", "coordonate"],
    ),
    ("counting", &["counting", "how counted", "mod de numarare"]),
    (
        "activities",
        &[
            "activities",
            "number of activities",
            "activitati",
            "numar activitati",
        ],
    ),
    (
        "people",
        &[
            "people",
            "people reached",
            "reached",
            "beneficiari",
            "persoane",
            "numar persoane",
            "participanti",
            "total",
        ],
    ),
    ("topics", &["topics", "topic", "teme", "tema", "subiecte"]),
    ("partners", &["partners", "parteneri"]),
    (
        "notes",
        &["notes", "note", "comments", "observatii", "comentarii"],
    ),
    (
        "media.outlet",
        &["outlet", "media outlet", "publicatie", "post"],
    ),
    (
        "media.items",
        &["media items", "articles", "articole", "aparitii"],
    ),
    ("media.broadcasts", &["broadcasts", "difuzari"]),
    ("media.audience", &["audience", "audienta"]),
    ("online.posts", &["posts", "postari"]),
    ("materials.brochure", &["brochures", "brochure", "brosuri"]),
    (
        "materials.flyer",
        &["flyers", "flyer", "leaflets", "pliante", "fluturasi"],
    ),
    ("materials.poster", &["posters", "poster", "afise"]),
    (
        "tallies.helpline_cards",
        &["helpline cards", "cards", "carduri"],
    ),
    (
        "tallies.questions",
        &["questions", "questions asked", "intrebari"],
    ),
    ("tallies.referrals", &["referrals", "sesizari", "referiri"]),
    ("groups.pupils", &["pupils", "elevi"]),
    ("groups.students", &["students", "studenti"]),
    ("groups.parents", &["parents", "parinti"]),
    (
        "groups.teachers",
        &["teachers", "profesori", "cadre didactice"],
    ),
    (
        "groups.professionals",
        &["professionals", "profesionisti", "specialisti"],
    ),
    ("groups.volunteers", &["volunteers", "voluntari"]),
    ("groups.general_public", &["general public", "public larg"]),
    (
        "groups.at_risk",
        &["people at risk", "persoane vulnerabile"],
    ),
];

/// Columns that other tools and our own export write and that say nothing of a session.
const TOLD: &[&str] = &[
    "organisation",
    "unit name",
    "campaign title",
    "review state",
    "submission time",
    "submissiondate",
    "submission date",
    "submitted by",
    "status of validation",
    "validation status",
    "deviceid",
    "device id",
    "username",
    "version",
    "index",
    "formhub uuid",
    "xform id string",
    "id string",
    "tags",
    "geolocation",
    "attachments",
    "attachmentspresent",
    "attachmentsexpected",
    "reviewstate",
    "submitterid",
    "submittername",
    "edits",
    "formversion",
    "rootuuid",
];

const FEMALE: &[&str] = &[
    "f", "female", "girl", "girls", "women", "woman", "fete", "femei", "fem", "feminin",
];
const MALE: &[&str] = &[
    "m", "male", "boy", "boys", "men", "man", "baieti", "barbati", "masc", "masculin",
];
const MINOR: &[&str] = &["girl", "girls", "boy", "boys", "fete", "baieti"];

/// The field that a heading means; none when it says nothing.
pub(super) fn guess(heading: &str) -> Option<String> {
    let heading = heading.trim();
    // Kobo keeps its own columns apart by an underscore: of those only the identity is ours.
    if let Some(own) = heading.strip_prefix('_') {
        return matches!(own, "uuid").then(|| "source_id".to_owned());
    }
    if heading == "id" {
        return Some("source_id".to_owned());
    }
    if is_field(heading) {
        return Some(heading.to_owned());
    }
    let whole = words(heading);
    if TOLD.contains(&whole.as_str()) {
        return None;
    }
    by_words(&whole).or_else(|| people(&whole)).or_else(|| {
        let mut inner = within_groups(heading);
        inner.find_map(|name| {
            let is_ours = is_field(name).then(|| name.to_owned());
            is_ours.or_else(|| by_words(&words(name)))
        })
    })
}

/// A question's name without the groups around it: Kobo writes `group/name`, ODK `group-name`.
fn within_groups(heading: &str) -> impl Iterator<Item = &str> {
    let inner = heading.match_indices(['/', '-']);
    inner.map(|(at, _)| &heading[at + 1..])
}

fn by_words(heading: &str) -> Option<String> {
    let found = WORDS.iter().find(|(_, words)| words.contains(&heading));
    found.map(|(field, _)| (*field).to_owned())
}

/// Girls and boys, women and men, of an age; or a group by its code.
fn people(heading: &str) -> Option<String> {
    let words: Vec<&str> = heading.split(' ').collect();
    let has = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let sex = match (has(FEMALE), has(MALE)) {
        (true, false) => Sex::Female,
        (false, true) => Sex::Male,
        _ => {
            let group = Group::ALL.iter().find(|group| {
                let code = group.code().replace('_', " ");
                heading.ends_with(&code)
            });
            return group.map(|group| Cell::Group(*group).to_string());
        }
    };
    let age = age(&words);
    // A column for girls of an age that no band is: better asked than guessed.
    let says_age = words
        .iter()
        .any(|word| word.bytes().any(|b| b.is_ascii_digit()));
    let age = match age {
        Some(age) => age,
        None if says_age || has(MINOR) => return None,
        None => AgeBand::Unknown,
    };
    Some(Cell::Reached(PeopleKey { sex, age }).to_string())
}

/// `14 17`, `60`, `60+`, in words that were divided at dashes and underscores.
fn age(words: &[&str]) -> Option<AgeBand> {
    let numbers: Vec<&str> = words
        .iter()
        .map(|word| word.trim_end_matches("plus"))
        .filter(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let code = match numbers.as_slice() {
        [from, to] => format!("{from}-{to}"),
        ["60"] => "60+".to_owned(),
        _ => return None,
    };
    code.parse().ok()
}

/// Folded, and with single spaces for whatever divides words.
fn words(heading: &str) -> String {
    let divided = fold(heading).replace(|c: char| !c.is_alphanumeric(), " ");
    divided.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_many_tools_are_understood() {
        for (heading, field) in [
            ("title", "title"),
            ("place.adm1", "place.adm1"),
            ("reached.f.14-17", "reached.f.14-17"),
            ("Județ", "place.adm1"),
            ("Data activității", "day"),
            ("Tip activitate", "kind"),
            ("session/activity_type", "kind"),
            ("_uuid", "source_id"),
            ("KEY", "source_id"),
            ("meta-instanceID", "source_id"),
            ("start", "started_at"),
            ("today", "day"),
            ("people/girls_14_17", "reached.f.14-17"),
            ("people-boys_14_17", "reached.m.14-17"),
            ("Femei 60+", "reached.f.60+"),
            ("Fete 10-13", "reached.f.10-13"),
            ("people/women", "reached.f.unknown"),
            ("people/pupils", "groups.pupils"),
            ("group/place.locality", "place.locality"),
            ("session-reached.f.14-17", "reached.f.14-17"),
            ("session-place-county", "place.adm1"),
            ("Brosuri", "materials.brochure"),
        ] {
            assert_eq!(guess(heading).as_deref(), Some(field), "{heading}");
        }
        for heading in [
            "_submission_time",
            "_id",
            "SubmissionDate",
            "unit_name",
            "colour",
            "topics/documents",
            "girls 15-19",
            "__version__",
            "organisation",
            "",
        ] {
            assert_eq!(guess(heading), None, "{heading}");
        }
    }
}
