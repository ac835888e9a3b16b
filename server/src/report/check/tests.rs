//! Everything that phones do leaves a database that a check finds right; and each single thing that
//! is altered behind its back is named.

use std::collections::BTreeSet;

use client_core::ids::{DocId, FileHash};
use client_core::model::{Edit, Register, Role};
use client_core::time::Timestamp;
use rusqlite::Connection as Raw;

use super::{Checked, Problem, check, check_folder};
use crate::exchange::tests::hand_over::Hand;
use crate::exchange::tests::office::{Office, organisation};
use crate::exchange::tests::phone::set;
use crate::projection;
use crate::report::export;
use crate::store::blobs::{self, BlobId};
use crate::store::log::Broken;
use crate::store::read::{Filter, Scope, figures};
use crate::store::{Store, StoreError, organisation as home, read_model};

/// Two phones that count, disagree, withdraw, note and point at each other's sessions.
fn busy() -> (Office, DocId) {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let mut ion = office.volunteer("ion", "iasi");
    let count = |cell: &str, by| Edit::Count {
        cell: cell.parse().unwrap(),
        by,
    };
    let school = ana.record("Grade 9");
    ana.edit(
        school,
        &[
            count("reached.f.14-17", 31),
            count("materials.brochure", 40),
            set(Register::Status, "done"),
        ],
    );
    ana.note(school, "Many asked about contracts. Call 0745 123 456.");
    ana.sync(&office);
    ion.sync(&office);
    ion.edit(
        school,
        &[
            set(Register::Title, "Grade 9 B"),
            count("reached.m.14-17", 7),
        ],
    );
    ana.edit(school, &[set(Register::Title, "Grade 9 A")]);
    let again = ion.record("Grade 9, again");
    ion.edit(
        again,
        &[
            count("reached.f.14-17", 30),
            set(Register::DuplicateOf, &school.to_string()),
        ],
    );
    let gone = ion.record("Nothing");
    ion.edit(gone, &[set(Register::Withdrawn, "by mistake")]);
    for phone in [&mut ion, &mut ana] {
        phone.sync(&office);
    }
    (office, school)
}

fn problems(office: &Office) -> (Checked, Vec<Problem>) {
    let store = Store::open(office.path(), None).unwrap();
    let mut found = Vec::new();
    let checked = store
        .read(|c| check(c, &organisation(), |problem| found.push(problem.clone())))
        .unwrap();
    assert_eq!(checked.problems, u64::try_from(found.len()).unwrap());
    (checked, found)
}

/// Alters the file as nobody should; with the rules of the tables off.
fn alter(office: &Office, sql: &str) {
    let raw = Raw::open(office.path()).unwrap();
    raw.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;")
        .unwrap();
    assert!(raw.execute(sql, []).unwrap() > 0, "{sql}");
}

fn only(office: &Office) -> Problem {
    let (_, found) = problems(office);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0].clone()
}

#[test]
fn what_phones_did_is_right() {
    let (office, _) = busy();
    let (checked, found) = problems(&office);
    assert_eq!(found, []);
    // Four documents: three sessions and a companion. Two entries say who follows what.
    assert_eq!((checked.documents, checked.changes), (4, 9));
    assert_eq!(checked.entries, 11);
    let figures = office.exchange_read(|c| figures::totals(c, &Scope::All, &Filter::default()));
    assert_eq!(
        (figures.sessions, figures.people, figures.conflicts),
        (1, 38, 1)
    );
}

#[test]
fn a_rebuild_writes_the_same_rows() {
    let (office, _) = busy();
    let store = Store::open(office.path(), None).unwrap();
    let rows = || {
        let raw = Raw::open(office.path()).unwrap();
        let mut lines = Vec::new();
        for table in ["session_row", "session_team", "exchange_row", "suspect"] {
            let sql = format!("SELECT * FROM {table}");
            let mut statement = raw.prepare(&sql).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values = (0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
                lines.push(values.collect::<Vec<_>>().join(" "));
            }
        }
        lines
    };
    let before = rows();
    assert_eq!(before.len(), 4, "three sessions, and a note to look at");
    alter(&office, "DELETE FROM session_row");
    let written = store
        .write(|tx| projection::rebuild(tx, &organisation(), |_| {}))
        .unwrap();
    assert_eq!(written, 4);
    assert_eq!(rows(), before);
    assert_eq!(problems(&office).1, []);
}

