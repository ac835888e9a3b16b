//! A backup taken while phones push, and an older one put back: what phones were told is kept
//! comes back by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use serde_json::Value;
use tests::office::Office;
use tests::programs::{Finished, run, run_with_input};

fn record(office: &Office, name: &str, title: &str) -> String {
    let folder = office.phone_folder(name);
    let form = format!(
        r#"{{ "kind": "school", "title": "{title}", "status": "done", "notes": "{title}, noted.",
              "reached": {{ "f.14-17": 5 }} }}"#
    );
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &arguments, &form).with_code(0).out;
    id.trim().to_owned()
}

fn sync(office: &Office, name: &str) {
    let _synced = office.phone(name, &["sync"]).with_code(0);
}

fn exported(office: &Office) -> Vec<Value> {
    let export = office.teren("export", &["--format", "json", "--to", "-"]);
    let all = export.with_code(0).json();
    all.as_array().unwrap().clone()
}

struct Backed {
    office: Office,
    /// What phones were told is kept, by the time the backup began.
    before: Vec<String>,
    to: PathBuf,
}

/// A picture to make a photo of.
const PICTURE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../server/screenshots/overview.png"
);

/// The one photo in a data folder.
fn photo_in(data: &Path) -> PathBuf {
    let folders = fs::read_dir(data.join("blobs")).unwrap();
    let files = folders.flat_map(|folder| fs::read_dir(folder.unwrap().path()).unwrap());
    let files = files.map(|file| file.unwrap().path());
    let is_whole = |file: &PathBuf| !file.to_str().unwrap().ends_with(".small.jpg");
    let all: Vec<_> = files.filter(is_whole).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

#[test]
fn photos_are_in_a_backup_and_one_that_is_damaged_is_named_and_left_out() {
    let mut office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let id = record(&office, "ana", "First");
    let _added = office
        .phone("ana", &["photo", "add", &id, PICTURE])
        .with_code(0);
    sync(&office, "ana");
    let to = office.data().with_file_name("backup");
    let place = to.to_str().unwrap();
    let made = office.teren("backup", &["--to", place]).with_code(0);
    assert!(made.out.contains(", 1 photo, up to"), "{}", made.out);
    let checked = run("teren", &["check", "--data", place, "--json"]).with_code(0);
    assert_eq!(checked.json()["photos"], 1);
    assert!(fs::read(photo_in(&to)).unwrap() == fs::read(photo_in(&office.data())).unwrap());

    // What is damaged or missing is named, and keeps nothing else from being put back.
    let whole = fs::read(photo_in(&to)).unwrap();
    let mut damaged = whole.clone();
    damaged[1_000] ^= 1;
    let elsewhere = to.with_file_name("elsewhere");
    let restoring = [
        "restore",
        "--from",
        place,
        "--data",
        elsewhere.to_str().unwrap(),
    ];
    for (bytes, said) in [
        (damaged, "its hash differs"),
        (whole[1..].to_vec(), "its row says"),
    ] {
        fs::write(photo_in(&to), bytes).unwrap();
        let named = run("teren", &["check", "--data", place]).with_code(1);
        assert!(
            named.out.contains(said) && named.out.contains(&id),
            "{}",
            named.out
        );
        let without = run("teren", &restoring).with_code(0);
        assert!(without.out.contains("damaged: 1 photo"), "{}", without.out);
        assert!(!elsewhere.join("blobs").exists());
        fs::remove_dir_all(&elsewhere).unwrap();
    }
    fs::write(photo_in(&to), &whole).unwrap();
    let _restored = run("teren", &restoring).with_code(0);
    assert!(fs::read(photo_in(&elsewhere)).unwrap() == whole);
    office.kill();
    fs::remove_file(photo_in(&office.data())).unwrap();
    let named = office.teren("check", &[]).with_code(1);
    assert!(named.out.contains("is missing"), "{}", named.out);
}

/// Two phones that push while a backup is made.
fn backed() -> Backed {
    let office = Office::open(&["suceava:Suceava"]);
    for name in ["ana", "ion"] {
        office.hand_out(name, "volunteer", "suceava");
    }
    let before = vec![record(&office, "ana", "First")];
    sync(&office, "ana");
    sync(&office, "ion");
    let to = office.data().with_file_name("backup");
    thread::scope(|scope| {
        let office = &office;
        let pushing = scope.spawn(move || {
            for n in 0..4 {
                record(office, "ion", &format!("Meanwhile {n}"));
                sync(office, "ion");
            }
        });
        let made = office.teren("backup", &["--to", to.to_str().unwrap(), "--json"]);
        let made = made.with_code(0).json();
        assert!(made["seq"].as_u64().unwrap() > 0, "{made}");
        pushing.join().unwrap();
    });
    Backed { office, before, to }
}

fn restore(backed: &Backed, more: &[&str]) -> Finished {
    let from = backed.to.to_str().unwrap();
    let arguments = [&["--from", from], more].concat();
    backed.office.teren("restore", &arguments)
}

#[test]
fn phones_bring_back_what_came_after_a_backup() {
    let mut backed = backed();
    let _checked = run("teren", &["check", "--data", backed.to.to_str().unwrap()]).with_code(0);
    let mut all = backed.before.clone();
    all.push(record(&backed.office, "ana", "Later"));
    let edit = ["edit", &all[0], "title=First, edited later"];
    let _edited = backed.office.phone("ana", &edit).with_code(0);
    sync(&backed.office, "ana");
    let acknowledged = exported(&backed.office);
    assert_eq!(acknowledged.len(), 6);

    let refused = restore(&backed, &["--set-aside"]).with_code(1);
    assert!(
        refused.err.contains("in use by `teren serve`"),
        "{}",
        refused.err
    );
    let refused = backed.office.teren("rebuild", &[]).with_code(1);
    assert!(
        refused.err.contains("in use by `teren serve`"),
        "{}",
        refused.err
    );
    backed.office.kill();
    let refused = restore(&backed, &[]).with_code(1);
    assert!(refused.err.contains("--set-aside"), "{}", refused.err);
    let told = restore(&backed, &["--set-aside"]).with_code(0).out;
    assert!(
        told.contains("up to log entry")
            && told.contains("Phones bring back")
            && told.contains("closed still: phones 0, members 0"),
        "{told}"
    );
    let elsewhere = backed.to.with_file_name("elsewhere");
    let (from, elsewhere) = (backed.to.to_str().unwrap(), elsewhere.to_str().unwrap());
    let told = run("teren", &["restore", "--from", from, "--data", elsewhere]).with_code(0);
    assert!(told.out.contains("are open again"), "{}", told.out);

    backed.office.restart();
    assert!(
        exported(&backed.office).len() < acknowledged.len(),
        "an older state"
    );
    for name in ["ana", "ion", "ana", "ion"] {
        sync(&backed.office, name);
    }
    let mut again = exported(&backed.office);
    let by_id = |form: &Value| form["id"].as_str().unwrap().to_owned();
    let mut acknowledged = acknowledged;
    acknowledged.sort_by_key(by_id);
    again.sort_by_key(by_id);
    assert_eq!(
        again, acknowledged,
        "nothing that was acknowledged is missing"
    );
    let _right = backed.office.teren("check", &[]).with_code(0);
    for id in &all {
        let show = ["show", id, "--json"];
        let ana = backed.office.phone("ana", &show).with_code(0).json();
        let ion = backed.office.phone("ion", &show).with_code(0).json();
        assert_eq!(ana, ion);
    }
}

#[test]
fn a_rebuild_leaves_everything_right() {
    let mut office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    record(&office, "ana", "First");
    sync(&office, "ana");
    office.kill();
    let rebuilt = office.teren("rebuild", &["--json"]).with_code(0).json();
    assert_eq!(rebuilt["documents"], 2);
    let _right = office.teren("check", &[]).with_code(0);
}

fn titles(office: &Office) -> Vec<String> {
    let forms = exported(office);
    let title = |form: &Value| form["title"].as_str().unwrap().to_owned();
    let mut titles: Vec<_> = forms.iter().map(title).collect();
    titles.sort_unstable();
    titles
}

#[test]
fn who_moved_since_a_backup_is_where_they_moved_and_nothing_of_their_phones_is_lost() {
    let mut office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    for name in ["ion", "ana", "vera"] {
        office.hand_out(name, "volunteer", "suceava");
    }
    office.hand_out("nora", "national", "suceava");
    let link = office.invite("ion", "volunteer", "suceava");
    let _joined = office.phone("ion-2", &["join", &link]).with_code(0);
    let to = office.data().with_file_name("backup");
    let to = to.to_str().unwrap();
    let _made = office.teren("backup", &["--to", to]).with_code(0);

    // Ion leaves work in the first unit, which Ana's phone sees, and moves; Vera moves to a unit
    // that the backup does not know.
    record(&office, "ion", "Left behind");
    sync(&office, "ion");
    sync(&office, "ana");
    let data = office.data();
    let teren = |arguments: &[&str]| {
        let on_data = ["--data", data.to_str().unwrap()];
        let _done = run("teren", &[arguments, &on_data].concat()).with_code(0);
    };
    teren(&["unit", "add", "olt:Slatina:RO-OT"]);
    let give = |member: &str, role: &str, unit: &str| {
        let of = ["--member", member, "--role", role, "--unit", unit];
        teren(&[["member", "role"].as_slice(), &of].concat());
    };
    give("ion", "coordinator", "iasi");
    give("vera", "volunteer", "olt");
    give("nora", "coordinator", "suceava");
    let moved = [("ion", "iasi"), ("ion-2", "iasi"), ("vera", "olt")];
    for (phone, unit) in moved {
        sync(&office, phone);
        for n in 1..=3 {
            let store = office.phone_folder(phone);
            let arguments = ["--store", store.to_str().unwrap(), "record", "-"];
            let form = format!(r#"{{ "title": "{phone} in {unit} {n}", "unit": "{unit}" }}"#);
            let _recorded = run_with_input("phone", &arguments, &form).with_code(0);
        }
        sync(&office, phone);
    }
    let acknowledged = titles(&office);
    assert_eq!(acknowledged.len(), 10);
    office.kill();

    let restore = ["--from", to, "--set-aside"];
    let told = office.teren("restore", &restore).with_code(0).out;
    office.restart();
    assert!(titles(&office).is_empty(), "an older state");
    for _ in 0..2 {
        for phone in ["ion", "ion-2", "ana", "vera", "nora"] {
            sync(&office, phone);
        }
    }
    assert_eq!(titles(&office), acknowledged);
    for changed in [
        "ion is volunteer of iasi.",
        "vera is volunteer of olt.",
        "nora is coordinator of suceava.",
    ] {
        let changed = format!("As changed since then: {changed}");
        assert!(told.contains(&changed), "{told}");
    }
    let _right = office.teren("check", &[]).with_code(0);
}

#[test]
fn who_moved_since_a_backup_is_put_there_by_hand_when_it_is_restored_on_a_new_disk() {
    let mut office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("ion", "volunteer", "suceava");
    sync(&office, "ion");
    let to = office.data().with_file_name("backup");
    let to = to.to_str().unwrap();
    let _made = office.teren("backup", &["--to", to]).with_code(0);
    let data = office.data();
    let move_ion = |data: &str| {
        let of = ["--member", "ion", "--role", "volunteer", "--unit", "iasi"];
        let of = [["member", "role", "--data", data].as_slice(), &of].concat();
        let _moved = run("teren", &of).with_code(0);
    };
    move_ion(data.to_str().unwrap());
    sync(&office, "ion");
    let store = office.phone_folder("ion");
    let arguments = ["--store", store.to_str().unwrap(), "record", "-"];
    let form = r#"{ "title": "In Iasi", "unit": "iasi" }"#;
    let _recorded = run_with_input("phone", &arguments, form).with_code(0);
    sync(&office, "ion");
    let acknowledged = titles(&office);
    assert_eq!(acknowledged, ["In Iasi"]);
    office.kill();
    fs::rename(&data, data.with_file_name("lost")).unwrap();

    let told = office.teren("restore", &["--from", to]).with_code(0).out;
    let data = data.to_str().unwrap();
    let command = format!("teren member role --data {data} --member NAME --role ROLE --unit CODE");
    assert!(
        told.contains("Before you start it")
            && told.contains("put whoever moved to another unit since then into it again")
            && told.contains("their phones drop what they recorded there")
            && told.contains(&command),
        "{told}"
    );
    assert!(!told.contains("nobody is an administrator"), "{told}");
    move_ion(data);
    office.restart();
    assert!(titles(&office).is_empty(), "an older state");
    for _ in 0..2 {
        sync(&office, "ion");
    }
    assert_eq!(titles(&office), acknowledged);
    let _right = office.teren("check", &[]).with_code(0);
}

#[test]
fn a_restore_that_leaves_nobody_an_administrator_says_how_to_make_one() {
    let mut office = Office::open(&["suceava:Suceava"]);
    office.hand_out("dan", "coordinator", "suceava");
    let data = office.data();
    let data = data.to_str().unwrap();
    let members = run("teren", &["member", "list", "--data", data, "--json"]).with_code(0);
    let members = members.json();
    let mut members = members.as_array().unwrap().iter();
    let first = members.find(|member| member["role"] == "admin").unwrap();
    let to = office.data().with_file_name("backup");
    let to = to.to_str().unwrap();
    let _made = office.teren("backup", &["--to", to]).with_code(0);
    let give = |member: &str, role: &str| {
        let of = ["--data", data, "--member", member, "--role", role];
        let _given = run("teren", &[["member", "role"].as_slice(), &of].concat()).with_code(0);
    };
    give("dan", "admin");
    give(first["name"].as_str().unwrap(), "volunteer");
    office.kill();
    let told = office
        .teren("restore", &["--from", to, "--set-aside"])
        .with_code(0)
        .out;
    let command = format!("teren member role --data {data} --member NAME --role admin");
    assert!(
        told.contains("nobody is an administrator now") && told.contains(&command),
        "{told}"
    );
    give("dan", "admin");
}
