//! How a photo goes from a phone: with its session, with what it was taken for, and never by halves.

use super::*;
use crate::wire::{RefusalCode, Refused};

/// The server takes nothing of what it is sent.
fn refuse_all(server: &Server) {
    server.answer(|request| {
        let mut answer = vec![welcome()];
        for put in &request.puts {
            let hash = Some(super::super::server::hash(&put.changes[0]));
            let (code, reason) = (RefusalCode::BadDocument, "because".to_owned());
            let doc = put.doc;
            answer.push(Refused { doc, hash, code, reason }.into());
        }
        answer.push(done());
        answer
    });
}

#[test]
fn a_photo_of_a_session_that_was_never_taken_goes_once_the_member_has_seen_why() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Market");
    let hash = attach(&phone, doc, 1);
    refuse_all(&server);
    phone.sync(&server);
    assert!(phone.client.session(doc).is_err());
    phone.sync(&server);
    assert!(phone.client.photo(doc, hash).unwrap().is_some());
    for matter in phone.client.attention().unwrap() {
        phone.client.dismiss(matter.number).unwrap();
    }
    phone.sync(&server);
    assert_eq!(to_send(&phone), 0);
    assert_eq!(phone.client.photo(doc, hash).unwrap(), None);
}
