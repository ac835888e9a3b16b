//! What a phone says of forms and files that are not what they should be: in words, at once, and
//! with nothing changed.

use std::fs;

use tests::office::Office;
use tests::programs::{Finished, run_with_input};

fn office() -> Office {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("ana", "volunteer", "suceava");
    office
}

fn record(office: &Office, form: &str) -> Finished {
    let folder = office.phone_folder("ana");
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    run_with_input("phone", &arguments, form)
}

#[track_caller]
fn says(finished: &Finished, words: &[&str]) {
    for word in words {
        assert!(finished.err.contains(word), "{word}: {}", finished.err);
    }
}

#[test]
fn what_could_only_be_refused_later_is_refused_at_once() {
    let office = office();
    let elsewhere = record(&office, r#"{ "title": "A", "unit": "iasi" }"#).with_code(2);
    says(&elsewhere, &["unit: found `iasi`, allowed: suceava"]);
    let times = r#"{ "title": "A", "started_at": "2017-03-14T08:00:00Z",
                     "ended_at": "2017-03-14T07:00:00Z" }"#;
    says(
        &record(&office, times).with_code(2),
        &["ended_at", "started_at"],
    );
    let many = r#"{ "title": "A", "reached": { "f.14-17": 1000001 } }"#;
    says(
        &record(&office, many).with_code(2),
        &["reached.f.14-17", "1000000"],
    );

    let most = r#"{ "title": "A", "reached": { "f.14-17": 1000000 } }"#;
    let id = record(&office, most).with_code(0).out.trim().to_owned();
    for (more, found) in [("+=1", "1000000 + 1"), ("-=1000001", "1000001")] {
        let edit = format!("reached.f.14-17{more}");
        let refused = office.phone("ana", &["edit", &id, &edit]).with_code(2);
        says(&refused, &["reached.f.14-17", found]);
    }
    let listed = office.phone("ana", &["list", "--json"]).with_code(0).json();
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(listed[0]["people"], 1_000_000);
}

#[test]
fn what_a_form_cannot_say_is_named() {
    let office = office();
    let id = record(&office, r#"{ "title": "A" }"#).with_code(0).out;
    let shown = office.phone("ana", &["show", id.trim(), "--json"]);
    let mut form = shown.with_code(0).json();
    form["review"] = serde_json::json!({ "state": "verified" });
    let again = record(&office, &form.to_string()).with_code(0);
    says(
        &again,
        &[
            "id of the form was left out",
            "review of the form was left out",
        ],
    );
    assert!(!again.err.contains("conflicts"), "{}", again.err);
    assert_ne!(again.out, id, "it is another session");
}

#[test]
fn a_file_that_is_no_form_is_named_in_words() {
    let office = office();
    let endless = office.phone("ana", &["record", "/dev/zero"]).with_code(2);
    says(&endless, &["/dev/zero", "at most 2097152 bytes"]);
    let folder = office.data();
    for (file, words) in [(folder.to_str().unwrap(), "folder"), ("/nowhere", "none")] {
        let refused = office.phone("ana", &["record", file]).with_code(2);
        says(&refused, &[file, words]);
        assert!(!refused.err.contains("os error"), "{}", refused.err);
    }
}

#[test]
fn a_list_of_members_that_was_lost_is_made_again_and_said() {
    let office = office();
    let id = record(&office, r#"{ "title": "A" }"#).with_code(0).out;
    let list = office.phone_folder("ana").join("members.json");
    fs::write(&list, "{").unwrap();
    let shown = office.phone("ana", &["show", id.trim()]).with_code(0);
    says(&shown, &["list of members", "me", "nothing is lost"]);
    fs::remove_file(&list).unwrap();
    let status = office.phone("ana", &["status", "--json"]).with_code(0);
    says(&status, &["list of members"]);
    assert_eq!(status.json()["unsent"], 1);
    let quiet = office.phone("ana", &["status"]).with_code(0);
    assert!(!quiet.err.contains("list of members"), "{}", quiet.err);
}