#[test]
fn a_note_to_look_at_that_is_not_listed_is_named() {
    let (office, school) = busy();
    alter(&office, "DELETE FROM suspect");
    let Problem::ReadModel { doc, column, .. } = only(&office) else {
        panic!("a row of the read model");
    };
    assert_eq!((doc, column), (school.companion(), "suspects"));
}

#[test]
fn one_altered_row_of_the_read_model_is_named() {
    let (office, school) = busy();
    let of_school = |set: &str| {
        let hex = hex::encode(school.0);
        alter(
            &office,
            &format!("UPDATE session_row SET {set} WHERE doc = x'{hex}'"),
        );
    };
    let named = |column: &str, kept: &str, expected: &str| {
        let problem = only(&office);
        let Problem::ReadModel {
            doc,
            column: c,
            kept: k,
            expected: e,
        } = &problem
        else {
            panic!("{problem:?}");
        };
        assert_eq!(
            (*doc, *c, k.as_str(), e.as_str()),
            (school, column, kept, expected)
        );
    };
    of_school("people = 99");
    named("people", "99", "38");
    of_school("people = 38, counted = 0");
    named("counted", "false", "true");
    of_school("counted = 1");
    // Seven boys become eight, in the packed figures.
    let hex = hex::encode(school.0);
    let swap = |from: &str, to: &str| {
        of_school(&format!(
            "cells = unhex(replace(hex(cells), '{from}', '{to}'))"
        ));
    };
    swap("0D07", "0D08");
    named(
        "cells",
        "[\"reached.m.14-17=8\"]",
        "[\"reached.m.14-17=7\"]",
    );
    swap("0D08", "0D07");
    alter(
        &office,
        &format!("DELETE FROM session_row WHERE doc = x'{hex}'"),
    );
    let (_, found) = problems(&office);
    let missing = |problem: &Problem| matches!(problem, Problem::ReadModel { column: "row", .. });
    assert!(found.iter().any(missing), "{found:#?}");
}

#[test]
fn one_altered_byte_of_a_change_is_named() {
    let (office, school) = busy();
    let hex = hex::encode(school.0);
    let seq = office.count(&format!("SELECT min(seq) FROM change WHERE doc = x'{hex}'"));
    let raw = Raw::open(office.path()).unwrap();
    let bytes: Vec<u8> = raw
        .query_row("SELECT bytes FROM change WHERE seq = ?1", [seq], |row| {
            row.get(0)
        })
        .unwrap();
    for at in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[at] ^= 0x40;
        raw.execute(
            "UPDATE change SET bytes = ?2 WHERE seq = ?1",
            (seq, &altered),
        )
        .unwrap();
        if at % 16 > 0 {
            continue; // each is the same work: every sixteenth place is looked at
        }
        let Problem::Change {
            doc, seq: named, ..
        } = only(&office)
        else {
            panic!("byte {at}");
        };
        assert_eq!(
            (doc, i64::try_from(named).unwrap()),
            (school, seq),
            "byte {at}"
        );
    }
}

#[test]
fn other_columns_of_a_change_are_computed_again() {
    for (set, column) in [
        ("start_op = start_op + 1", "start_op"),
        ("max_op = max_op + 9", "max_op"),
    ] {
        let (office, _) = busy();
        alter(&office, &format!("UPDATE change SET {set} WHERE seq = 3"));
        let problem = only(&office).to_string();
        assert!(
            problem.contains(&format!("entry 3) is not what `{column}` says")),
            "{problem}"
        );
    }
    let (office, _) = busy();
    alter(&office, "UPDATE change SET actor_seq = 9 WHERE seq = 3");
    let problem = only(&office).to_string();
    assert!(
        problem.contains("entry 3) is not what `actor_seq` says"),
        "{problem}"
    );
}

