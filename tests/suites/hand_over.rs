//! Work that leaves a phone without a network, as people do it: files from one phone to another,
//! and a server that hears of it from whoever comes to town first.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use client_core::client::{Cancel, SyncEnd};
use client_core::envelope::series::Series;
use client_core::envelope::{Envelope, open, seal};
use client_core::ids::{DeviceId, DocId};
use client_core::model::catalogue::Entry;
use client_core::time::Timestamp;
use client_core::wire::{Certificate, Put};
use ed25519_dalek::SigningKey;
use serde_json::Value;
use tests::office::Office;
use tests::programs::{Finished, program, run, run_with_input};
use tests::qr;
use tests::seed::Seed;

const PHONES: [&str; 3] = ["ana", "ion", "eva"];

/// Three volunteers of one centre and one of another, who have all been here once.
fn office() -> Office {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    for name in PHONES {
        office.hand_out(name, "volunteer", "suceava");
    }
    office.hand_out("dan", "volunteer", "iasi");
    for name in ["ana", "ion", "eva", "dan"] {
        sync(&office, name);
    }
    office
}

fn sync(office: &Office, name: &str) -> Finished {
    office.phone(name, &["sync"]).with_code(0)
}

fn recorded(office: &Office, name: &str, title: &str) -> String {
    let form = format!(
        r#"{{ "kind": "school", "title": "{title}", "status": "done",
              "started_at": "2017-03-14T08:00:00Z", "reached": {{ "f.14-17": 31 }},
              "place": {{ "country": "RO", "adm1": "RO-SV", "locality": "Radauti" }},
              "notes": "Many asked about contracts abroad." }}"#
    );
    let folder = office.phone_folder(name);
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &arguments, &form).with_code(0).out;
    id.trim().to_owned()
}

/// Where a phone's file lies; each is handed over under a name of its own.
fn file(office: &Office, name: &str) -> PathBuf {
    office.phone_folder(name).with_extension("teren")
}

fn hand_over(office: &Office, from: &str, what: &[&str]) -> PathBuf {
    let file = file(office, from);
    let to = ["--to", file.to_str().unwrap()];
    let _made = office
        .phone(from, &[&["hand-over"], what, &to].concat())
        .with_code(0);
    file
}

fn take(office: &Office, name: &str, file: &Path) -> Finished {
    office.phone(name, &["take", file.to_str().unwrap(), "--json"])
}

fn json(office: &Office, name: &str, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--json"]].concat();
    office.phone(name, &arguments).with_code(0).json()
}

fn carrying(office: &Office, name: &str) -> Value {
    json(office, name, &["status"])["carrying"].clone()
}

/// What the server counts: titles with girls of 14 to 17, and that its figures are its documents'.
fn counted(office: &Office) -> Vec<(String, i64)> {
    let _right = office.teren("check", &[]).with_code(0);
    let exported = office.teren("export", &["--format", "json", "--to", "-"]);
    let sessions = exported.with_code(0).json();
    let sessions = sessions.as_array().unwrap().iter();
    let counted = sessions.map(|session| {
        let title = session["title"].as_str().unwrap().to_owned();
        (title, session["reached"]["f.14-17"].as_i64().unwrap())
    });
    counted.collect()
}

#[test]
fn a_colleague_shows_edits_and_brings_what_was_handed_over() {
    let office = office();
    let id = recorded(&office, "ana", "Grade 9");
    let file = hand_over(&office, "ana", &[&id]);
    let taken = take(&office, "ion", &file).with_code(0).json();
    assert_eq!(taken[0]["name"], "ana");
    assert_eq!(taken[0]["documents"][0]["became"], "new");
    assert_eq!(taken[0]["carried"], true);
    let shown = json(&office, "ion", &["show", &id]);
    assert_eq!(shown["reached"]["f.14-17"], 31);
    assert_eq!(shown["notes"], "Many asked about contracts abroad.");
    let listed = office.phone("ion", &["list"]).with_code(0).out;
    assert!(listed.contains("brought by ana"), "{listed}");
    let shown = office.phone("ion", &["show", &id]).with_code(0).out;
    assert!(shown.contains("brought by ana"), "{shown}");
    let status = office.phone("ion", &["status"]).with_code(0).out;
    assert!(status.contains("1 hand-over to carry"), "{status}");
    assert!(status.contains("unsent: 0"), "{status}");

    let edits = ["edit", &id, "reached.f.14-17+=2", "notes+= Two came late."];
    let _edited = office.phone("ion", &edits).with_code(0);
    let told = sync(&office, "ion").out;
    assert!(told.contains("1 hand-over carried"), "{told}");
    assert_eq!(counted(&office), [("Grade 9".to_owned(), 33)]);
    assert_eq!(carrying(&office, "ion"), 0);

    // Its author comes later, with the same changes: counted once, and ion's are there.
    sync(&office, "ana");
    assert_eq!(counted(&office), [("Grade 9".to_owned(), 33)]);
    assert_eq!(json(&office, "ana", &["status"])["unsent"], 0);
    for name in PHONES {
        sync(&office, name);
        let shown = json(&office, name, &["show", &id]);
        assert_eq!(shown["reached"]["f.14-17"], 33, "{name}");
        let notes = "Many asked about contracts abroad. Two came late.";
        assert_eq!(shown["notes"], notes, "{name}");
    }
    let listed = office.phone("ion", &["list"]).with_code(0).out;
    assert!(!listed.contains("brought by"), "{listed}");
}

