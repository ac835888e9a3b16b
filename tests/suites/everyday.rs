//! The everyday work on phones as people type it: planning, assigning, telling duplicates, hiding
//! and showing again. What a coordinator does in a browser is tested beside the pages.

use serde_json::Value;
use tests::office::Office;
use tests::programs::{run, run_with_input};

fn office() -> Office {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("eva", "coordinator", "suceava");
    office.hand_out("ana", "volunteer", "suceava");
    office.hand_out("ion", "volunteer", "suceava");
    for name in ["eva", "ana", "ion"] {
        sync(&office, name);
    }
    office
}

fn sync(office: &Office, name: &str) {
    let _ = office.phone(name, &["sync"]).with_code(0);
}

fn json(office: &Office, name: &str, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--json"]].concat();
    office.phone(name, &arguments).with_code(0).json()
}

fn recorded(office: &Office, name: &str, venue: &str, began: &str) -> String {
    let form = format!(
        r#"{{ "kind": "school", "title": "Grade 9", "status": "done", "started_at": "{began}",
              "place": {{ "country": "RO", "adm1": "RO-SV", "locality": "Radauti",
                          "venue": "{venue}" }} }}"#
    );
    let folder = office.phone_folder(name);
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &arguments, &form).with_code(0).out;
    id.trim().to_owned()
}

#[test]
fn a_coordinator_plans_and_assigns_on_a_phone() {
    let office = office();
    let plan = [
        "plan",
        "Grade 9",
        "--when",
        "2017-03-14T08:00:00Z",
        "--county",
        "RO-SV",
    ];
    let plan = [plan.as_slice(), &["--town", "Radauti", "--lead", "Ana"]].concat();
    let id = office.phone("eva", &plan).with_code(0).out;
    let id = id.trim();
    let _ = office
        .phone("eva", &["assign", id, "ion", "--role", "helper"])
        .with_code(0);
    let nobody = office.phone("eva", &["assign", id, "Nobody"]).with_code(2);
    assert!(nobody.err.contains("no member"), "{}", nobody.err);
    sync(&office, "eva");
    sync(&office, "ana");
    let list = office.phone("ana", &["list"]).with_code(0).out;
    assert!(list.contains("Grade 9 (Radauti)  for "), "{list}");
    assert!(list.contains("ana") && list.contains("ion"), "{list}");
    let rows = json(&office, "ana", &["list"]);
    assert_eq!(rows[0]["team"].as_array().unwrap().len(), 2);

    let _ = office
        .phone("eva", &["assign", id, "ion", "--off"])
        .with_code(0);
    sync(&office, "eva");
    sync(&office, "ana");
    let rows = json(&office, "ana", &["list"]);
    assert_eq!(rows[0]["team"].as_array().unwrap().len(), 1);
}

#[test]
fn a_session_is_given_to_nobody_to_whom_it_never_comes() {
    let office = office();
    let data = office.data();
    let make = "programme create --id neighbours --name Neighbours --unit suceava --data";
    let mut make: Vec<&str> = make.split(' ').collect();
    make.push(data.to_str().unwrap());
    let _made = run("teren", &make).with_code(0);
    office.hand_out_seat("vera", "suceava", &["neighbours"]);
    sync(&office, "eva");
    let plan = ["plan", "Grade 9", "--when", "2017-03-14T08:00:00Z"];
    let id = office.phone("eva", &plan).with_code(0).out;
    let plan = [plan.as_slice(), &["--lead", "vera"]].concat();
    for to_vera in [plan.as_slice(), &["assign", id.trim(), "vera"]] {
        let refused = office.phone("eva", to_vera).with_code(2).err;
        let found = "team: found `vera`, partner of suceava, allowed: a member of suceava";
        assert!(refused.contains(found), "{refused}");
    }
}

#[test]
fn the_authors_of_one_event_settle_it_on_their_phones() {
    let office = office();
    let kept = recorded(&office, "ana", "Sc. gen. nr. 3", "2017-03-14T08:00:00Z");
    let twin = recorded(
        &office,
        "ion",
        "Scoala Gimnaziala Nr. 3",
        "2017-03-14T09:00:00Z",
    );
    let _other = recorded(&office, "ion", "Sc. gen. nr. 8", "2017-03-14T09:00:00Z");
    for name in ["ana", "ion", "ana"] {
        sync(&office, name);
    }
    for name in ["ana", "ion"] {
        let pairs = json(&office, name, &["duplicates"]);
        assert_eq!(pairs.as_array().unwrap().len(), 1, "{pairs}");
        assert_eq!(
            (&pairs[0]["place"], &pairs[0]["minutes"]),
            (&"name".into(), &60.into())
        );
    }
    let shown = office.phone("ana", &["duplicates"]).with_code(0).out;
    assert!(
        shown.contains("the same place by name, 60 min apart"),
        "{shown}"
    );
    assert!(shown.contains("by ion"), "{shown}");
    let eva = json(&office, "eva", &["duplicates"]);
    assert_eq!(eva.as_array().unwrap().len(), 0, "neither is hers");

    let refused = office
        .phone("ana", &["duplicate", &twin, &kept])
        .with_code(2);
    assert!(refused.err.contains("coordinator"), "{}", refused.err);
    let _ = office
        .phone("ion", &["duplicate", &twin, &kept])
        .with_code(0);
    let turned = office
        .phone("ana", &["duplicate", &kept, &kept])
        .with_code(2);
    assert!(turned.err.contains("another session"), "{}", turned.err);
    for name in ["ion", "ana"] {
        sync(&office, name);
        assert_eq!(
            json(&office, name, &["duplicates"]),
            Value::Array(Vec::new())
        );
    }
    let list = office.phone("ana", &["list"]).with_code(0).out;
    assert!(list.contains("  duplicate"), "{list}");

    let _ = office
        .phone("ion", &["duplicate", &twin, "--undo"])
        .with_code(0);
    for name in ["ion", "ana"] {
        sync(&office, name);
        let pairs = json(&office, name, &["duplicates"]);
        assert_eq!(pairs.as_array().unwrap().len(), 1);
    }
}