#[test]
fn one_altered_chain_value_is_named() {
    let (office, _) = busy();
    alter(&office, "UPDATE log SET chain = zeroblob(16) WHERE seq = 5");
    let (_, found) = problems(&office);
    // Entry 5 does not lead to it, and it does not lead to entry 6.
    let named: BTreeSet<_> = found.iter().map(ToString::to_string).collect();
    assert!(
        found.contains(&Problem::Log(Broken::Chain { seq: 5 })),
        "{named:?}"
    );
    assert!(named.len() <= 2, "{named:?}");
    let (office, _) = busy();
    alter(
        &office,
        "UPDATE log SET received = received + 1 WHERE seq = 4",
    );
    let (_, found) = problems(&office);
    assert!(
        found.contains(&Problem::Log(Broken::Chain { seq: 4 })),
        "{found:?}"
    );
}

#[test]
fn one_altered_head_is_named() {
    let (office, school) = busy();
    let hex = hex::encode(school.0);
    alter(
        &office,
        &format!("UPDATE document SET heads = zeroblob(32) WHERE doc = x'{hex}'"),
    );
    let Problem::Document {
        doc, column, kept, ..
    } = only(&office)
    else {
        panic!("a document's row");
    };
    assert_eq!((doc, column, kept), (school, "heads", "00".repeat(32)));
}