#[test]
fn codes_are_read_off_a_screen_in_any_order_and_the_missing_ones_later() {
    let office = office();
    for title in ["Grade 9", "The market", "The station"] {
        recorded(&office, "ana", title);
    }
    let folder = office.phone_folder("ana").with_extension("codes");
    let shown = ["hand-over", "--all", "--qr", folder.to_str().unwrap()];
    let _shown = office.phone("ana", &shown).with_code(0);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut pictures: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pictures.sort();
    assert!(pictures.len() > 2, "{}", pictures.len());
    Seed::new(9).shuffle(&mut pictures);
    let take = |pictures: &[PathBuf]| {
        let paths = pictures.iter().map(|path| path.to_str().unwrap());
        let arguments: Vec<&str> = ["take", "--qr"].into_iter().chain(paths).collect();
        office.phone("ion", &arguments)
    };
    let incomplete = take(&pictures[2..]).with_code(2).err;
    assert!(incomplete.contains("missing: "), "{incomplete}");

    // An app keeps what it has, and goes on another day.
    let text = |path: &PathBuf| {
        let picture = image::open(path).unwrap().into_luma8();
        qr::read(&picture).remove(0)
    };
    let mut series = Series::default();
    for picture in pictures[2..].iter().chain(&pictures[2..]) {
        series.add(&text(picture)).unwrap();
    }
    let mut series = Series::resume(&series.kept());
    assert_eq!(series.progress().missing.len(), 2);
    assert_eq!(series.file(), None);
    for picture in &pictures[..2] {
        series.add(&text(picture)).unwrap();
    }
    let file = file(&office, "ana");
    std::fs::write(&file, series.file().unwrap()).unwrap();
    let taken = self::take(&office, "ion", &file).with_code(0).json();
    assert_eq!(taken[0]["documents"].as_array().unwrap().len(), 3);
    let again = take(&pictures).with_code(0).out;
    assert!(again.contains("was here already"), "{again}");
    sync(&office, "ion");
    assert_eq!(counted(&office).len(), 3);
}

#[test]
fn what_two_bring_is_counted_once_and_a_stranger_carries_unseen() {
    let office = office();
    let first = recorded(&office, "ana", "Grade 9");
    let _second = recorded(&office, "ana", "The market");
    let file = hand_over(&office, "ana", &["--all"]);
    for name in ["ion", "eva", "ion"] {
        let taken = take(&office, name, &file).with_code(0).json();
        assert_eq!(taken[0]["documents"].as_array().unwrap().len(), 2);
    }
    assert_eq!(carrying(&office, "ion"), 1, "taken twice is there once");
    let own = take(&office, "ana", &file).with_code(0).json();
    assert_eq!(own[0]["carried"], false);

    // Dan is of another centre.
    let taken = take(&office, "dan", &file).with_code(0).json();
    assert_eq!(taken[0]["documents"][0]["became"], "not_for_you");
    assert_eq!(json(&office, "dan", &["list"]), Value::Array(Vec::new()));
    let _unknown = office.phone("dan", &["show", &first]).with_code(2);
    assert_eq!(carrying(&office, "dan"), 1);

    let expected = || {
        let counted = [("Grade 9", 31), ("The market", 31)];
        counted.map(|(title, girls)| (title.to_owned(), girls))
    };
    for name in ["dan", "ion", "eva", "ana", "dan"] {
        sync(&office, name);
        let mut counted = counted(&office);
        counted.sort();
        assert_eq!(counted, expected(), "after {name}");
        assert_eq!(carrying(&office, name), 0, "{name}");
    }
    assert_eq!(json(&office, "dan", &["list"]), Value::Array(Vec::new()));
    assert_eq!(json(&office, "ana", &["status"])["unsent"], 0);
    assert_eq!(
        json(&office, "ion", &["attention"]),
        Value::Array(Vec::new())
    );
}

