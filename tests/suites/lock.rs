//! A PIN that was forgotten, with real programs: the phone, the server, the administrator.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use tests::office::Office;
use tests::programs::{Finished, program, run};

const PIN: &str = "271828";
const NEW_PIN: &str = "314159";

/// `teren GROUP ACT` on the office's data.
fn teren(office: &Office, [group, act]: [&str; 2], more: &[&str]) -> Finished {
    let data = office.data();
    let first = [group, act, "--data", data.to_str().unwrap()];
    run("teren", &[first.as_slice(), more].concat())
}

/// A code for the phone of Ana, or why there is none.
fn ask_for_code(office: &Office, more: &[&str]) -> Finished {
    let more = [&["--member", "ana"], more].concat();
    teren(office, ["member", "unlock"], &more)
}

/// A command of a phone, with what the environment says and nothing typed.
fn phone(office: &Office, folder: &str, arguments: &[&str], pins: &[(&str, &str)]) -> Finished {
    let mut command = program("phone");
    let folder = office.phone_folder(folder);
    command.arg("--store").arg(folder).args(arguments);
    command.envs(pins.iter().copied()).stdin(Stdio::null());
    command.output().unwrap().into()
}

fn with_pin(office: &Office, arguments: &[&str], pin: &str) -> Finished {
    phone(office, "ana", arguments, &[("TEREN_PIN", pin)])
}

