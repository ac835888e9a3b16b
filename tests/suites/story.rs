//! The main job as people do it: real `phone`s and a real `teren`, over TLS.

use std::fs;
use std::sync::Barrier;
use std::thread;

use client_core::model::{Edit, Register};
use serde_json::Value;
use tests::office::{Enrolled, Office};
use tests::programs::{Finished, run, run_with_input};

const SESSION: &str = r#"{
  "kind": "school", "title": "Grade 9-10, two classes", "status": "done",
  "place": { "country": "RO", "adm1": "RO-SV", "locality": "Radauti" },
  "planned_for": "2017-03-14T08:00:00Z", "started_at": "2017-03-14T08:05:00Z",
  "reached": { "f.14-17": 31, "m.14-17": 27 }, "materials": { "brochure": 60 },
  "notes": "Many asked about contracts abroad."
}"#;

fn office() -> Office {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("ana", "volunteer", "suceava");
    office.hand_out("ion", "volunteer", "suceava");
    office
}

fn record(office: &Office, name: &str, form: &str) -> Finished {
    let folder = office.phone_folder(name);
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    run_with_input("phone", &arguments, form)
}

fn recorded(office: &Office, name: &str) -> String {
    let id = record(office, name, SESSION).with_code(0).out;
    id.trim().to_owned()
}

fn sync(office: &Office, name: &str) -> Value {
    office.phone(name, &["sync", "--json"]).with_code(0).json()
}

fn show(office: &Office, name: &str, id: &str) -> Value {
    let shown = office.phone(name, &["show", id, "--json"]);
    shown.with_code(0).json()
}

#[test]
fn what_one_records_another_continues() {
    let office = office();
    let id = recorded(&office, "ana");
    let first = sync(&office, "ana");
    assert_eq!((&first["sent"], &first["refused"]), (&2.into(), &0.into()));
    assert_eq!(first["round_trips"], 1, "{first}");
    sync(&office, "ion");
    let seen = show(&office, "ion", &id);
    assert_eq!(seen["title"], "Grade 9-10, two classes");
    assert_eq!(seen["notes"], "Many asked about contracts abroad.");
    assert_eq!(seen["reached"]["f.14-17"], 31);

    // Both count, without a line; neither knows of the other.
    let count = ["edit", &id, "reached.f.14-17+=4", "notes+=' Two stayed.'"];
    let _ana = office.phone("ana", &count).with_code(0);
    let _ion = office
        .phone(
            "ion",
            &["edit", &id, "reached.f.14-17+=2", "topics+=forced_labour"],
        )
        .with_code(0);
    for name in ["ana", "ion", "ana"] {
        sync(&office, name);
    }
    assert_eq!(show(&office, "ana", &id), show(&office, "ion", &id));
    let merged = show(&office, "ana", &id);
    assert_eq!(merged["reached"]["f.14-17"], 37);
    assert_eq!(merged["topics"][0], "forced_labour");
    assert_eq!(merged["conflicts"].as_array().unwrap().len(), 0);
}

#[test]
fn what_people_disagree_about_is_shown_and_settled() {
    let office = office();
    let id = recorded(&office, "ana");
    sync(&office, "ana");
    sync(&office, "ion");
    let _ = office
        .phone("ana", &["edit", &id, "title=Grade 9"])
        .with_code(0);
    let _ = office
        .phone("ion", &["edit", &id, "title=Grade 10"])
        .with_code(0);
    for name in ["ana", "ion", "ana"] {
        sync(&office, name);
    }
    let conflicts = office.phone("ana", &["conflicts"]).with_code(0).out;
    assert!(
        conflicts.contains("Grade 9") && conflicts.contains("Grade 10"),
        "{conflicts}"
    );
    let _ = office
        .phone("ana", &["resolve", &id, "title", "1"])
        .with_code(0);
    for name in ["ana", "ion"] {
        sync(&office, name);
    }
    let settled = show(&office, "ion", &id);
    assert_eq!(settled["conflicts"].as_array().unwrap().len(), 0);
    assert_eq!(settled, show(&office, "ana", &id));

    // A withdrawn session leaves the lists and stays to be read.
    let _ = office
        .phone("ana", &["withdraw", &id, "entered twice"])
        .with_code(0);
    sync(&office, "ana");
    sync(&office, "ion");
    let listed = office.phone("ion", &["list", "--json"]).with_code(0).json();
    assert_eq!(listed.as_array().unwrap().len(), 0, "{listed}");
    assert_eq!(show(&office, "ion", &id)["withdrawn"], "entered twice");
}

