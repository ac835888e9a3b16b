//! What is tried out leaves no trace: not on the disk, not at the server, not in a number.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::server::{Server, TestPhone, done, welcome};
use super::*;
use crate::store::catalogue;

fn tell(phone: &TestPhone, key: &str, json: &str) {
    let told = phone
        .client
        .write(|tx, _| Ok(catalogue::put(tx, key, 1, Some(json))?));
    told.unwrap();
}

/// Every file below a folder with what is in it.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

fn practised(client: &Client) -> DocId {
    let doc = client.plan(&draft("Trying out")).unwrap();
    let cell: crate::model::Cell = "reached.f.14-17".parse().unwrap();
    client.count(doc, cell, 12).unwrap();
    client.write_notes(doc, "", "Many questions.").unwrap();
    client.finish(doc).unwrap();
    doc
}

#[test]
fn practice_is_the_whole_work_and_leaves_nothing() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let real = plan(&phone, "Grade 9");
    phone.sync(&server);
    let before = files(phone.folder().path());

    let practice = phone.client.practise().unwrap();
    assert!(practice.is_practice() && !phone.client.is_practice());
    let doc = practised(&practice);
    let shown = practice.session(doc).unwrap();
    assert_eq!(shown.people_reached(), 12);
    assert_eq!(shown.notes, "Many questions.");
    let rows = practice.list(&query("trying")).unwrap().rows;
    assert_eq!((rows.len(), rows[0].row.unsent), (1, false));
    assert_eq!(practice.status().unwrap().unsent, 0);
    assert!(matches!(
        practice.session(real),
        Err(ClientError::UnknownSession(_))
    ));
    drop(practice);

    assert_eq!(files(phone.folder().path()), before);
    assert_eq!(phone.client.status().unwrap().unsent, 0);
    assert!(phone.client.session(doc).is_err());
    assert!(practised(&phone.client.practise().unwrap()) != doc, "anew");
}

#[test]
fn practice_knows_what_the_organisation_has_told() {
    let phone = TestPhone::join(&Server::new());
    tell_campaign(&phone, "not-for-sale", None);
    let venue = r#"{"entry": "venue", "id": "school-1", "name": "School 1",
        "locality": "Rădăuți", "adm1": "RO-SV"}"#;
    tell(&phone, "venue/school-1", venue);
    let role = Role::Coordinator;
    let mut me = phone.client.identity().clone();
    me.role = role;
    phone.client.write(|tx, _| Ok(me.save(tx)?)).unwrap();

    let practice = phone.client.practise().unwrap();
    let of = |campaign: &str| Draft {
        campaign: Some(campaign.parse().unwrap()),
        ..draft("Trying out")
    };
    assert!(practice.plan(&of("not-for-ever")).is_err());
    let doc = practice.plan(&of("not-for-sale")).unwrap();
    assert_eq!(practice.venues("rada", None, 10).unwrap().len(), 1);
    let verified = practice.review(doc, ReviewState::Verified, "").unwrap();
    assert!(verified.review.is_some(), "what a coordinator may");
}

#[test]
fn nothing_of_practice_is_sent_handed_over_or_taken_in() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let practice = phone.client.practise().unwrap();
    let doc = practised(&practice);
    server.answer(|_| vec![welcome(), done()]);
    let (mut told, cancel) = (|_: &Progress| {}, Cancel::default());
    let refused = [
        practice.sync(&server, &mut told, &cancel).err(),
        practice.repair(&server, &mut told, &cancel).err(),
        practice.fetch(doc).err(),
        practice.hand_over(Chosen::Unsent, None).err(),
        practice.take(b"a file").err(),
        practice.set_pin(&DeviceKey::new([1; 32]), "271828").err(),
    ];
    for (at, error) in refused.into_iter().enumerate() {
        assert!(matches!(error, Some(ClientError::Practice)), "{at}");
    }
    assert!(server.requests.lock().unwrap().is_empty());
}