#[test]
fn what_was_hidden_is_shown_again() {
    let office = office();
    let id = recorded(&office, "ana", "Gara", "2017-03-14T08:00:00Z");
    let _ = office
        .phone("ana", &["withdraw", &id, "entered twice"])
        .with_code(0);
    assert_eq!(json(&office, "ana", &["list"]), Value::Array(Vec::new()));
    let _ = office
        .phone("ana", &["withdraw", &id, "--undo"])
        .with_code(0);
    sync(&office, "ana");
    sync(&office, "ion");
    assert_eq!(json(&office, "ion", &["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_coordinator_reviews_on_a_phone_and_a_later_edit_shows() {
    let office = office();
    let id = recorded(&office, "ana", "Gara", "2017-03-14T08:00:00Z");
    sync(&office, "ana");
    sync(&office, "eva");
    let refused = office.phone("ana", &["review", &id, "verified"]);
    let refused = refused.with_code(2).err;
    assert!(
        refused.contains("the word of a volunteer, allowed: a coordinator's"),
        "{refused}"
    );
    let bare = office.phone("eva", &["review", &id, "returned"]);
    assert!(bare.with_code(2).err.contains("review.comment"));

    // What she mended before belongs to what she looked at.
    let _edited = office
        .phone("eva", &["edit", &id, "title=Grade 9, station"])
        .with_code(0);
    let comment = ["--comment", "Well done."];
    let verified = [&["review", &id, "verified"], &comment[..]].concat();
    let _verified = office.phone("eva", &verified).with_code(0);
    for name in ["eva", "ana"] {
        sync(&office, name);
        let shown = office.phone(name, &["show", &id]).with_code(0).out;
        assert!(shown.starts_with("verified: Well done.\n"), "{shown}");
    }
    let _counted = office
        .phone("ana", &["edit", &id, "reached.f.14-17+=3"])
        .with_code(0);
    for name in ["ana", "eva"] {
        sync(&office, name);
        let shown = office.phone(name, &["show", &id]).with_code(0).out;
        let first = "verified, changed after verification: Well done.\n";
        assert!(shown.starts_with(first), "{shown}");
    }
    let returned = ["review", &id, "returned", "--comment", "Which class?"];
    let _returned = office.phone("eva", &returned).with_code(0);
    sync(&office, "eva");
    sync(&office, "ana");
    let list = office.phone("ana", &["list"]).with_code(0).out;
    assert!(list.contains("returned: Which class?"), "{list}");
    let _undone = office.phone("eva", &["review", &id, "--undo"]).with_code(0);
    sync(&office, "eva");
    let shown = json(&office, "eva", &["show", &id]);
    assert_eq!(shown["review"], Value::Null, "{shown}");
}

#[test]
fn what_the_server_would_refuse_or_nobody_could_find_is_refused_on_the_phone() {
    let mut office = office();
    let id = recorded(&office, "ana", "Gara", "2017-03-14T08:00:00Z");
    for name in ["ana", "ion"] {
        sync(&office, name);
    }
    office.kill();
    let hidden = office.phone("ion", &["withdraw", &id, "twice"]);
    let hidden = hidden.with_code(2).err;
    assert!(
        hidden.contains("withdrawn: found somebody else's"),
        "{hidden}"
    );
    let untitled = ["plan", " ", "--when", "2017-03-14T08:00:00Z"];
    let untitled = office.phone("eva", &untitled).with_code(2).err;
    assert!(untitled.contains("title: found nothing"), "{untitled}");
    let plan = ["plan", "Grade 9", "--when", "2017-03-14T08:00:00Z"];
    let county = [&plan[..], &["--county", "RO-XX"]].concat();
    let county = office.phone("eva", &county).with_code(2).err;
    assert!(
        county.contains("place.adm1: found `RO-XX`, allowed: RO-AB, "),
        "{county}"
    );
    let moved = office.phone("ana", &["edit", &id, "place.adm1=RO-SUCEAVA"]);
    assert!(moved.with_code(2).err.contains("found `RO-SUCEAVA`"));
    assert_eq!(json(&office, "eva", &["list"]).as_array().unwrap().len(), 0);
    office.restart();
    sync(&office, "ion");
    assert_eq!(json(&office, "ion", &["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn whoever_moves_to_another_unit_records_there_from_the_next_sync_on() {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("ana", "volunteer", "suceava");
    let _synced = office.phone("ana", &["sync"]).with_code(0);
    let role = [
        "role",
        "--member",
        "ana",
        "--role",
        "volunteer",
        "--unit",
        "iasi",
    ];
    let data = office.data();
    let moved = [&["member"], &role[..], &["--data", data.to_str().unwrap()]].concat();
    let _moved = run("teren", &moved).with_code(0);
    let _synced = office.phone("ana", &["sync"]).with_code(0);

    let folder = office.phone_folder("ana");
    let record = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &record, r#"{ "title": "Grade 9" }"#);
    let id = id.with_code(0).out;
    let _synced = office.phone("ana", &["sync"]).with_code(0);
    let shown = office.phone("ana", &["show", id.trim(), "--json"]);
    assert_eq!(shown.with_code(0).json()["unit"], "iasi");
}