#[test]
fn a_volunteer_reads_names_and_not_ids() {
    let office = office();
    let id = recorded(&office, "ana");
    sync(&office, "ana");
    sync(&office, "ion");
    let _ = office.phone("ion", &["assign", &id, "ana"]).with_code(0);
    let shown = office.phone("ion", &["show", &id]).with_code(0).out;
    for line in ["unit: Suceava\n", "team.ana: lead\n"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    let nothing = "0190a3c2-0000-7000-8000-000000000000";
    let asked = office.phone("ion", &["fetch", nothing]).with_code(0).out;
    assert!(asked.contains("check the id"), "{asked}");
    let here = office.phone("ion", &["fetch", &id]).with_code(0).out;
    assert!(here.contains("already"), "{here}");
}

#[test]
fn a_phone_says_what_is_wrong_with_what_was_typed() {
    let office = office();
    let wrong = r#"{ "kind": "party", "title": 7, "reached": { "f.15-19": 3 }, "colour": "red" }"#;
    let refused = record(&office, "ana", wrong).with_code(2);
    for word in ["kind", "party", "school", "title", "f.15-19", "colour"] {
        assert!(refused.err.contains(word), "{word}: {}", refused.err);
    }
    assert_eq!(refused.out, "");
    let listed = office.phone("ana", &["list", "--json"]).with_code(0).json();
    assert_eq!(listed.as_array().unwrap().len(), 0, "half imported");

    let id = recorded(&office, "ana");
    let wrong = office
        .phone("ana", &["edit", &id, "status=finished"])
        .with_code(2);
    assert!(
        wrong.err.contains("running") && wrong.err.contains("finished"),
        "{}",
        wrong.err
    );
    for arguments in [
        &["edit", "x", "title=A"][..],
        &["show", "0191f0a2-0000-7000-8000-000000000000"],
        &["resolve", &id, "title", "1"],
        &["join", "https://localhost"],
        &["dance"],
    ] {
        let refused = office.phone("ana", arguments).with_code(2);
        assert!(!refused.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_phone_without_a_server_says_that_nothing_is_lost() {
    let mut office = office();
    let id = recorded(&office, "ana");
    office.kill();
    let cut = office.phone("ana", &["sync"]).with_code(3);
    assert!(cut.err.contains("nothing is lost"), "{}", cut.err);
    let status = office
        .phone("ana", &["status", "--json"])
        .with_code(0)
        .json();
    assert_eq!(status["unsent"], 1);
    assert_eq!(show(&office, "ana", &id)["reached"]["m.14-17"], 27);
    office.restart();
    assert_eq!(sync(&office, "ana")["sent"], 2);
    let status = office
        .phone("ana", &["status", "--json"])
        .with_code(0)
        .json();
    assert_eq!(status["unsent"], 0);
}

#[test]
fn a_refusal_has_an_exit_code_of_its_own() {
    let office = office();
    let id = recorded(&office, "ana");
    sync(&office, "ana");
    sync(&office, "ion");
    // Only whoever recorded a session, or a coordinator, may withdraw it: Ion is one for a while.
    let role = |role: &str| {
        let data = office.data();
        let of = ["--data", data.to_str().unwrap(), "--member", "ion"];
        let act = [&["member", "role"], &of[..], &["--role", role]].concat();
        let _ = run("teren", &act).with_code(0);
    };
    role("coordinator");
    sync(&office, "ion");
    let _ = office
        .phone("ion", &["withdraw", &id, "not mine"])
        .with_code(0);
    role("volunteer");
    let refused = office.phone("ion", &["sync"]).with_code(4);
    assert!(refused.err.contains("attention"), "{}", refused.err);
    assert_eq!(show(&office, "ion", &id).get("withdrawn"), None);
    let unknown = office
        .phone("eve", &["join", &used_up(&office)])
        .with_code(4);
    assert!(unknown.err.contains("invite"), "{}", unknown.err);
}

fn used_up(office: &Office) -> String {
    let link = office.invite("eva", "volunteer", "iasi");
    let _ = office.phone("eva", &["join", &link]).with_code(0);
    link
}

#[test]
fn two_members_share_a_phone() {
    let office = office();
    for name in ["vera", "dan"] {
        let link = office.invite(name, "volunteer", "iasi");
        let _ = office
            .phone("shared", &["--member", name, "join", &link])
            .with_code(0);
    }
    let folder = office.phone_folder("shared");
    let folder = folder.to_str().unwrap();
    let arguments = ["--store", folder, "--member", "vera", "record", "-"];
    let id = run_with_input("phone", &arguments, SESSION)
        .with_code(0)
        .out;
    let id = id.trim();
    // Dan sees a number, not the session.
    let dan =
        |arguments: &[&str]| office.phone("shared", &[&["--member", "dan"], arguments].concat());
    let status = dan(&["status", "--json"]).with_code(0).json();
    assert_eq!(status["others"][0]["unsent"], 1, "{status}");
    let _ = dan(&["show", id]).with_code(2);
    let _ = office.phone("shared", &["list"]).with_code(2);
    // It goes up under Vera's credential, and then Dan may see it.
    assert_eq!(dan(&["sync", "--json"]).with_code(0).json()["sent"], 0);
    let vera = office.phone("shared", &["--member", "vera", "sync", "--json"]);
    assert_eq!(vera.with_code(0).json()["sent"], 2);
    assert_eq!(dan(&["sync", "--json"]).with_code(0).json()["received"], 2);
    let shown = dan(&["show", id, "--json"]).with_code(0).json();
    assert_eq!(shown["title"], "Grade 9-10, two classes");
}

/// A store that cannot be used is no dead end, and nobody but a person moves it.
#[test]
fn a_store_that_cannot_be_used_is_set_aside_by_hand() {
    let office = office();
    let _id = recorded(&office, "ana");
    let folder = office.phone_folder("ana");
    let slots = fs::read_dir(folder.join("members")).unwrap();
    let store = slots.last().unwrap().unwrap().path().join("store.db");
    fs::write(&store, [7; 8192]).unwrap();
    let damaged = office.phone("ana", &["list"]).with_code(2);
    assert!(damaged.err.contains("set-aside"), "{}", damaged.err);
    let link = office.invite("ana-2", "volunteer", "suceava");
    let taken = office.phone("ana", &["join", &link]).with_code(2);
    assert!(taken.err.contains("set-aside"), "{}", taken.err);
    assert_eq!(
        fs::read(&store).unwrap(),
        [7; 8192],
        "joining left it alone"
    );

    let said = office.phone("ana", &["set-aside"]).with_code(0).out;
    let moved = store.with_extension("db.damaged-1");
    assert!(said.contains(moved.to_str().unwrap()), "{said}");
    assert!(said.contains("never sent: 1"), "{said}");
    assert_eq!(fs::read(&moved).unwrap(), [7; 8192]);
    let _ = office.phone("ana", &["join", &link]).with_code(0);
    let _ = sync(&office, "ana");
    let _ = office.phone("nobody", &["set-aside"]).with_code(2);
}

/// A phone is handed on when everything of its member is at the server, and not before.
#[test]
fn a_member_leaves_a_phone_when_everything_is_sent() {
    let office = office();
    let id = recorded(&office, "ana");
    let early = office.phone("ana", &["leave"]).with_code(1);
    assert!(
        early.err.contains("sessions to send: 1; sync first"),
        "{}",
        early.err
    );
    let _ = office.phone("ana", &["show", &id]).with_code(0);

    let _ = sync(&office, "ana");
    let _ = office.phone("ana", &["leave"]).with_code(0);
    let folder = office.phone_folder("ana");
    assert_eq!(fs::read_dir(folder.join("members")).unwrap().count(), 0);
    assert!(!folder.join("me.key").exists());
    let link = office.invite("ana-2", "volunteer", "suceava");
    let _ = office.phone("ana", &["join", &link]).with_code(0);
    let _ = sync(&office, "ana");
    let listed = office.phone("ana", &["list", "--json"]).with_code(0).out;
    assert!(listed.contains(&id), "{listed}");
}

#[test]
fn a_key_is_drawn_by_joining_and_by_nothing_else() {
    let office = office();
    let folder = office.phone_folder("ana");
    let key = folder.join("me.key");
    let kept = folder.join("kept");
    fs::rename(&key, &kept).unwrap();
    let link = office.invite("ana-2", "volunteer", "suceava");
    for arguments in [&["list"][..], &["sync"]] {
        let missing = office.phone("ana", arguments).with_code(2);
        let expected = format!("key file {} is missing", key.display());
        assert!(missing.err.contains(&expected), "{}", missing.err);
    }
    let _taken = office.phone("ana", &["join", &link]).with_code(2);
    let no_file = ["--key-file", "/nowhere/key", "list"];
    let missing = office.phone("ana", &no_file).with_code(2);
    assert!(missing.err.contains("is missing"), "{}", missing.err);
    assert!(!key.exists());
    fs::write(&key, [0xff; 64]).unwrap();
    let damaged = office.phone("ana", &["list"]).with_code(2);
    let expected = format!("the key file {} holds no key", key.display());
    assert!(damaged.err.contains(&expected), "{}", damaged.err);
    fs::rename(&kept, &key).unwrap();
    let _listed = office.phone("ana", &["list"]).with_code(0);
}

#[test]
fn a_name_that_cannot_stand_for_a_member_leaves_nothing_behind() {
    let office = office();
    let link = office.invite("eve", "volunteer", "iasi");
    for name in ["../../x", "", "ștefan", &"a".repeat(300)] {
        let refused = office.phone("eve", &["--member", name, "join", &link]);
        let refused = refused.with_code(2);
        assert!(refused.err.contains("1 to 64 of a-z"), "{}", refused.err);
    }
    assert!(!office.phone_folder("eve").exists());
}

#[test]
fn a_link_that_was_cut_off_is_told_from_a_strange_server() {
    let office = office();
    let link = office.invite("eve", "volunteer", "iasi");
    let (cut, _pin) = link.split_once("&pin=").unwrap();
    let refused = office.phone("eve", &["join", cut]).with_code(2);
    assert!(refused.err.contains("may be cut off"), "{}", refused.err);
    let _whole = office.phone("eve", &["join", &link]).with_code(0);
}

/// Many phones count in one session and send at the same moment.
#[test]
fn everybody_at_once() {
    const PHONES: usize = 6;
    const ROUNDS: usize = 4;
    let office = Office::open(&["suceava:Suceava"]);
    let phones: Vec<Enrolled> = (0..PHONES)
        .map(|number| office.enrol(&format!("member-{number}"), "volunteer", "suceava"))
        .collect();
    let title = Edit::text(Register::Title, "One square, many doors");
    let doc = phones[0].client.begin(None, &[title]).unwrap();
    phones.iter().for_each(|phone| drop(phone.sync()));
    let start = Barrier::new(PHONES);
    thread::scope(|scope| {
        for phone in &phones {
            scope.spawn(|| {
                for _ in 0..ROUNDS {
                    let cell = "reached.f.14-17".parse().unwrap();
                    phone.client.count(doc, cell, 1).unwrap();
                    start.wait();
                    phone.sync();
                }
            });
        }
    });
    for phone in &phones {
        phone.sync();
        let session = phone.client.session(doc).unwrap();
        assert_eq!(session.people_reached(), (PHONES * ROUNDS) as u64);
        assert!(session.conflicts.is_empty());
    }
    let _clean = office.teren("check", &[]).with_code(0);
}