/// Ana's phone, with a session that was not sent and a PIN of which the server knows.
fn locked() -> Office {
    let office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    // The first sync brings the key to which the phone seals, and leaves what is sealed to it.
    let _set = with_pin(&office, &["pin", "set"], PIN).with_code(0);
    let _synced = with_pin(&office, &["sync"], PIN).with_code(0);
    let form = office.data().with_file_name("form.json");
    fs::write(&form, r#"{ "kind": "school", "title": "Grade 9" }"#).unwrap();
    let record = ["record", form.to_str().unwrap()];
    let _recorded = with_pin(&office, &record, PIN).with_code(0);
    office
}

fn code_from(answer: Finished) -> String {
    let made = answer.with_code(0).json();
    made["code"].as_str().unwrap().to_owned()
}

fn code(office: &Office) -> String {
    code_from(ask_for_code(office, &["--json"]))
}

fn unlock(office: &Office, folder: &str, code: &str) -> Finished {
    let new = [("TEREN_NEW_PIN", NEW_PIN)];
    phone(office, folder, &["unlock", "--code", code], &new)
}

#[test]
fn who_forgot_the_pin_goes_on_where_the_work_stands() {
    let office = locked();
    assert!(
        !office.phone_folder("ana").join("me.key").exists(),
        "the lock alone has it"
    );
    let wrong = with_pin(&office, &["status"], "000000").with_code(2);
    assert!(wrong.err.contains("the PIN is wrong"), "{}", wrong.err);

    let first = code(&office);
    let _opened = unlock(&office, "ana", &first).with_code(0);
    let status = with_pin(&office, &["status", "--json"], NEW_PIN)
        .with_code(0)
        .json();
    assert_eq!(status["unsent"], 1, "nothing was lost");
    let _old = with_pin(&office, &["status"], PIN).with_code(2);

    // The code is used up; until the phone was here again there is no other.
    let again = unlock(&office, "ana", &first).with_code(2);
    assert!(again.err.contains("was used already"), "{}", again.err);
    let same = ask_for_code(&office, &["--json"]).with_code(0).json();
    assert_eq!(same["code"], first.as_str());
    assert!(same["handed_out_before"].is_string(), "{same}");
    let synced = with_pin(&office, &["sync", "--json"], NEW_PIN)
        .with_code(0)
        .json();
    assert_eq!(synced["sent"], 1, "{synced}");
    let next = code(&office);
    assert_ne!(next, first);
    let _opened = unlock(&office, "ana", &next).with_code(0);

    let _changed = phone(
        &office,
        "ana",
        &["pin", "change"],
        &[("TEREN_PIN", NEW_PIN), ("TEREN_NEW_PIN", PIN)],
    )
    .with_code(0);
    let _removed = with_pin(&office, &["pin", "remove"], PIN).with_code(0);
    let _open = office.phone("ana", &["sync"]).with_code(0);
    let none = ask_for_code(&office, &[]).with_code(1);
    assert!(
        none.err.contains("it has no PIN, or was not here"),
        "{}",
        none.err
    );
}

#[test]
fn a_code_that_was_not_needed_opens_nothing_after_the_next_sync() {
    let office = locked();
    let first = code(&office);
    // Ana remembered her PIN after all.
    let _synced = with_pin(&office, &["sync"], PIN).with_code(0);
    let refused = unlock(&office, "ana", &first).with_code(2);
    let said = "lost its force when this phone synced";
    assert!(refused.err.contains(said), "{}", refused.err);
    let _as_before = with_pin(&office, &["status"], PIN).with_code(0);
    let made = ask_for_code(&office, &["--json"]).with_code(0).json();
    assert!(made["handed_out_before"].is_null(), "{made}");
    let next = made["code"].as_str().unwrap();
    assert_ne!(next, first);
    let _opened = unlock(&office, "ana", next).with_code(0);
}

#[test]
fn a_code_is_shown_as_a_picture_and_noted() {
    let office = locked();
    let shown = ask_for_code(&office, &[]).with_code(0);
    assert!(shown.out.contains('\u{2588}') && shown.out.contains("\nteren-unlock:"));
    assert!(
        shown.out.contains("once, and asks for a new PIN"),
        "{}",
        shown.out
    );
    assert!(!shown.out.contains("Handed out before"), "{}", shown.out);
    let again = ask_for_code(&office, &[]).with_code(0);
    assert!(
        again.out.contains("Handed out before, at 2"),
        "{}",
        again.out
    );
    // The PIN may be typed as well.
    let mut command = program("phone");
    command.arg("--store").arg(office.phone_folder("ana"));
    command
        .args(["status", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PIN}").unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn no_code_before_the_phone_was_here_nor_for_one_that_is_closed() {
    let office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let _set = with_pin(&office, &["pin", "set"], PIN).with_code(0);
    let early = ask_for_code(&office, &[]).with_code(1);
    assert!(
        early.err.contains("no code can be made for this phone yet"),
        "{}",
        early.err
    );
    let _synced = with_pin(&office, &["sync"], PIN).with_code(0);
    let made = ask_for_code(&office, &["--json"]).with_code(0).json();
    let id = made["phone"].as_str().unwrap();
    let _closed = teren(&office, ["device", "close"], &[id]).with_code(0);
    let closed = ask_for_code(&office, &["--phone", id]).with_code(1);
    assert!(
        closed.err.contains("this phone is closed"),
        "{}",
        closed.err
    );
}

#[test]
fn members_of_one_phone_open_nothing_of_each_other() {
    let office = locked();
    let link = office.invite("ion", "volunteer", "suceava");
    let ion = |arguments: &[&str], pin: &str| {
        let arguments = [&["--member", "ion"], arguments].concat();
        phone(&office, "ana", &arguments, &[("TEREN_PIN", pin)])
    };
    let _joined = ion(&["join", &link], "").with_code(0);
    let _set = ion(&["pin", "set"], "ion's own").with_code(0);
    let _synced = ion(&["sync"], "ion's own").with_code(0);
    let _refused = ion(&["list"], PIN).with_code(2);
    let list = ion(&["list"], "ion's own").with_code(0);
    assert!(!list.out.contains("Grade 9"), "{}", list.out);
    // Of the other a name and a number, and nothing else.
    let status = ion(&["status", "--json"], "ion's own").with_code(0).json();
    assert_eq!(
        status["others"],
        serde_json::json!([{ "label": "me", "unsent": 1, "unsent_photos": 0 }])
    );
    let of_ana = code(&office);
    let new = [("TEREN_NEW_PIN", NEW_PIN)];
    let arguments = ["--member", "ion", "unlock", "--code", &of_ana];
    let other = phone(&office, "ana", &arguments, &new).with_code(2);
    assert!(
        other.err.contains("this code is for another phone"),
        "{}",
        other.err
    );
}

#[test]
fn a_backup_opens_what_phones_left_before_it() {
    let office = locked();
    let to = office.data().with_file_name("backup");
    let _made = office
        .teren("backup", &["--to", to.to_str().unwrap()])
        .with_code(0);
    let elsewhere = office.data().with_file_name("elsewhere");
    let (from, data) = (to.to_str().unwrap(), elsewhere.to_str().unwrap());
    let _put = run("teren", &["restore", "--from", from, "--data", data]).with_code(0);
    let arguments = [
        "member", "unlock", "--data", data, "--member", "ana", "--json",
    ];
    let code = code_from(run("teren", &arguments));
    let _opened = unlock(&office, "ana", &code).with_code(0);
}

#[test]
fn a_server_that_lost_what_phones_left_gets_it_again() {
    let mut office = locked();
    // Another key: what was left is worth nothing, and phones seal anew once they have heard.
    office.kill();
    fs::remove_file(office.data().join("secrets/recovery.key")).unwrap();
    office.restart();
    let lost = ask_for_code(&office, &[]).with_code(1);
    assert!(
        lost.err.contains("an earlier recovery key only"),
        "{}",
        lost.err
    );
    // The sync that brings the new key leaves what is sealed to it.
    let _synced = with_pin(&office, &["sync"], PIN).with_code(0);
    let _opened = unlock(&office, "ana", &code(&office)).with_code(0);
}
