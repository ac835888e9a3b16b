//! Random edits, from pools that are small enough for people to meet.

use proptest::prelude::*;
use proptest::sample::select;

use crate::model::{
    Attachment, Basis, Cell, Edit, Register, Scalar, Splice, Table, TeamRole, Topic,
};

/// An edit, or something that becomes edits when the document is there.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    Edit(Edit),
    /// Take the count of the parts, or of some counter.
    Settle(Table, u8),
    /// Say of the session as it stands that it is right.
    Verify,
}

pub(super) fn wishes(kind_is_session: bool) -> BoxedStrategy<Wish> {
    let edits = if kind_is_session {
        session_edits()
    } else {
        exchange_edits()
    };
    let tables = if kind_is_session {
        vec![Table::People, Table::Tallies]
    } else {
        vec![Table::Participants]
    };
    prop_oneof![
        20 => edits.prop_map(Wish::Edit),
        10 => counts(kind_is_session).prop_map(Wish::Edit),
        1 => Just(Wish::Verify),
        2 => (select(tables), 0..4_u8).prop_map(|(table, n)| Wish::Settle(table, n)),
    ]
    .boxed()
}

fn counts(kind_is_session: bool) -> BoxedStrategy<Edit> {
    let cells: &[&str] = if kind_is_session {
        &[
            "reached.f.14-17",
            "reached.m.14-17",
            "groups.pupils",
            "tallies.questions",
        ]
    } else {
        &["participants.junact.volunteer", "participants.ana.trainer"]
    };
    let tables = if kind_is_session {
        vec![Table::People, Table::Tallies, Table::Materials]
    } else {
        vec![Table::Participants]
    };
    let count = (select(cells.to_vec()), -3..9_i64).prop_map(|(cell, by)| Edit::Count {
        cell: cell.parse::<Cell>().unwrap(),
        by,
    });
    let say = (select(tables), select(vec![Basis::Part, Basis::Whole]))
        .prop_map(|(table, basis)| Edit::Say { table, basis });
    prop_oneof![4 => count, 1 => say].boxed()
}

fn session_edits() -> BoxedStrategy<Edit> {
    let text = |register, pool: &'static [&'static str]| {
        select(pool.to_vec()).prop_map(move |value| match value {
            "" => Edit::clear(register),
            value => Edit::text(register, value),
        })
    };
    let number = |register| (0..4_i64).prop_map(move |value| Edit::number(register, value));
    let answer = (
        select(vec!["age", "topics/work", "visit#0102030405060708.1/where"]),
        select(vec![None, Some(Scalar::Int(1)), Some(Scalar::Bool(true))]),
    );
    prop_oneof![
        3 => text(Register::Title, &["", "Grade 9", "Grade 10"]),
        1 => text(Register::Campaign, &["", "work", "forgive"]),
        2 => text(Register::Where, &["", "RO|RO-SV|Radauti||", "RO||||"]),
        1 => text(Register::At, &["", "47.85,25.92"]),
        3 => text(Register::Status, &["", "planned", "running", "done", "cancelled"]),
        1 => text(Register::Counting, &["", "counted", "estimated"]),
        1 => text(Register::Withdrawn, &["", "held twice"]),
        1 => text(Register::MediaOutlet, &["", "radio"]),
        1 => text(Register::ReviewState, &["", "returned"]),
        1 => text(Register::ReviewComment, &["", "which class?"]),
        2 => number(Register::StartedAt),
        1 => number(Register::EndedAt),
        1 => number(Register::Activities),
        2 => select(vec![None, Some(TeamRole::Lead), Some(TeamRole::Helper)])
            .prop_map(|role| Edit::Team { member: "ana".parse().unwrap(), role }),
        1 => any::<bool>().prop_map(|present| Edit::Topic { topic: Topic::WorkAbroad, present }),
        1 => any::<bool>()
            .prop_map(|present| Edit::Partner { organisation: "aidrom".parse().unwrap(), present }),
        2 => answer.prop_map(|(key, value)| Edit::Answer { key: key.to_owned(), value }),
        3 => private_edits(),
    ]
    .boxed()
}

fn exchange_edits() -> BoxedStrategy<Edit> {
    let text = |register, pool: &'static [&'static str]| {
        select(pool.to_vec()).prop_map(move |value| Edit::text(register, value))
    };
    let words = || {
        select(vec![
            None,
            Some("much".to_owned()),
            Some("a lot".to_owned()),
        ])
    };
    prop_oneof![
        text(Register::Title, &["Not for sale", "Say stop"]),
        text(Register::Host, &["junact", "aidrom"]),
        text(Register::Status, &["running", "done", "cancelled"]),
        (0..3_i64).prop_map(|hours| Edit::number(Register::Hours, hours)),
        words().prop_map(|value| Edit::Activity {
            id: "training".to_owned(),
            value
        }),
        words().prop_map(|value| Edit::Learned {
            organisation: "junact".parse().unwrap(),
            value
        }),
        any::<bool>().prop_map(|present| Edit::LinkedSession {
            session: "0191f0a2-3b4c-7d5e-8f60-718293a4b5c6".parse().unwrap(),
            present,
        }),
    ]
    .boxed()
}

fn private_edits() -> BoxedStrategy<Edit> {
    let splice = (0..9_usize, 0..4_usize, "[a-c\u{103}]{0,4}").prop_map(|(at, delete, insert)| {
        Edit::Notes {
            splices: vec![Splice { at, delete, insert }],
        }
    });
    let words = select(vec![None, Some("yes".to_owned()), Some("no".to_owned())]);
    let attach = select(vec!["poster.jpg", "photo.jpg"]).prop_map(|name| {
        Edit::Attach(Attachment {
            sha256: "ab".repeat(32),
            name: name.to_owned(),
            media_type: "image/jpeg".to_owned(),
            bytes: 7,
        })
    });
    prop_oneof![
        4 => splice,
        2 => words.prop_map(|value| Edit::Text { question: "why".to_owned(), value }),
        1 => attach,
        1 => Just(Edit::Detach { sha256: "ab".repeat(32) }),
    ]
    .boxed()
}
