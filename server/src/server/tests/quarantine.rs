//! What a closed phone left, on the page where a coordinator decides about it.

use client_core::client::Cancel;
use client_core::ids::DocId;
use client_core::model::Role;
use client_core::model::plain::parse_text;
use client_core::sync::SyncEnd;
use client_core::wire::FailureCode;

use super::door::send;
use super::everyday::{Office, Phone, on_phone, synced};
use super::field::{member, member_of};
use super::running::{body, status};
use crate::environment;
use crate::store::devices;

/// A volunteer's phone that was closed before it sent a session; gives the session's id.
async fn left_behind(office: &Office, name: &'static str, title: &'static str) -> DocId {
    let phone = synced(office.phone(name, Role::Volunteer, "dolj").await).await;
    let device = phone.0.identity().device;
    let now = environment::now();
    let closed = office
        .running
        .state
        .store
        .write(|tx| devices::close(tx, device, false, now));
    assert!(closed.unwrap());
    on_phone(move || {
        let form = format!(
            r#"{{ "kind": "school", "title": "{title}", "status": "done",
                "started_at": "2017-03-14T08:00:00Z", "reached": {{ "f.14-17": 31 }},
                "place": {{ "country": "RO", "adm1": "RO-DJ", "locality": "Bailesti" }} }}"#
        );
        let form = parse_text(&form).unwrap();
        let id = phone.0.record(&form).unwrap();
        pushed(&phone);
        id
    })
    .await
}

/// Sends what there is; the phone is told that it is closed.
fn pushed((client, line): &Phone) {
    let synced = client.sync(line, &mut |_| {}, &Cancel::default()).unwrap();
    let closed = matches!(&synced.report.end, Some(SyncEnd::Failed { code, .. })
        if *code == FailureCode::DeviceClosed);
    assert!(closed, "{synced:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_closed_phone_left_is_shown_and_admitted_or_rejected() {
    let office = Office::open().await;
    let quiet = office.show("/phones").await;
    assert!(!quiet.contains("/quarantine"), "nothing waits");
    let admitted = left_behind(&office, "ana", "Grade 9").await;
    let rejected = left_behind(&office, "ion", "Grade 10").await;
    for page in ["/", "/phones"] {
        let page = office.show(page).await;
        assert!(page.contains("Work on 2 sessions waits"), "{page}");
    }
    let page = office.show("/quarantine").await;
    for said in [
        "Grade 9",
        "Bailesti, Dolj",
        "14 Mar 2017",
        "Phone of ana",
        "had been closed",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let list = office.show("/sessions").await;
    assert!(!list.contains("Grade 9"), "nothing of it counts yet");

    let doc = format!("doc={admitted}");
    let said = office.send("/quarantine/admit", &doc).await;
    assert_eq!(said, "/quarantine?said=let-in");
    let twice = office.send("/quarantine/admit", &doc).await;
    assert_eq!(twice, "/quarantine?said=decided-before");
    let session = office.show(&format!("/sessions/{admitted}")).await;
    assert!(
        session.contains("Kept work") && session.contains("31"),
        "{session}"
    );

    let doc = format!("doc={rejected}");
    let silent = office
        .send("/quarantine/reject", &format!("{doc}&reason=+"))
        .await;
    assert_eq!(silent, "/quarantine?said=reason");
    let said = office
        .send("/quarantine/reject", &format!("{doc}&reason=Made+up"))
        .await;
    assert_eq!(said, "/quarantine?said=kept-out");
    let page = office.show("/quarantine").await;
    assert!(
        page.contains("Nothing waits") && page.contains("Made up"),
        "{page}"
    );
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_coordinator_sees_what_waits_of_the_own_unit_and_no_other() {
    let office = Office::open().await;
    let doc = left_behind(&office, "ana", "Grade 9").await;
    let (own, _) = member(&office.running, "Maria", Role::Coordinator).await;
    let page = super::door::show(&office.running, "/quarantine", &own).await;
    assert!(body(&page).contains("Grade 9"), "{page}");
    let (other, token) = member_of(&office.running, "Radu", Role::Coordinator, "olt").await;
    let page = super::door::show(&office.running, "/quarantine", &other).await;
    assert!(!body(&page).contains("Grade 9"), "{page}");
    let form = format!("form_token={token}&doc={doc}");
    let tried = send(&office.running, "/quarantine/admit", &other, &form).await;
    assert!(tried.contains("said=decided-before"), "{tried}");
    let stranger = send(&office.running, "/quarantine/admit", "", &form).await;
    assert_eq!(status(&stranger), 303, "to the door");
    let page = office.show("/quarantine").await;
    assert!(page.contains("Grade 9"), "it waits on");
    office.close().await;
}
