//! A real disk that fills up under the real programs: what phones and people are told, that nothing
//! is missing that was acknowledged, and that all goes on once there is room.

use std::fs::{self, File};

use serde_json::Value;
use tests::office::Office;
use tests::programs::{run, run_with_input};
use tests::small_disk::SmallDisk;
use tests::tls::line::Line;

/// Room for a founded server and little more.
const DATA_KIB: u32 = 4 * 1024;
/// No room for a database.
const BACKUP_KIB: u32 = 96;
/// What a command says where it has no room.
const MAKE_ROOM: &str = "the disk is full: make room in the data folder";
/// More than fit into the room that a database keeps in its own files.
const RECORDS_MAX: usize = 400;

/// A served organisation whose data have little room.
fn on_a_small_disk() -> Option<(SmallDisk, Office)> {
    let folder = tempfile::tempdir().unwrap();
    let disk = SmallDisk::mount(&folder.path().join("data"), DATA_KIB)?;
    Some((disk, Office::open_in(folder, &["suceava:Suceava"])))
}

fn record(office: &Office, name: &str, title: &str) {
    let folder = office.phone_folder(name);
    let form = format!(r#"{{ "title": "{title}", "notes": "{title}, noted." }}"#);
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let _recorded = run_with_input("phone", &arguments, &form).with_code(0);
}

fn titles(office: &Office) -> Vec<String> {
    let export = office.teren("export", &["--format", "json", "--to", "-"]);
    let all = export.with_code(0).json();
    let titles = all.as_array().unwrap().iter().map(|one| &one["title"]);
    titles
        .map(|title| title.as_str().unwrap().to_owned())
        .collect()
}

fn health(office: &Office) -> Value {
    let mut line = Line::open(office.address(), &office.data()).unwrap();
    line.send(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .unwrap();
    serde_json::from_slice(&line.answer().body).unwrap()
}

fn troubles(office: &Office) -> Vec<String> {
    let health = health(office);
    let troubles = health["troubles"].as_array().cloned().unwrap_or_default();
    let codes = troubles.iter().map(|one| one["code"].as_str().unwrap());
    codes.map(str::to_owned).collect()
}

#[test]
fn a_server_whose_disk_is_full_says_so_and_goes_on_when_there_is_room() {
    let Some((disk, mut office)) = on_a_small_disk() else {
        return;
    };
    let log = office.data().with_file_name("serve.log");
    for name in ["ana", "ion"] {
        office.hand_out(name, "volunteer", "suceava");
    }
    let invite = office.invite("eva", "volunteer", "suceava");
    office.kill();
    office.restart_logging(File::create(&log).unwrap());
    record(&office, "ana", "Before");
    let _synced = office.phone("ana", &["sync"]).with_code(0);
    let mut acknowledged = vec!["Before".to_owned()];

    disk.fill();
    // There may be room left inside the database's own files.
    let refused = (1..=RECORDS_MAX).find_map(|n| {
        let title = format!("Meanwhile {n}");
        record(&office, "ana", &title);
        let synced = office.phone("ana", &["sync"]);
        match synced.code {
            Some(0) => acknowledged.push(title),
            _ => return Some((title, synced)),
        }
        None
    });
    let (unsent, refused) = refused.expect("the disk is full at last");
    let words = "the server's disk is full";
    assert!(refused.err.contains(words), "{}", refused.err);
    assert_eq!(troubles(&office), ["disk_full"]);
    let joining = office.phone("eva", &["join", &invite]);
    assert!(
        joining.code != Some(0) && joining.err.contains(words),
        "{}",
        joining.err
    );
    // Who only reads is served, and reads all that was acknowledged.
    let _synced = office.phone("ion", &["sync"]).with_code(0);
    let list = office.phone("ion", &["list", "--json"]).with_code(0).json();
    assert_eq!(list.as_array().unwrap().len(), acknowledged.len());

    // Even when it is cut off in that state.
    office.kill();
    disk.make_room();
    office.restart_logging(File::options().append(true).open(&log).unwrap());
    let mut kept = titles(&office);
    kept.sort();
    acknowledged.sort();
    assert_eq!(kept, acknowledged);
    let _synced = office.phone("ana", &["sync"]).with_code(0);
    assert!(titles(&office).contains(&unsent));
    let _joined = office.phone("eva", &["join", &invite]).with_code(0);
    assert_eq!(troubles(&office), ["disk_low"]);
    let _right = office.teren("check", &[]).with_code(0);
    let said = fs::read_to_string(&log).unwrap();
    assert!(said.contains("the disk is full: make room"), "{said}");
}

#[test]
fn commands_on_a_full_disk_that_nobody_serves_say_what_to_do() {
    let Some((disk, mut office)) = on_a_small_disk() else {
        return;
    };
    let elsewhere = office.data().with_file_name("backup");
    let venues = office.data().with_file_name("venues.csv");
    fs::write(
        &venues,
        "id,name,locality,adm1\nv-1,Liceul 1,Suceava,RO-SV\n",
    )
    .unwrap();
    let (elsewhere, venues) = (elsewhere.to_str().unwrap(), venues.to_str().unwrap());
    let commands: [&[&str]; 4] = [
        &["backup", "--to", elsewhere],
        &["import", "venues", venues],
        &["member", "close", "--member", "Eva"],
        &["check"],
    ];
    let _invite = office.invite("Eva", "volunteer", "suceava");
    let data = office.data();
    let on_data = |command: &[&str]| {
        let data = ["--data", data.to_str().unwrap()];
        run("teren", &[command, &data].concat())
    };
    office.kill();
    // It closes the database, whose helping files then make room for something else.
    let _right = on_data(&["check"]).with_code(0);
    disk.fill();
    for command in commands {
        let refused = on_data(command).with_code(1).err;
        assert!(refused.contains(MAKE_ROOM), "{command:?}: {refused}");
    }
    disk.make_room();
    for command in commands {
        let _done = on_data(command).with_code(0);
    }
}

#[test]
fn who_is_shut_out_while_the_disk_is_full_is_told_of_the_disk() {
    let Some((disk, office)) = on_a_small_disk() else {
        return;
    };
    office.hand_out("ana", "volunteer", "suceava");
    disk.fill();
    let data = office.data();
    let data = data.to_str().unwrap();
    let close = ["member", "close", "--member", "ana", "--data", data];
    let refused = run("teren", &close).with_code(1).err;
    assert!(refused.contains(MAKE_ROOM), "{refused}");
    disk.make_room();
    let _closed = run("teren", &close).with_code(0);
}

#[test]
fn room_that_comes_back_is_used_by_the_server_that_ran_out_of_it() {
    let Some((disk, office)) = on_a_small_disk() else {
        return;
    };
    office.hand_out("ana", "volunteer", "suceava");
    disk.fill();
    let mut recorded = Vec::new();
    let is_refused = (1..=RECORDS_MAX).any(|n| {
        recorded.push(format!("Session {n}"));
        record(&office, "ana", &recorded[recorded.len() - 1]);
        office.phone("ana", &["sync"]).code != Some(0)
    });
    assert!(is_refused);
    disk.make_room();
    let _synced = office.phone("ana", &["sync"]).with_code(0);
    let mut kept = titles(&office);
    kept.sort();
    recorded.sort();
    assert_eq!(kept, recorded);
    assert_eq!(troubles(&office), ["disk_low"]);
    let _right = office.teren("check", &[]).with_code(0);
}

#[test]
fn a_backup_without_room_says_where_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("stick");
    let Some(_disk) = SmallDisk::mount(&at, BACKUP_KIB) else {
        return;
    };
    let office = Office::open_in(folder, &["suceava:Suceava"]);
    let to = at.join("backup");
    let refused = office.teren("backup", &["--to", to.to_str().unwrap()]);
    let refused = refused.with_code(1).err;
    let said = format!("no room for the copy in {}: its disk is full", to.display());
    assert!(refused.contains(&said), "{refused}");
    assert!(!to.exists());
    // The server's own disk has room: nothing is said of it.
    assert!(!troubles(&office).contains(&"disk_full".to_owned()));
    let beside = office.data().with_file_name("backup");
    let made = office.teren("backup", &["--to", beside.to_str().unwrap()]);
    let _made = made.with_code(0);
}

#[test]
fn an_export_that_does_not_fit_leaves_the_file_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("stick");
    let Some(disk) = SmallDisk::mount(&at, BACKUP_KIB) else {
        return;
    };
    let office = Office::open_in(folder, &["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    record(&office, "ana", "Before");
    let _synced = office.phone("ana", &["sync"]).with_code(0);
    let file = at.join("2017");
    let to = file.to_str().unwrap();
    fs::write(&file, "as it was").unwrap();
    disk.fill();
    for format in ["json", "csv", "xlsx"] {
        let refused = office.teren("export", &["--format", format, "--to", to]);
        let refused = refused.with_code(1).err;
        assert!(refused.contains("the disk is full: make room"), "{refused}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "as it was");
        assert_eq!(
            fs::read_dir(&at).unwrap().count(),
            2,
            "the file and the ballast"
        );
    }
    disk.make_room();
    let _written = office
        .teren("export", &["--format", "csv", "--to", to])
        .with_code(0);
    assert!(fs::read_to_string(&file).unwrap().contains("Before"));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "what is exported is its owner's alone");
    }
    let nowhere = at.join("missing/2017.csv");
    let refused = office.teren(
        "export",
        &["--format", "csv", "--to", nowhere.to_str().unwrap()],
    );
    let refused = refused.with_code(1).err;
    assert!(
        refused.contains("there is no such file or folder"),
        "{refused}"
    );
}
