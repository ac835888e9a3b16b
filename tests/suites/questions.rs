//! A campaign's questions from the workbook to two phones without signal and back: as
//! administrators and volunteers type it.

use std::path::Path;

use serde_json::Value;
use tests::office::Office;
use tests::programs::run_with_input;

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/xlsform");
    folder.join(name).to_str().unwrap().to_owned()
}

fn office() -> Office {
    let office = Office::open(&["suceava:Suceava"]);
    let campaign = ["campaign", "add", "spring", "--title", "Spring"];
    let _ = teren(&office, &campaign).with_code(0);
    for name in ["ana", "ion"] {
        office.hand_out(name, "volunteer", "suceava");
    }
    office
}

fn teren(office: &Office, arguments: &[&str]) -> tests::programs::Finished {
    let data = office.data();
    let data = ["--data", data.to_str().unwrap()];
    tests::programs::run("teren", &[arguments, &data].concat())
}

fn import(office: &Office, file: &str, more: &[&str]) -> tests::programs::Finished {
    let arguments = ["questions", "import", file, "--campaign", "spring"];
    teren(office, &[&arguments, more].concat())
}

fn sync(office: &Office, names: &[&str]) {
    for name in names {
        let _ = phone(office, name, &["sync"]);
    }
}

/// What a phone says.
fn phone(office: &Office, name: &str, arguments: &[&str]) -> String {
    office.phone(name, arguments).with_code(0).out
}

fn answer(office: &Office, name: &str, id: &str, answers: &[&str]) {
    let _ = phone(office, name, &[&["answer", id], answers].concat());
}

/// A session as a phone has it.
fn session(office: &Office, name: &str, id: &str) -> Value {
    let shown = office.phone(name, &["show", id, "--json"]);
    shown.with_code(0).json()
}

fn recorded(office: &Office, name: &str) -> String {
    let form = r#"{ "kind": "school", "title": "Grade 9", "campaign": "spring",
        "started_at": "2017-03-14T08:00:00Z" }"#;
    let folder = office.phone_folder(name);
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &arguments, form).with_code(0).out;
    id.trim().to_owned()
}

