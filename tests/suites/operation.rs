//! The server as whoever runs it meets it: started, stopped, started twice, upgraded, and what it
//! says of itself meanwhile.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

use serde_json::Value;
use tests::office::Office;
use tests::programs::{Finished, Serving, run, run_with_input};

/// A database as the version with layout 3 left it: a demonstration with two phones.
const LAYOUT_3: &[u8] = include_bytes!("../fixtures/layout-3.db.zst");
const LAYOUT_3_SIZE: usize = 1 << 20;

#[test]
fn a_folder_is_served_once_and_free_again_however_its_server_ended() {
    let mut office = Office::open(&["dolj:Craiova"]);
    let refused = office.teren("serve", &["--listen", "127.0.0.1:0"]);
    let refused = refused.with_code(1).err;
    let holder = format!("`teren serve`, process {}", office.process());
    assert!(refused.contains(&holder), "{refused}");
    assert!(refused.contains("stop that first"), "{refused}");
    // What reads or adds works beside it.
    let _ana = office.invite("Ana", "volunteer", "dolj");
    let _right = office.teren("check", &[]).with_code(0);
    let export = office.teren("export", &["--format", "json", "--to", "-"]);
    assert_eq!(export.with_code(0).out.trim(), "[]");
    office.kill();
    office.restart();
}

#[test]
fn the_ready_file_is_there_for_as_long_as_the_server_accepts() {
    let mut office = Office::open(&["dolj:Craiova"]);
    office.kill();
    let ready = office.data().join("ready");
    fs::write(&ready, "left behind").unwrap();
    let ready_file = ready.to_str().unwrap();
    let arguments = ["--listen", "localhost:0", "--ready-file", ready_file];
    let serving = Serving::start_with(&office.data(), &arguments, None);
    let told = fs::read_to_string(&ready).unwrap();
    assert_eq!(told.trim(), serving.address().to_string());
    assert_eq!(serving.stop(), Some(0));
    assert!(!ready.exists());
}

#[test]
fn an_earlier_layout_is_upgraded_with_a_copy_beside_it() {
    let mut office = Office::open(&["dolj:Craiova"]);
    office.kill();
    let database = office.data().join("teren.db");
    for more in ["-wal", "-shm"] {
        let _ = fs::remove_file(office.data().join(format!("teren.db{more}")));
    }
    let old = zstd::bulk::decompress(LAYOUT_3, LAYOUT_3_SIZE).unwrap();
    fs::write(&database, &old).unwrap();
    let early = office.teren("check", &[]).with_code(1).err;
    assert!(early.contains("`teren serve`"), "{early}");

    office.restart();
    let found = office.teren("check", &["--json"]).with_code(0).json();
    assert_eq!(
        (&found["documents"], &found["changes"]),
        (&8.into(), &14.into())
    );
    let copy = fs::read(office.data().join("teren.layout-3.db")).unwrap();
    assert_eq!(
        copy[60..64],
        3_u32.to_be_bytes(),
        "the layout in SQLite's header"
    );
}

#[test]
fn a_phone_that_a_restored_server_forgot_is_let_in_by_a_command() {
    let mut office = Office::open(&["dolj:Craiova"]);
    office.kill();
    let database = office.data().join("teren.db");
    let backup = fs::read(&database).unwrap();
    office.restart();
    office.hand_out("ana", "coordinator", "dolj");
    let _ = office.phone("ana", &["sync"]).with_code(0);
    office.kill();
    for more in ["-wal", "-shm"] {
        let _ = fs::remove_file(office.data().join(format!("teren.db{more}")));
    }
    fs::write(&database, backup).unwrap();
    office.restart();

    // The first answer asks for the certificate, the second has seen it.
    for _ in 0..2 {
        let told = office.phone("ana", &["sync"]);
        assert_ne!(told.code, Some(0), "{}", told.out);
    }
    let listed = device(&office, &["list", "--json"]).json();
    let asking = &listed[0];
    assert_eq!(
        (&asking["state"], &asking["unit"]),
        (&"waits".into(), &"dolj".into())
    );
    let id = asking["device"].as_str().unwrap();
    let silently = device(&office, &["approve", id]).with_code(1).err;
    assert!(silently.contains("--role"), "{silently}");
    let role = ["approve", id, "--role", "coordinator", "--name", "Ana"];
    let _approved = device(&office, &role).with_code(0);
    let _ = office.phone("ana", &["sync"]).with_code(0);
    let listed = device(&office, &["list", "--json"]).json();
    assert_eq!(
        (&listed[0]["state"], &listed[0]["name"]),
        (&"open".into(), &"Ana".into())
    );
    let members = member(&office, &["list", "--json"]).json();
    let ana = members
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"] == "Ana");
    assert_eq!(ana.unwrap()["role"], "coordinator");

    let _closed = device(&office, &["close", &id[..8]]).with_code(0);
    let refused = office.phone("ana", &["sync"]);
    assert_ne!(refused.code, Some(0), "{}", refused.out);
    let again = device(&office, &["approve", &id[..8]]).with_code(1).err;
    assert!(
        again.contains("was closed") && again.contains("teren invite"),
        "{again}"
    );
}

/// One command of `teren device`.
fn device(office: &Office, arguments: &[&str]) -> Finished {
    nested(office, "device", arguments)
}

/// One command of `teren member`.
fn member(office: &Office, arguments: &[&str]) -> Finished {
    nested(office, "member", arguments)
}