#[test]
fn what_is_forged_altered_cut_or_too_large_is_refused_in_words() {
    let office = office();
    let _id = recorded(&office, "ana", "Grade 9");
    let file = hand_over(&office, "ana", &["--all"]);
    let genuine = std::fs::read(&file).unwrap();
    let refused = |bytes: &[u8], words: &str| {
        let other = file.with_extension("other");
        std::fs::write(&other, bytes).unwrap();
        let told = take(&office, "ion", &other).with_code(2);
        assert!(told.err.contains(words), "{}", told.err);
    };
    let mut altered = genuine.clone();
    altered[genuine.len() / 2] ^= 1;
    refused(&altered, "altered on the way");
    refused(&genuine[..genuine.len() - 1], "cut short");
    refused(b"PK\x03\x04", "no hand-over of Teren");
    let mut later = genuine.clone();
    later[8] = 9;
    refused(&later, "update this one first");
    let large = [genuine.as_slice(), &vec![0; 2 * 1024 * 1024]].concat();
    refused(&large, "too large");
    let mut other_key = genuine.clone();
    other_key[9..17].fill(0xee);
    refused(&other_key, "sync once");

    // Another organisation has other keys.
    let elsewhere = Office::open(&["suceava:Suceava"]);
    elsewhere.hand_out("olga", "volunteer", "suceava");
    sync(&elsewhere, "olga");
    let stranger = take(&elsewhere, "olga", &file).with_code(2);
    assert!(
        stranger.err.contains("another organisation"),
        "{}",
        stranger.err
    );
    let missing = file.with_extension("nothing");
    let _none = take(&office, "ion", &missing).with_code(2);
    let again = ["hand-over", "--all", "--to", file.to_str().unwrap()];
    let exists = office.phone("ana", &again).with_code(2);
    assert!(exists.err.contains("not there yet"), "{}", exists.err);

    assert_eq!(json(&office, "ion", &["list"]), Value::Array(Vec::new()));
    assert_eq!(carrying(&office, "ion"), 0);
    let _taken = take(&office, "ion", &file).with_code(0);
    assert_eq!(carrying(&office, "ion"), 1);
}

/// What only somebody can make who has the key: a colleague's phone that was tampered with.
#[test]
fn a_hand_over_that_another_phone_signed_is_not_believed() {
    let office = office();
    let _id = recorded(&office, "ana", "Grade 9");
    let file = hand_over(&office, "ana", &["--all"]);
    let genuine = std::fs::read(&file).unwrap();
    let insider = office.enrol("insider", "volunteer", "suceava");
    let synced = insider
        .client
        .sync(&insider.line, &mut |_| {}, &Cancel::default());
    assert_eq!(synced.unwrap().report.end, Some(SyncEnd::Done));
    let keys = insider.client.catalogue("hand_over").unwrap();
    let [Entry::HandOver(key)] = keys.as_slice() else {
        panic!("one key within the organisation")
    };
    let inside = open(&genuine, &key.key).unwrap();
    let refused = |envelope: Vec<u8>, words: &str| {
        let other = file.with_extension("other");
        std::fs::write(&other, seal(&[envelope], key, [7; 12]).unwrap()).unwrap();
        let told = take(&office, "ion", &other).with_code(2);
        assert!(told.err.contains(words), "{}", told.err);
    };
    let mut forged = inside[0].clone();
    *forged.last_mut().unwrap() ^= 1;
    refused(forged, "forged");

    let put = Put {
        doc: DocId([7; 16]),
        kind: 0,
        unit: Some("suceava".parse().unwrap()),
        epochs: Vec::new(),
        changes: Vec::new(),
        authors: None,
    };
    let device = SigningKey::from_bytes(&[1; 32]);
    let certificate = Certificate {
        organisation: insider.client.identity().organisation.clone(),
        device: DeviceId([1; 16]),
        member: "ana".parse().unwrap(),
        unit: "suceava".parse().unwrap(),
        public_key: device.verifying_key().to_bytes(),
        issued: Timestamp(1),
    };
    let elsewhere = Certificate {
        organisation: "another".parse().unwrap(),
        ..certificate.clone()
    };
    for (certificate, words) in [(certificate, "none of this"), (elsewhere, "another")] {
        let certified = certificate.sign(&device);
        let put = put.clone();
        let envelope = Envelope::sign(&certified, Timestamp(1), vec![put], &device);
        refused(envelope.unwrap(), words);
    }
    assert_eq!(json(&office, "ion", &["list"]), Value::Array(Vec::new()));
    assert_eq!(carrying(&office, "ion"), 0);
}

