//! Photos between real phones and a real server: after the figures, over lines that break, and to
//! nobody who does not see the session.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use client_core::client::{Cancel, Client, Environment, Home};
use client_core::model::{Edit, Kind, Register};
use client_core::photo;
use client_core::store::StoreKey;
use client_core::time::Timestamp;
use client_core::transport::Https;
use client_core::wire::Invite;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, Rgb, RgbImage};
use serde_json::Value;
use tests::office::Office;
use tests::poor_line::{Fate, PoorLine};
use tests::programs::program;

/// What a line of 64 kbit/s carries in the 20 seconds until it breaks.
const LINE_BYTES: u64 = 160_000;
const LINE_BYTES_A_MS: u64 = 8;

/// A picture out of a camera, all grain, so that it is large, with the place where it was taken.
fn picture(seed: u32, width: u32, height: u32) -> Vec<u8> {
    let mut state = seed;
    let grain = RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(state >> 24) as u8, (state >> 16) as u8, (state >> 8) as u8])
    });
    let mut file = Cursor::new(Vec::new());
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 90);
    let exif = b"MM\0\x2a\0\0\0\x08\0\0\0\0\0\0GPS 47.8496 N".to_vec();
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(&grain).unwrap();
    file.into_inner()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// A line to an office, and what a phone that joins over it is given.
fn over(office: &Office, name: &str) -> (PoorLine, String) {
    let line = PoorLine::to(office.address());
    let link = office.invite(name, "volunteer", "suceava");
    let (server, poor) = (office.address().to_string(), line.address().to_string());
    (line, link.replace(&server, &poor))
}