/// The answers by question, as a phone shows them.
fn answers(office: &Office, name: &str, id: &str) -> Vec<(String, String)> {
    let shown = office.phone(name, &["questions", id, "--json"]);
    let shown: Value = shown.with_code(0).json();
    let shown = shown["shown"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    shown
        .map(|shown| (text(&shown["name"]), text(&shown["answer"])))
        .filter(|(_, answer)| !answer.is_empty())
        .collect()
}

/// An organisation whose campaign asks the school form, and a session that both phones have.
fn asked() -> (Office, String) {
    let office = office();
    let told = import(&office, &fixture("school.xlsx"), &[]);
    let told = told.with_code(0).out;
    let version = "Version 2017031401 of spring: 8 questions, in en, ro.";
    assert!(told.contains(version), "{told}");
    sync(&office, &["ana"]);
    let id = recorded(&office, "ana");
    sync(&office, &["ana", "ion"]);
    (office, id)
}

#[test]
fn two_phones_answer_different_questions_of_one_session_without_signal() {
    let (office, id) = asked();
    let ana = ["heard=yes", "heard_many=12", "hours=1,5"];
    answer(&office, "ana", &id, &ana);
    let class = ["pupils=24", "grade=9", "--again", "class"];
    answer(&office, "ana", &id, &class);
    let ion = ["fears=abroad other", "fears_other=Documents"];
    answer(&office, "ion", &id, &ion);
    answer(&office, "ion", &id, &["pupils=20", "--again", "class"]);
    sync(&office, &["ana", "ion", "ana"]);

    let mut both = answers(&office, "ana", &id);
    assert_eq!(both, answers(&office, "ion", &id));
    both.sort();
    let both: Vec<_> = both.iter().map(|(q, a)| (q.as_str(), a.as_str())).collect();
    let expected = [
        ("fears", "abroad other"),
        ("fears_other", "Documents"),
        ("grade", "9"),
        ("heard", "yes"),
        ("heard_many", "12"),
        ("hours", "1.5"),
        ("pupils", "20"),
        ("pupils", "24"),
    ];
    assert_eq!(both, expected);
    let shown = phone(&office, "ana", &["questions", &id]);
    assert!(shown.contains("44 pupils in 2 classes"), "{shown}");
    let merged = session(&office, "ana", &id);
    assert_eq!(merged["conflicts"].as_array().unwrap().len(), 0, "{merged}");
    assert_eq!(merged["answers"]["questionnaire"], "2017031401");
}

#[test]
fn an_answer_with_an_identity_number_is_saved_and_said() {
    let (office, id) = asked();
    let first = ["answer", &id, "heard=yes", "fears=other"];
    let told = office.phone("ana", &first).with_code(0).err;
    assert!(!told.contains("looks like"), "{told}");
    let text = "fears_other=She has 2960101123458";
    let told = office.phone("ana", &["answer", &id, text]).with_code(0).err;
    let said = "texts.fears_other: `2960101123458` looks like an identity number";
    assert!(told.contains(said), "{told}");
    let again = office.phone("ana", &["answer", &id, "heard=no"]);
    let told = again.with_code(0).err;
    assert!(!told.contains("looks like"), "said once: {told}");
}

#[test]
fn one_question_answered_differently_is_a_conflict_like_any_other() {
    let (office, id) = asked();
    answer(&office, "ana", &id, &["hours=2"]);
    answer(&office, "ion", &id, &["hours=3"]);
    sync(&office, &["ana", "ion", "ana"]);
    let conflicts = session(&office, "ana", &id)["conflicts"].clone();
    assert_eq!(conflicts.as_array().unwrap().len(), 1, "{conflicts}");
    assert_eq!(conflicts[0]["field"], "answers.hours", "{conflicts}");
}

#[test]
fn what_must_be_answered_is_said_when_a_session_is_over_and_holds_nobody_up() {
    let (office, id) = asked();
    let shown = phone(&office, "ion", &["questions", &id, "--lang", "ro"]);
    let open = "* Auziseră elevii de linia de asistență?";
    assert!(shown.contains(open), "{shown}");
    let over = office.phone("ion", &["edit", &id, "status=done"]);
    let said = over.with_code(0).err;
    assert!(said.contains("still open: Had the pupils heard"), "{said}");
    assert_eq!(session(&office, "ion", &id)["status"], "done");
}

#[test]
fn a_form_is_looked_at_first_and_goes_out_as_it_came_in() {
    let office = office();
    let show = ["questions", "show", "--campaign", "spring"];
    let lost = teren(&office, &show).with_code(1).err;
    let said = "there is no campaign with questions";
    assert!(lost.contains(said), "{lost}");
    let dry = import(&office, &fixture("school.xlsx"), &["--dry-run"]);
    let dry = dry.with_code(0).out;
    assert!(dry.contains("Would be version 2017031401"), "{dry}");
    let passed = "Passed by: survey, the column appearance";
    assert!(dry.contains(passed), "{dry}");
    let list = teren(&office, &["questions", "list", "--json"]);
    assert_eq!(list.with_code(0).json().as_array().unwrap().len(), 0);
    let list = teren(&office, &["questions", "list"]).with_code(0).out;
    assert!(list.contains("No campaign asks questions yet"), "{list}");

    let told = import(&office, &fixture("school.xlsx"), &["--json"]);
    let told = told.with_code(0).json();
    let found = (&told["is_new"], &told["questions"]);
    assert_eq!(found, (&true.into(), &8.into()));
    let out = office.phone_folder("out.xlsx");
    let to = out.to_str().unwrap();
    let export = ["questions", "export", "--campaign", "spring", "--to", to];
    let _ = teren(&office, &export).with_code(0);
    let told = import(&office, to, &[]).with_code(0).out;
    assert!(told.contains("Nothing new: it is version"), "{told}");
    let shown = teren(&office, &[&show[..], &["--language", "ro"]].concat());
    let shown = shown.with_code(0).out;
    assert!(shown.contains("Ore de curs (hours, decimal)"), "{shown}");
    assert!(shown.contains("[9] a IX-a"), "{shown}");
    let unknown = teren(&office, &[&show[..], &["--language", "xx"]].concat());
    let unknown = unknown.with_code(1).err;
    assert!(unknown.contains("there is no language"), "{unknown}");
    let piped = ["questions", "export", "--campaign", "spring", "--to", "-"];
    let piped = teren(&office, &piped).with_code(0).out;
    assert!(piped.starts_with("PK"), "a workbook");

    let wrong = import(&office, &fixture("wrong.xlsx"), &[]).with_code(1);
    let (out, err) = (&wrong.out, &wrong.err);
    assert!(
        out.contains("survey, row 4, type: found `geopoint`"),
        "{out}"
    );
    assert!(err.contains("problems found: 20"), "{err}");
}

#[test]
fn a_later_version_leaves_sessions_alone_that_were_answered_before() {
    let (office, id) = asked();
    let edit = ["edit", &id, "answers.heard=no"];
    let _ = phone(&office, "ana", &edit);
    let later = import(&office, &fixture("street.xlsx"), &[]);
    let later = later.with_code(0).out;
    let version = "Version 2 of spring: 1 question, in default.";
    assert!(later.contains(version), "{later}");
    sync(&office, &["ana"]);
    let kept = answers(&office, "ana", &id);
    assert_eq!(kept, [("heard".to_owned(), "no".to_owned())]);
    let other = recorded(&office, "ana");
    let refused = office.phone("ana", &["answer", &other, "heard=no"]);
    let refused = refused.with_code(2).err;
    assert!(refused.contains("allowed: people"), "{refused}");
    let list = teren(&office, &["questions", "list"]).with_code(0).out;
    assert!(list.contains("street: 1 question, in default"), "{list}");
}