#[test]
fn seats_of_one_programme_hand_over_its_exchanges_and_nothing_else() {
    let office = office();
    let data = office.data();
    let made = [
        "programme",
        "create",
        "--id",
        "neighbours",
        "--name",
        "Good neighbours",
    ];
    let within = ["--unit", "suceava", "--data", data.to_str().unwrap()];
    let _made = run("teren", &[&made[..], &within].concat()).with_code(0);
    for seat in ["vera", "olga"] {
        office.hand_out_seat(seat, "suceava", &["neighbours"]);
        sync(&office, seat);
    }
    sync(&office, "ana");
    let form = r#"{ "programme": "neighbours", "title": "Summer school" }"#;
    let folder = office.phone_folder("vera");
    let arguments = ["--store", folder.to_str().unwrap(), "exchange", "new", "-"];
    let id = run_with_input("phone", &arguments, form).with_code(0).out;
    let file = hand_over(&office, "vera", &[id.trim()]);
    let taken = take(&office, "olga", &file).with_code(0).json();
    assert_eq!(taken[0]["documents"][0]["became"], "new");
    assert_eq!(
        json(&office, "olga", &["exchange", "show", id.trim()])["title"],
        "Summer school"
    );
    let shown = office.phone("olga", &["exchange", "show", id.trim()]);
    let listed = office.phone("olga", &["exchange", "list"]);
    for told in [shown.with_code(0).out, listed.with_code(0).out] {
        assert!(told.contains("brought by somebody else"), "{told}");
    }
    assert_eq!(taken[0]["from"], Value::Null, "a partner is told no ids");
    // It is of ana's centre, too, though she follows no programme.
    let taken = take(&office, "ana", &file).with_code(0).json();
    assert_eq!(taken[0]["documents"][0]["became"], "new");
    let _shown = json(&office, "ana", &["exchange", "show", id.trim()]);
    sync(&office, "olga");
    assert_eq!(carrying(&office, "olga"), 0);
    sync(&office, "ana");
    let _still = json(&office, "ana", &["exchange", "show", id.trim()]);
    let _still = json(&office, "olga", &["exchange", "show", id.trim()]);

    // A seat cannot open what is for colleagues, and a unit's session is none of the programme's.
    let session = recorded(&office, "ana", "Grade 9");
    let file = hand_over(&office, "ana", &["--all"]);
    let _closed = take(&office, "olga", &file).with_code(2);
    let to = file.with_extension("shared");
    let shared = [
        "hand-over",
        &session,
        "--programme",
        "neighbours",
        "--to",
        to.to_str().unwrap(),
    ];
    let refused = office.phone("ana", &shared).with_code(2);
    assert!(refused.err.contains("is not shared"), "{}", refused.err);
}

#[test]
fn a_hand_over_goes_through_a_pipe() {
    let office = office();
    let id = recorded(&office, "ana", "Grade 9");
    let (ana, ion) = (office.phone_folder("ana"), office.phone_folder("ion"));
    let mut giving = program("phone");
    giving
        .arg("--store")
        .arg(ana)
        .args(["hand-over", &id, "--to", "-"]);
    let mut giving = giving.stdout(Stdio::piped()).spawn().unwrap();
    let mut taking = program("phone");
    taking.arg("--store").arg(ion).args(["take", "-", "--json"]);
    let taken = taking.stdin(giving.stdout.take().unwrap()).output();
    let taken = Finished::from(taken.unwrap()).with_code(0).json();
    assert_eq!(taken[0]["documents"][0]["became"], "new");
    assert!(giving.wait().unwrap().success());
}

#[test]
fn whoever_carries_unseen_is_told_when_it_is_not_taken() {
    let office = office();
    for title in ["Grade 9", "The market"] {
        let _id = recorded(&office, "ana", title);
    }
    let file = hand_over(&office, "ana", &["--all"]);
    let _taken = take(&office, "dan", &file).with_code(0);
    let data = office.data();
    let teren = |arguments: &[&str]| {
        let arguments = [arguments, &["--data", data.to_str().unwrap()]].concat();
        run("teren", &arguments).with_code(0)
    };
    let phones = teren(&["device", "list", "--json"]).json();
    let mut phones = phones.as_array().unwrap().iter();
    let of_ana = phones.find(|phone| phone["name"] == "ana").unwrap();
    let _closed = teren(&["device", "close", of_ana["device"].as_str().unwrap()]);

    let told = office.phone("dan", &["sync"]).with_code(4);
    assert!(told.err.contains("see `phone attention`"), "{}", told.err);
    let attention = json(&office, "dan", &["attention"]);
    let [told] = attention.as_array().unwrap().as_slice() else {
        panic!("told once: {attention}")
    };
    let reason = told["reason"].as_str().unwrap();
    assert!(reason.contains("handed this over to you"), "{reason}");
    assert!(reason.contains("a coordinator decides"), "{reason}");

    let number = told["number"].to_string();
    let _done = office
        .phone("dan", &["attention", "--dismiss", &number])
        .with_code(0);
    assert_eq!(json(&office, "dan", &["attention"]), serde_json::json!([]));
    let again = office.phone("dan", &["attention", "--dismiss", &number]);
    assert!(again.with_code(2).err.contains("--dismiss"));
}
