//! Content of the pages of exchanges: a list as a coordinator has it, one exchange with something
//! open, and one as a partner sees it.

use jiff::civil::date;

use super::session::{in_conflict, plain, suspects};
use crate::dashboard::model::exchanges::{Exchange, Exchanges, Form, Held, Row};
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::suspects::Suspects;

fn row(title: &str, conflicts: u32) -> Row {
    Row {
        address: "/exchanges/0191f0a2-6c1e-7a3b-9d4e-5f60718293a4".to_owned(),
        programme: Some("Not for sale – say stop to human trafficking".to_owned()),
        title: title.to_owned(),
        host: Some("“Junimea” Romanian Youth League".to_owned()),
        from: date(2017, 7, 3),
        to: Some(date(2017, 7, 7)),
        organisations: [
            "“Junimea” Romanian Youth League",
            "Save the Children Suceava",
            "JUNACT Cahul",
        ]
        .map(str::to_owned)
        .to_vec(),
        participants: 46,
        status: "done".to_owned(),
        conflicts,
        is_suspect: conflicts > 0,
    }
}

fn held(title: &str, address: Option<&str>) -> Held {
    Held {
        address: address.map(str::to_owned),
        title: title.to_owned(),
        kind: "public_event".to_owned(),
        day: date(2017, 7, 5),
        place: ["Central square", "Chernivtsi"].map(str::to_owned).to_vec(),
        people: 310,
    }
}

pub(super) fn list() -> Exchanges {
    Exchanges {
        withdrawn: false,
        rows: vec![
            row("Summer school of volunteers", 2),
            Row {
                to: None,
                programme: None,
                host: None,
                organisations: vec![],
                participants: 0,
                status: "planned".to_owned(),
                ..row("", 0)
            },
        ],
        is_more: true,
        sessions: vec![held("Stand at the fair", None)],
    }
}

pub(super) fn none() -> Exchanges {
    Exchanges {
        withdrawn: true,
        rows: vec![],
        is_more: false,
        sessions: vec![],
    }
}

pub(super) fn of_a_coordinator() -> Exchange {
    let session = in_conflict();
    Exchange {
        id: session.id.clone(),
        row: row("Summer school of volunteers", 2),
        withdrawn: Some("Entered twice".to_owned()),
        review: session.review,
        suspects: suspects(),
        place: ["Youth centre", "Chernivtsi", "Ukraine"]
            .map(str::to_owned)
            .to_vec(),
        hours: Some("32".to_owned()),
        unit: Some("Suceava".to_owned()),
        activities: vec!["A play about a job abroad".to_owned()],
        learned: vec![(
            "JUNACT Cahul".to_owned(),
            "Ask the grandmothers first: they know who is leaving.".to_owned(),
        )],
        sessions: vec![held("Stand at the fair", Some("/sessions/1"))],
        notes: "Mind the budget.".to_owned(),
        counts: session.counts,
        conflicts: session.conflicts,
        history: session.history,
        seen: "00ff".to_owned(),
        may_withdraw: true,
        form: Form {
            title: "Summer school of volunteers".to_owned(),
            locality: "Chernivtsi".to_owned(),
            venue: "Youth centre".to_owned(),
            from: "2017-07-03".to_owned(),
            to: "2017-07-07".to_owned(),
            hours: "32".to_owned(),
            organisations: vec![Choice {
                value: "junact".to_owned(),
                name: "JUNACT Cahul".to_owned(),
                chosen: false,
            }],
        },
    }
}

pub(super) fn of_a_partner() -> Exchange {
    let session = plain();
    Exchange {
        row: row("Summer school of volunteers", 0),
        withdrawn: None,
        review: None,
        suspects: Suspects::default(),
        unit: None,
        notes: String::new(),
        sessions: vec![held("Stand at the fair", None)],
        counts: session.counts,
        conflicts: vec![],
        history: session.history,
        may_withdraw: false,
        ..of_a_coordinator()
    }
}
