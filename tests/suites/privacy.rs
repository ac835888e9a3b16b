//! What must not be in a note: said on the phone when it is written, never in the way.

use tests::office::Office;
use tests::programs::{Finished, run_with_input};

const NOTE: &str =
    "She left 0745 123 456, lives at str. Zorilor nr. 14; helpline 0800 800 678 given.";

fn office() -> Office {
    let office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    office
}

fn record(office: &Office, form: &str, more: &[&str]) -> Finished {
    let folder = office.phone_folder("ana");
    let mut arguments = vec!["--store", folder.to_str().unwrap(), "record", "-"];
    arguments.extend(more);
    run_with_input("phone", &arguments, form)
}

fn form(note: &str) -> String {
    serde_json::json!({ "title": "Market", "notes": note }).to_string()
}

#[test]
fn a_phone_says_what_should_not_be_in_a_note_and_saves_it_anyhow() {
    let office = office();
    let recorded = record(&office, &form(NOTE), &[]).with_code(0);
    for words in [
        "notes: `0745 123 456` looks like a phone number",
        "a street address",
    ] {
        assert!(recorded.err.contains(words), "{words}: {}", recorded.err);
    }
    assert!(!recorded.err.contains("0800"), "{}", recorded.err);
    let id = recorded.out.trim();
    let shown = office.phone("ana", &["show", id, "--json"]).with_code(0);
    assert_eq!(shown.json()["notes"], NOTE);

    let counted = office
        .phone("ana", &["edit", id, "groups.parents+=3"])
        .with_code(0);
    assert!(
        !counted.err.contains("looks like"),
        "said once: {}",
        counted.err
    );
    let more = ["edit", id, "notes+= Write to ana@example.org.", "--json"];
    let more = office.phone("ana", &more).with_code(0);
    let expected = serde_json::json!([
        { "field": "notes", "kind": "email", "words": "ana@example.org" }
    ]);
    assert_eq!(more.json()["warnings"], expected);
}

#[test]
fn a_harmless_note_is_saved_without_a_word() {
    let office = office();
    let note = "58 pupils, 08:05-09:40, School no. 5, helpline 0800 800 678, str. Unirii 40 people";
    let recorded = record(&office, &form(note), &["--json"]).with_code(0);
    assert_eq!(recorded.json()["warnings"], serde_json::json!([]));
    assert!(!recorded.err.contains("looks like"), "{}", recorded.err);
}