#[test]
fn one_altered_snapshot_is_named() {
    let (office, _) = busy();
    let store = Store::open(office.path(), None).unwrap();
    // A saved form of each document, whether or not the server keeps one by itself.
    store
        .write(|tx| {
            let mut all = Vec::new();
            projection::for_each(tx, &organisation(), |loaded| {
                all.push(loaded.map_err(|e| StoreError::Unexpected(e.to_string()))?);
                Ok::<_, StoreError>(())
            })?;
            for loaded in all {
                let snapshot = crate::store::documents::Snapshot {
                    seq: loaded.row.last_seq,
                    heads: loaded.row.heads.clone(),
                    bytes: loaded.document.save(),
                };
                let doc = loaded.row.doc;
                crate::store::documents::put_snapshot(tx, &organisation(), doc, &snapshot)?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(problems(&office).1, []);
    let one = "doc = (SELECT min(doc) FROM snapshot)";
    for set in [
        "bytes = substr(bytes, 1, length(bytes) - 1)",
        "heads = zeroblob(32)",
        "seq = (SELECT min(seq) FROM change)",
    ] {
        let raw = Raw::open(office.path()).unwrap();
        let save = "CREATE TEMP TABLE saved AS SELECT * FROM snapshot";
        raw.execute_batch(save).unwrap();
        raw.execute(&format!("UPDATE snapshot SET {set} WHERE {one}"), [])
            .unwrap();
        assert!(matches!(only(&office), Problem::Snapshot { .. }), "{set}");
        raw.execute_batch("DELETE FROM snapshot; INSERT INTO snapshot SELECT * FROM saved")
            .unwrap();
    }
}

#[test]
fn feeds_and_followers_follow_from_the_log() {
    for (sql, says) in [
        (
            "UPDATE feed_document SET last_seq = last_seq + 100",
            "the log says listed from",
        ),
        ("UPDATE feed_document SET planned = 1 - planned", "planned"),
        ("DELETE FROM feed_document", "it is not listed"),
        (
            "UPDATE follow SET since = since + 2 WHERE member = 'ana'",
            "the log says never",
        ),
        (
            "DELETE FROM follow WHERE member = 'ion'",
            "follows unit:iasi never",
        ),
        ("DELETE FROM document WHERE kind = 2", "which is not there"),
        (
            "UPDATE document SET day = '2000-01-01' WHERE kind = 0",
            "`day` is 2000-01-01",
        ),
        ("UPDATE document SET author = 'eve'", "`author` is eve"),
        ("DELETE FROM log WHERE seq = 11", "the log"),
    ] {
        let (office, _) = busy();
        alter(&office, sql);
        let (_, found) = problems(&office);
        let said: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert!(
            said.iter().any(|line| line.contains(says)),
            "{sql}: {said:#?}"
        );
    }
}

#[test]
fn an_export_is_one_array_of_the_plain_form() {
    let (office, school) = busy();
    let store = Store::open(office.path(), None).unwrap();
    let mut out = Vec::new();
    let written = store
        .read(|c| export::json(c, &organisation(), &mut out))
        .unwrap();
    assert_eq!(written, 3);
    let all: Vec<serde_json::Value> = serde_json::from_slice(&out).unwrap();
    let found = all
        .iter()
        .find(|session| session["id"] == school.to_string())
        .unwrap();
    assert_eq!(found["unit"], "iasi");
    assert_eq!(
        found["texts"]["why"],
        "Many asked about contracts. Call 0745 123 456."
    );
    assert_eq!(found["reached"]["f.14-17"], 31);
    assert_eq!(found["conflicts"][0]["field"], "title");
    let who = &found["conflicts"][0]["sayings"][0]["who"][0]["member"];
    assert!(["ana", "ion"].contains(&who.as_str().unwrap()), "{who}");

    let empty = Office::new();
    let mut out = Vec::new();
    empty.exchange_read(|c| {
        export::json(c, &organisation(), &mut out)
            .map_err(|e| StoreError::Unexpected(e.to_string()))
    });
    assert_eq!(out, b"[]\n");
}

#[test]
fn a_session_opens_with_its_whole_history_for_whoever_may_see_it() {
    let (office, school) = busy();
    let open = |scope: Scope| {
        office.exchange_read(|c| {
            projection::open(c, &organisation(), &scope, school)
                .map_err(|e| StoreError::Unexpected(e.to_string()))
        })
    };
    let opened = open(Scope::All).unwrap();
    assert_eq!(opened.session.figures.values().sum::<u64>(), 78);
    assert_eq!(opened.history.len(), 5);
    assert!(opened.history.is_sorted_by_key(|entry| entry.seq));
    assert_eq!(opened.heads.len(), 2);
    assert!(opened.received > Timestamp(0));
    let elsewhere = Scope::Units([("cluj").parse().unwrap()].into());
    assert!(open(elsewhere).is_none());
}

#[test]
fn what_was_carried_for_another_is_found_right_and_written_anew_the_same() {
    let office = Office::new();
    office.found();
    let [mut ana, mut ion] = ["Ana", "Ioan"].map(|name| Hand::join(&office, name, Role::Volunteer));
    let session = ana.phone.record("Grade 9");
    ana.phone.note(session, "Careful.");
    let envelope = ana.hand_over();
    for _ in 0..2 {
        let heard = ion.carry(&office, std::slice::from_ref(&envelope));
        assert_eq!(heard.carried().len(), 1);
    }
    let home = office.exchange_read(home::home).unwrap().id;
    let found = || {
        office.exchange_read(|c| {
            let mut problems = Vec::new();
            let checked = check(c, &home, |problem| problems.push(problem.to_string()))?;
            let facts = read_model::session(c, session)?;
            Ok((problems, checked, facts))
        })
    };
    let before = found();
    assert_eq!(before.0, [] as [String; 0]);
    assert!(before.2.is_some());
    office.write(|t| {
        let written = projection::rebuild(t, &home, |_| ());
        assert_eq!(written.unwrap(), 2);
        Ok(())
    });
    assert_eq!(found(), before);
}

#[test]
fn a_photo_that_goes_while_others_are_looked_at_is_no_problem() {
    let (office, school) = busy();
    let store = Store::open(office.path(), None).unwrap();
    let kept = |sha256: u8| {
        let sql = "INSERT INTO blob (organisation, doc, sha256, bytes, device, member, received)
                   VALUES (?1, ?2, ?3, 9, zeroblob(16), 'ana', 1)";
        let row = (organisation().to_string(), school.0, [sha256; 32]);
        store
            .write(|t| Ok::<_, StoreError>(t.execute(sql, row)?))
            .unwrap();
    };
    kept(1);
    kept(2);
    // Once the check has begun, the server takes one of them away.
    let mut is_first = true;
    let told = |_, _| {
        if std::mem::take(&mut is_first) {
            let id = BlobId {
                doc: school,
                sha256: FileHash([1; 32]),
            };
            store
                .write(|t| blobs::remove(t, &organisation(), id))
                .unwrap();
        }
    };
    let nowhere = office.path().with_file_name("blobs");
    let mut found = Vec::new();
    let tell = |problem: &Problem| found.push(problem.to_string());
    let checked = check_folder(&store, &organisation(), &nowhere, tell, told).unwrap();
    assert_eq!((checked.photos, checked.problems, found.len()), (2, 1, 1));
    assert!(found[0].contains("is missing"), "{}", found[0]);
}