fn record(office: &Office, name: &str, title: &str) -> String {
    let form = format!(r#"{{ "kind": "public_event", "title": "{title}", "status": "done" }}"#);
    let file = office.data().with_file_name(format!("{name}-form.json"));
    fs::write(&file, form).unwrap();
    let recorded = office.phone(name, &["record", file.to_str().unwrap()]);
    recorded.with_code(0).out.trim().to_owned()
}

fn camera(office: &Office, seed: u32, width: u32, height: u32) -> PathBuf {
    let file = office.data().with_file_name(format!("market-{seed}.jpg"));
    fs::write(&file, picture(seed, width, height)).unwrap();
    file
}

fn add(office: &Office, name: &str, session: &str, file: &Path) -> String {
    let added = office.phone(name, &["photo", "add", session, file.to_str().unwrap()]);
    let out = added.with_code(0).out;
    out.split_whitespace().next().unwrap().to_owned()
}

fn listed(office: &Office, name: &str, session: &str) -> Vec<Value> {
    let listed = office.phone(name, &["photo", "list", session, "--json"]);
    listed.with_code(0).json().as_array().unwrap().clone()
}

fn sync(office: &Office, name: &str) -> Value {
    office.phone(name, &["sync", "--json"]).with_code(0).json()
}

fn save(office: &Office, name: &str, session: &str, photo: &str) -> Vec<u8> {
    let to = office.data().with_file_name(format!("saved-{name}.jpg"));
    let _ = fs::remove_file(&to);
    let arguments = [
        "photo",
        "save",
        session,
        photo,
        "--to",
        to.to_str().unwrap(),
    ];
    let _saved = office.phone(name, &arguments).with_code(0);
    fs::read(to).unwrap()
}

/// An app over a poor line, whose clock runs as fast as that line would carry.
fn enrol(office: &Office, name: &str) -> (Client, Https, PoorLine) {
    let (line, link) = over(office, name);
    let invite: Invite = link.parse().unwrap();
    let https = Https::of_invite(&invite);
    let home = Home {
        dir: office.data().with_file_name(format!("app-{name}")),
        key: StoreKey::new([7; 32]),
        vfs: None,
    };
    let clock = line.clock_ms(LINE_BYTES_A_MS);
    let environment = Environment::new(
        "poor 1",
        move || Timestamp(clock()),
        |bytes| getrandom::fill(bytes).unwrap(),
    );
    let client = Client::join(home, &invite, &https, environment, name).unwrap();
    (client, https, line)
}

#[test]
fn figures_come_first_and_photos_go_on_after_each_cut() {
    let office = Office::open(&["suceava:Suceava"]);
    let (client, https, line) = enrol(&office, "ana");
    let mut useful = 0;
    let mut last = None;
    for number in 0..10 {
        let edits = [
            Edit::text(Register::Kind, Kind::PublicEvent.code()),
            Edit::text(Register::Title, format!("Market {number}")),
        ];
        let doc = client.begin(None, &edits).unwrap();
        if number < 3 {
            let picture = picture(number, 400, 300);
            let file = client.attach(doc, &picture, "market.jpg").unwrap();
            useful += file.bytes;
            last = Some((doc, file.sha256));
        }
    }
    assert!(useful > 2 * LINE_BYTES, "{useful} bytes are too few");
    line.set_fate(Fate::Cut(LINE_BYTES));
    let before = line.carried();
    let mut rounds = 0;
    loop {
        let synced = client
            .sync(&https, &mut |_| {}, &Cancel::default())
            .unwrap();
        let status = client.status().unwrap();
        assert_eq!(
            status.unsent, 0,
            "the figures are through with the first line"
        );
        rounds += 1;
        if status.unsent_photos == 0 {
            break;
        }
        assert!(synced.photos.trouble.is_some() && rounds < 20, "{synced:?}");
    }
    assert!(rounds > 2, "a line did not break");
    let sent = line.carried().sent - before.sent;
    assert!(
        sent * 4 <= useful * 5,
        "{sent} bytes for {useful}, {rounds} lines"
    );
    let (doc, sha256) = last.unwrap();
    office.hand_out("ion", "volunteer", "suceava");
    sync(&office, "ion");
    let got = save(&office, "ion", &doc.to_string(), &sha256);
    assert_eq!(photo::hash(&got), sha256);
    let mut office = office;
    office.kill();
    let _clean = office.teren("check", &[]).with_code(0);
}

#[test]
fn a_phone_that_is_killed_while_it_sends_goes_on_where_it_was() {
    let office = Office::open(&["suceava:Suceava"]);
    let (line, link) = over(&office, "ana");
    let _joined = office.phone("ana", &["join", &link]).with_code(0);
    let session = record(&office, "ana", "Market");
    let photo = add(&office, "ana", &session, &camera(&office, 1, 400, 300));
    let bytes = listed(&office, "ana", &session)[0]["bytes"]
        .as_u64()
        .unwrap();
    // Past the first pieces, before the last.
    line.set_fate(Fate::Stalls(bytes * 3 / 4));
    let folder = office.phone_folder("ana");
    let mut command = program("phone");
    command.arg("--store").arg(&folder).arg("sync");
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut sending = command.spawn().unwrap();
    line.wait_for_stall();
    sending.kill().unwrap();
    sending.wait().unwrap();

    line.set_fate(Fate::Holds);
    let row = &listed(&office, "ana", &session)[0];
    assert_eq!(row["state"], "to_send");
    assert!(row["sent"].as_u64().unwrap() > 0, "{row}");
    let status = office.phone("ana", &["status"]).with_code(0).out;
    assert!(status.contains("unsent: 0, and 1 photo"), "{status}");
    let before = line.carried().sent;
    let synced = sync(&office, "ana");
    assert_eq!(
        (&synced["photos_sent"], &synced["photos_waiting"]),
        (&1.into(), &0.into())
    );
    assert!(
        line.carried().sent - before < bytes,
        "only what was missing"
    );
    let row = &listed(&office, "ana", &session)[0];
    assert_eq!(
        (&row["state"], &row["sha256"]),
        (&"sent".into(), &photo.into())
    );
}

#[test]
fn who_sees_the_session_sees_its_photos_and_nothing_of_the_camera() {
    let office = Office::open(&["suceava:Suceava", "iasi:Iasi"]);
    office.hand_out("ana", "volunteer", "suceava");
    office.hand_out("ion", "volunteer", "suceava");
    office.hand_out("vera", "volunteer", "iasi");
    let session = record(&office, "ana", "Market");
    let camera = camera(&office, 1, 2_000, 900);
    assert!(holds(&fs::read(&camera).unwrap(), b"GPS 47.8496"));
    let photo = add(&office, "ana", &session, &camera);
    let own = save(&office, "ana", &session, &photo);
    photo::check(&own).unwrap();
    assert!(!holds(&own, b"GPS") && !holds(&own, b"Exif"));
    assert_eq!(listed(&office, "ana", &session)[0]["name"], "market-1.jpg");
    assert_eq!(sync(&office, "ana")["photos_sent"], 1);

    sync(&office, "ion");
    assert_eq!(listed(&office, "ion", &session)[0]["state"], "elsewhere");
    assert_eq!(save(&office, "ion", &session, &photo), own);
    assert_eq!(listed(&office, "ion", &session)[0]["state"], "sent");
    sync(&office, "vera");
    let to = office.data().with_file_name("stolen.jpg");
    let arguments = [
        "photo",
        "save",
        &session,
        &photo,
        "--to",
        to.to_str().unwrap(),
    ];
    let refused = office.phone("vera", &arguments);
    assert_ne!(refused.code, Some(0));
    assert!(!to.exists());

    // Taken out by a colleague, it is gone for everybody.
    let _removed = office
        .phone("ion", &["photo", "remove", &session, &photo])
        .with_code(0);
    sync(&office, "ion");
    sync(&office, "ana");
    assert!(listed(&office, "ana", &session).is_empty());
    let kept = [
        "photo",
        "save",
        &session,
        &photo,
        "--to",
        to.to_str().unwrap(),
    ];
    for label in ["ana", "ion"] {
        assert_ne!(
            office.phone(label, &kept).code,
            Some(0),
            "{label} has it still"
        );
    }
    let wrong = camera.with_file_name("no.jpg");
    fs::write(&wrong, "not a picture").unwrap();
    let wrong = ["photo", "add", &session, wrong.to_str().unwrap()];
    let said = office.phone("ana", &wrong).with_code(2).err;
    assert!(
        said.contains("photo") && said.contains("JPEG or PNG"),
        "{said}"
    );
}

#[test]
fn a_server_put_back_to_before_a_photo_gets_it_again() {
    let mut office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let session = record(&office, "ana", "Market");
    sync(&office, "ana");
    let to = office.data().with_file_name("backup");
    let _backed = office
        .teren("backup", &["--to", to.to_str().unwrap()])
        .with_code(0);
    let photo = add(&office, "ana", &session, &camera(&office, 1, 300, 200));
    assert_eq!(sync(&office, "ana")["photos_sent"], 1);
    office.kill();
    let restored = office.teren("restore", &["--from", to.to_str().unwrap(), "--set-aside"]);
    let _restored = restored.with_code(0);
    office.restart();
    let synced = sync(&office, "ana");
    assert_eq!(synced["photos_sent"], 1, "{synced}");
    office.hand_out("ion", "volunteer", "suceava");
    sync(&office, "ion");
    assert_eq!(photo::hash(&save(&office, "ion", &session, &photo)), photo);
}
