//! Either side was put back to an earlier state: nothing that one of them still has is lost.

use client_core::ids::{Chain, Epoch, InstallNonce};
use client_core::wire::RepairReason;

use super::office::{Office, both_have_one, two_phones};
use super::phone::{Heard, Phone, title_is};

fn asks_for_repair(heard: &Heard) -> Option<RepairReason> {
    assert!(heard.is_done());
    assert!(heard.taken().is_empty() && heard.items().is_empty());
    heard.repair()
}

#[test]
fn a_restored_server_gets_back_what_its_phones_have() {
    let (mut office, mut ana, mut ion, kept) = both_have_one();
    let backup = office.back_up();
    let lost = ana.record("After the backup");
    let note = ana.note(lost, "Careful.");
    ana.edit(kept, &[title_is("Edited after the backup")]);
    ana.sync(&office);
    ion.sync(&office);
    ion.edit(lost, &[title_is("Edited by Ion")]);
    ion.sync(&office);
    let log = office.count("SELECT count(*) FROM change");
    office.restore(backup);
    assert_eq!(office.count("SELECT count(*) FROM change"), 1);

    // Ana is never seen again. What she wrote comes back through Ion, under her name.
    let later = ion.record("While nobody knew");
    let reason = asks_for_repair(&ion.sync(&office));
    assert_eq!(reason, Some(RepairReason::LogDiverged));
    let heard = ion.repair(&office, 2);
    assert!(heard.iter().all(|heard| heard.refused().is_empty()));
    ion.sync(&office);
    assert_eq!(office.count("SELECT count(*) FROM change"), log + 1);
    let of_ana = "SELECT count(*) FROM log JOIN change USING (seq) WHERE member = 'ana'";
    assert_eq!(office.count(of_ana), 4);

    let mut new = office.volunteer("new", "iasi");
    new.sync(&office);
    for doc in [kept, lost, note, later] {
        assert_eq!(new.documents[&doc].heads(), ion.documents[&doc].heads());
    }
    assert!(ion.sync(&office).items().is_empty());
    // And Ana, when she comes after all.
    assert_eq!(
        asks_for_repair(&ana.sync(&office)),
        Some(RepairReason::LogDiverged)
    );
    ana.repair(&office, 100);
    ana.sync(&office);
    assert_eq!(ana.documents[&lost].heads(), ion.documents[&lost].heads());
    assert_eq!(office.count("SELECT count(*) FROM change"), log + 1);
}

#[test]
fn a_receipt_proves_the_log_although_the_cursor_lies_before_the_loss() {
    let mut office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    ana.sync(&office);
    let backup = office.back_up();
    ana.record("One");
    let puts = ana.pending();
    let heard = ana.ask(&office, puts.into_iter().map(Into::into).collect());
    // The line is cut behind the receipt.
    let receipt_only = Heard {
        messages: heard.messages[..2].to_vec(),
        ..heard
    };
    ana.keep(&receipt_only);
    office.restore(backup);
    assert_eq!(
        asks_for_repair(&ana.sync(&office)),
        Some(RepairReason::LogDiverged)
    );
    ana.repair(&office, 9);
    assert_eq!(office.count("SELECT count(*) FROM change"), 1);
}

#[test]
fn a_chain_that_is_not_ours_means_repair() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    ana.record("One");
    ana.sync(&office);
    let mut other = ana.clone();
    other.cursor.as_mut().unwrap().chain = Chain([9; 16]);
    assert_eq!(
        asks_for_repair(&other.sync(&office)),
        Some(RepairReason::LogDiverged)
    );
    ana.sent = other.sent;
    ana.cursor.as_mut().unwrap().at += 1_000;
    assert_eq!(
        asks_for_repair(&ana.sync(&office)),
        Some(RepairReason::LogDiverged)
    );
}

#[test]
fn a_restored_phone_is_found_out_and_loses_nothing() {
    let (mut office, mut ana, mut ion) = two_phones();
    let session = ana.record("One");
    ana.sync(&office);
    let backup = ana.clone();
    ana.edit(session, &[title_is("Two")]);
    ana.sync(&office);
    ion.sync(&office);

    // Also by a server that was started anew in between: it has written down each push.
    for restart in [false, true] {
        if restart {
            office.restart();
        }
        let mut back: Phone = backup.clone();
        back.edit(session, &[title_is("Another two")]);
        let reason = asks_for_repair(&back.sync(&office));
        assert_eq!(reason, Some(RepairReason::DeviceRestored));
    }
    let mut back = backup;
    back.old_epochs.push(back.epoch);
    back.epoch = Epoch([2; 8]);
    back.install = InstallNonce([2; 8]);
    let reason = asks_for_repair(&back.sync(&office));
    assert_eq!(reason, Some(RepairReason::DeviceRestored));
    back.repair(&office, 9);
    assert_eq!(back.title(session), "Two");
    back.edit(session, &[title_is("Three")]);
    assert_eq!(back.sync(&office).taken().len(), 1);
    ion.sync(&office);
    assert_eq!(ion.title(session), "Three");
}

#[test]
fn a_phone_that_lost_everything_is_given_everything() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    for n in 0..40 {
        let session = ana.record(&n.to_string());
        ana.note(session, "Careful.");
    }
    ana.sync(&office);
    let mut empty = office.volunteer("ana", "iasi");
    (empty.sent, empty.install) = (0, InstallNonce([7; 8]));
    let reason = asks_for_repair(&empty.sync(&office));
    assert_eq!(reason, Some(RepairReason::DeviceRestored));
    empty.repair(&office, 9);
    assert_eq!(empty.documents.len(), 80);
    assert!(
        empty.sync(&office).items().is_empty(),
        "its cursor stands at the end"
    );
}

#[test]
fn what_changes_while_lists_are_judged_is_not_missed() {
    let (office, mut ana, mut ion) = two_phones();
    let sessions: Vec<_> = (0..6).map(|n| ana.record(&n.to_string())).collect();
    ana.sync(&office);
    ion.sync(&office);
    ion.install = InstallNonce([7; 8]);
    asks_for_repair(&ion.sync(&office));
    // Between the first list and the last, what the first spoke of moves on.
    let lists = ion.lists(2);
    let last = lists.len() - 1;
    for (at, list) in lists.into_iter().enumerate() {
        let heard = ion.say(&office, vec![list.into()]);
        if at == 0 {
            ana.edit(sessions[0], &[title_is("Moved")]);
            ana.sync(&office);
        }
        if at < last {
            assert_eq!(
                ion.cursor.take(),
                None,
                "only the last list moves the cursor"
            );
        }
        assert!(heard.is_done());
    }
    ion.sync(&office);
    assert_eq!(ion.title(sessions[0]), "Moved");
}
