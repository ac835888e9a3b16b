//! Strangers who want to join.

use client_core::wire::{Invite, JoinAnswer, JoinRequest};
use tests::office::Office;

use super::{Post, Server, code, get};

/// A key of a phone.
fn key(number: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[number; 32])
}

fn post(body: &[u8]) -> Post<'_> {
    Post {
        path: "/v1/join",
        media_type: "application/json",
        token: None,
        body,
    }
}

fn invite_code(office: &Office, name: &str) -> String {
    let link = office.invite(name, "volunteer", "suceava");
    link.parse::<Invite>().unwrap().code
}

/// Joins by hand, and returns what a phone would keep.
pub(super) fn joined(server: &Server, name: &str) -> JoinAnswer {
    let invite = invite_code(&server.office, name);
    let request = JoinRequest::new(&invite, &key(7), "by hand 1");
    let body = serde_json::to_vec(&request).unwrap();
    let answer = server.post(&post(&body));
    assert_eq!(answer.status, 200, "{answer:?}");
    serde_json::from_slice(&answer.body).unwrap()
}

#[test]
fn what_is_no_request_to_join_is_told_so() {
    let server = Server::start();
    let invite = invite_code(&server.office, "ana");
    let good = serde_json::to_value(JoinRequest::new(&invite, &key(1), "by hand 1")).unwrap();
    let with = |field: &str, value: serde_json::Value| {
        let mut changed = good.clone();
        changed[field] = value;
        serde_json::to_vec(&changed).unwrap()
    };
    let good = serde_json::to_vec(&good).unwrap();
    for body in [
        b"".to_vec(),
        b"{}".to_vec(),
        b"[1, 2".to_vec(),
        vec![0xff; 100],
        good[..good.len() / 2].to_vec(),
        with("surprise", 1.into()),
        with("public_key", "zz".into()),
        with("proof", "00".into()),
    ] {
        let answer = server.post(&post(&body));
        assert_eq!(answer.status, 400, "{body:?}");
        assert_eq!(code(&answer), "malformed");
    }
    let long = with("app", "a".repeat(10_000).into());
    let answer = server.post(&post(&long));
    assert_eq!((answer.status, code(&answer).as_str()), (413, "too_large"));
    let other = Post {
        media_type: "text/plain",
        ..post(&good)
    };
    let answer = server.post(&other);
    let expected = (415, "unsupported_media_type");
    assert_eq!((answer.status, code(&answer).as_str()), expected);
    let answer = server.ask(&get("/v1/join"));
    let expected = (405, "method_not_allowed");
    assert_eq!((answer.status, code(&answer).as_str()), expected);
    server.still_works();
    // The invite is still good.
    assert_eq!(server.post(&post(&good)).status, 200);
}

#[test]
fn a_wrong_or_used_code_is_told_apart_from_nothing() {
    let server = Server::start();
    let used = invite_code(&server.office, "ana");
    let ask = |code: &str, number: u8| {
        let request = JoinRequest::new(code, &key(number), "by hand 1");
        server.post(&post(&serde_json::to_vec(&request).unwrap()))
    };
    assert_eq!(ask(&used, 1).status, 200);
    let mut answers = Vec::new();
    for wrong in [used.as_str(), "0000-0000-0000-0000-0000", "no code"] {
        let answer = ask(wrong, 2);
        assert_eq!(
            (answer.status, code(&answer).as_str()),
            (403, "invite_unknown")
        );
        answers.push(answer.body);
    }
    assert!(answers.iter().all(|body| *body == answers[0]));
    server.still_works();
}
