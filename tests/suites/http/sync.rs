//! Strangers and broken phones who want to sync.

use std::fs;

use client_core::ids::{DeviceId, InstallNonce};
use client_core::limits::REQUEST_BYTES_MAX;
use client_core::time::Timestamp;
use client_core::wire::message::Blob;
use client_core::wire::request::End;
use client_core::wire::{Encoding, FrameEncoder, Hello, PROTOCOL, SYNC_MEDIA_TYPE, ToServer, Want};
use tests::office::Office;
use tests::programs::run_with_input;

use super::join::joined;
use super::{Post, Server, code, get};

fn post<'a>(token: Option<&'a str>, body: &'a [u8]) -> Post<'a> {
    Post {
        path: "/v1/sync",
        media_type: SYNC_MEDIA_TYPE,
        token,
        body,
    }
}

fn hello(device: DeviceId) -> Hello {
    Hello {
        protocol: PROTOCOL,
        app: "by hand 1".to_owned(),
        device,
        install: InstallNonce([1; 8]),
        sent: 1,
        cursors: Vec::new(),
        receipts: Vec::new(),
        catalogue_version: 0,
        unsent: 0,
        schemas: vec![1; 3],
        encodings: vec![Encoding::Plain.number()],
        clock: Timestamp(0),
        certificate: None,
        catalogue: None,
    }
}

fn frame(messages: &[ToServer]) -> Vec<u8> {
    let mut encoder = FrameEncoder::new(Encoding::Zstd);
    messages.iter().for_each(|message| encoder.push(message));
    encoder.finish()
}

fn request(hello: Hello) -> Vec<u8> {
    frame(&[hello.into(), End {}.into()])
}

#[test]
fn nobody_is_answered_without_a_token_that_is_known() {
    let server = Server::start();
    let me = joined(&server, "ana");
    let body = request(hello(me.device));
    let nearly = me.token.replace(|c: char| c.is_ascii_digit(), "a");
    for token in [
        None,
        Some(""),
        Some("zz"),
        Some(nearly.as_str()),
        Some(&me.token[1..]),
    ] {
        let answer = server.post(&post(token, &body));
        assert_eq!(answer.status, 401, "{token:?}");
        assert_eq!(code(&answer), "unauthenticated");
    }
    assert_eq!(server.refused("unauthenticated"), 5);
    assert_eq!(server.post(&post(Some(&me.token), &body)).status, 200);
    server.still_works();
}

#[test]
fn what_is_no_request_is_told_so() {
    let server = Server::start();
    let me = joined(&server, "ana");
    let ask = |body: &[u8]| server.post(&post(Some(&me.token), body));
    let good = request(hello(me.device));
    let want: ToServer = Want {
        doc: client_core::ids::DocId([1; 16]),
    }
    .into();
    let end: ToServer = End {}.into();
    let greeting: ToServer = hello(me.device).into();
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x40;
    for (what, body) in [
        ("nothing", Vec::new()),
        ("text", b"hello".to_vec()),
        ("only the head", good[..2].to_vec()),
        ("cut off", good[..good.len() - 3].to_vec()),
        ("damaged", flipped),
        ("no end", frame(std::slice::from_ref(&greeting))),
        ("no hello", frame(&[want, end.clone()])),
        ("two hellos", frame(&[greeting.clone(), greeting, end])),
        ("another device's", request(hello(DeviceId([9; 16])))),
    ] {
        let answer = ask(&body);
        let code = code(&answer);
        assert_eq!(answer.status, 400, "{what}: {code}");
        assert!(
            ["malformed", "encoding_unknown"].contains(&code.as_str()),
            "{what}: {code}"
        );
    }
    let mut future = hello(me.device);
    future.protocol = PROTOCOL + 1;
    assert_eq!(code(&ask(&request(future))), "protocol_unknown");
    assert_eq!(
        code(&ask(&[&[0x7f, 0x7f], &good[2..]].concat())),
        "encoding_unknown"
    );
    let text = Post {
        media_type: "text/plain",
        ..post(Some(&me.token), &good)
    };
    assert_eq!(code(&server.post(&text)), "unsupported_media_type");
    assert_eq!(code(&server.ask(&get("/v1/sync"))), "method_not_allowed");
    assert_eq!(ask(&good).status, 200);
    server.still_works();
}

#[test]
fn what_is_too_large_is_refused_before_it_costs_memory() {
    let server = Server::start();
    let me = joined(&server, "ana");
    let _first = server.post(&post(Some(&me.token), &request(hello(me.device))));
    let before = resident(&server.office);
    // A claim of a terabyte, with the first bytes of it.
    let claim = post(Some(&me.token), b"some bytes");
    let answer = server.send(&claim.bytes(1 << 40));
    assert_eq!((answer.status, code(&answer).as_str()), (413, "too_large"));
    // More than a request may be, all of it sent.
    let long = vec![0; REQUEST_BYTES_MAX + 1];
    let answer = server.post(&post(Some(&me.token), &long));
    assert_eq!((answer.status, code(&answer).as_str()), (413, "too_large"));
    // Few bytes that inflate to 64 MB.
    let mut bomb = FrameEncoder::new(Encoding::Zstd);
    bomb.push(&ToServer::from(hello(me.device)));
    for number in 0..64 {
        let bytes = Blob(vec![number; 1 << 20]);
        bomb.push(&ToServer::from(client_core::wire::Envelope { bytes }));
    }
    let bomb = bomb.finish();
    assert!(bomb.len() < 100_000);
    let answer = server.post(&post(Some(&me.token), &bomb));
    assert_eq!((answer.status, code(&answer).as_str()), (413, "too_large"));
    let grown = resident(&server.office).saturating_sub(before);
    assert!(grown < 48 << 20, "{grown} bytes more");
    server.still_works();
}

/// Memory of the server's process, in bytes.
fn resident(office: &Office) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", office.process())).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<u64>().unwrap() * 1_024
}

#[test]
fn a_phone_that_the_server_forgot_waits_for_approval() {
    let mut office = Office::open(&["suceava:Suceava"]);
    // A backup of before the phone joined.
    office.kill();
    let database = office.data().join("teren.db");
    let backup = office.data().join("backup.db");
    let _checked = office.teren("check", &[]).with_code(0);
    fs::copy(&database, &backup).unwrap();
    let wal = office.data().join("teren.db-wal");
    let _ = fs::copy(&wal, office.data().join("backup.db-wal"));
    office.restart();
    office.hand_out("ana", "volunteer", "suceava");
    let folder = office.phone_folder("ana");
    let arguments = ["--store", folder.to_str().unwrap(), "record", "-"];
    let form = r#"{ "kind": "school", "title": "Grade 9" }"#;
    let _ = run_with_input("phone", &arguments, form).with_code(0);
    let _ = office.phone("ana", &["sync"]).with_code(0);
    office.kill();
    fs::rename(&backup, &database).unwrap();
    let _ = fs::remove_file(&wal);
    let _ = fs::rename(office.data().join("backup.db-wal"), &wal);
    let _ = fs::remove_file(office.data().join("teren.db-shm"));
    office.restart();
    for _ in 0..2 {
        let waits = office.phone("ana", &["sync"]).with_code(4);
        assert!(waits.err.contains("waits until"), "{}", waits.err);
    }
    let listed = office.phone("ana", &["list", "--json"]).with_code(0).json();
    assert_eq!(listed.as_array().unwrap().len(), 1, "nothing is lost");
}