fn nested(office: &Office, command: &str, arguments: &[&str]) -> Finished {
    let data = office.data();
    let data = ["--data", data.to_str().unwrap()];
    run("teren", &[&[command], arguments, &data].concat())
}

#[test]
fn a_log_holds_nothing_of_people() {
    let mut office = Office::open(&["dolj:Craiova"]);
    office.kill();
    let path = office.data().join("log");
    let log = File::create(&path).unwrap();
    let listen = office.address().to_string();
    let arguments = ["--listen", &listen, "--log-format", "json"];
    let serving = Serving::start_with(&office.data(), &arguments, Some((log, "debug")));
    let link = office.invite("Zamfira", "volunteer", "dolj");
    let code = link
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    for name in ["zamfira", "horea"] {
        office.hand_out(name, "volunteer", "dolj");
    }
    let session = r#"{ "kind": "school", "title": "Liceul Zorilor", "status": "done",
        "place": { "country": "RO", "adm1": "RO-DJ", "locality": "Bailesti" },
        "planned_for": "2017-03-14T08:00:00Z", "reached": { "f.14-17": 31 },
        "notes": "Taina mare" }"#;
    let folder = office.phone_folder("zamfira");
    let record = ["--store", folder.to_str().unwrap(), "record", "-"];
    let id = run_with_input("phone", &record, session).with_code(0).out;
    for name in ["zamfira", "horea", "zamfira"] {
        let _ = office.phone(name, &["sync"]).with_code(0);
    }
    let retitle = ["edit", id.trim(), "title=Liceul Amurgului"];
    let _ = office.phone("horea", &retitle).with_code(0);
    let _ = office.phone("horea", &["sync"]).with_code(0);
    // An invite is used up, and a stranger comes with it.
    let _ = office.phone("ana", &["join", &link]).with_code(0);
    let _ = office.phone("ion", &["join", &link]);
    assert_eq!(serving.stop(), Some(0));

    let log = fs::read_to_string(&path).unwrap();
    assert!(log.contains("\"accepting\""), "{log}");
    for line in log.lines() {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        assert!(
            event["timestamp"].is_string() && event["level"].is_string(),
            "{line}"
        );
    }
    let lower = log.to_lowercase();
    for private in [
        "zamfira",
        "horea",
        "zorilor",
        "amurgului",
        "bailesti",
        "taina",
        code,
    ] {
        assert!(!lower.contains(&private.to_lowercase()), "{private}");
    }
}

#[test]
fn what_it_costs_can_be_asked_from_this_machine() {
    let mut office = Office::open(&["dolj:Craiova"]);
    office.kill();
    let port = free_port();
    let metrics = format!("127.0.0.1:{port}");
    let listen = office.address().to_string();
    let arguments = ["--listen", &listen, "--metrics", &metrics];
    let serving = Serving::start_with(&office.data(), &arguments, None);
    let phone = office.enrol("ana", "volunteer", "dolj");
    phone.sync();
    let told = get(&metrics, "/metrics");
    for line in [
        "teren_sync_duration_seconds_count 1",
        "teren_devices_waiting 0",
    ] {
        assert!(told.contains(&format!("\n{line}\n")), "{line}: {told}");
    }
    assert_eq!(serving.stop(), Some(0));
}

#[test]
fn the_service_for_systemd_is_well_formed() {
    let office = Office::open(&["dolj:Craiova"]);
    let arguments = ["--user", "root", "--listen", "0.0.0.0:443"];
    let service = office.teren("systemd", &arguments).with_code(0).out;
    assert!(
        service.contains("\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n"),
        "{service}"
    );
    let file = office.data().join("teren.service");
    fs::write(&file, &service).unwrap();
    let Ok(verified) = Command::new("systemd-analyze")
        .args(["verify", "--man=no", file.to_str().unwrap()])
        .stdin(Stdio::null())
        .output()
    else {
        return; // no systemd on this machine: what the service says was looked at above
    };
    let said = String::from_utf8_lossy(&verified.stderr);
    let of_ours: Vec<_> = said
        .lines()
        .filter(|line| line.contains("teren.service"))
        .collect();
    assert!(of_ours.is_empty(), "{said}");
}

#[test]
fn what_the_system_refuses_is_said_in_words() {
    let office = Office::open(&["dolj:Craiova"]);
    let other = tempfile::tempdir().unwrap();
    let data = other.path().join("data");
    let data = data.to_str().unwrap();
    let init = [
        "init",
        "--data",
        data,
        "--organisation",
        "Other",
        "--country",
        "RO",
    ];
    let _made = run("teren", &init).with_code(0);
    let taken = office.address().to_string();
    let refused = run("teren", &["serve", "--data", data, "--listen", &taken]).with_code(1);
    assert!(
        refused.err.contains("another program listens there"),
        "{}",
        refused.err
    );
    let odd = run("teren", &["serve", "--data", data, "--listen", "nonsense"]).with_code(2);
    assert!(odd.err.contains("such as 0.0.0.0:8443"), "{}", odd.err);
    // A folder with something else in it is nobody's demonstration.
    fs::write(other.path().join("letter.txt"), "dear").unwrap();
    let folder = other.path().to_str().unwrap();
    let refused = run("teren", &["demo", "--once", "--data", folder]).with_code(1);
    assert!(refused.err.contains("is not empty"), "{}", refused.err);
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2);
}

/// A port that nobody listens on now.
fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn get(address: &str, path: &str) -> String {
    let mut line = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    line.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    answer
}
