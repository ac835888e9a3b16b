//! What must not be in a note, in a coordinator's browser: shown without being repeated, gone once
//! it is mended or called harmless, back when something else is written.

use client_core::ids::DocId;
use client_core::model::{Edit, Register, Role};

use super::everyday::{Office, Phone, synced};
use super::settle::between;

const LIST: &str = "/sessions?notes=suspect";
const NUMBER: &str = "0745 123 456";

fn recorded(phone: &Phone, note: &str) -> DocId {
    let edits = [
        Edit::text(Register::Title, "Market day"),
        Edit::text(Register::Status, "done"),
    ];
    let doc = phone.0.begin(None, &edits).unwrap();
    phone.0.write_notes(doc, "", note).unwrap();
    doc
}

fn rewritten(phone: &Phone, doc: DocId, note: &str) {
    let shown = phone.0.session(doc).unwrap().notes;
    phone.0.write_notes(doc, &shown, note).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_with_a_number_is_looked_at_until_it_is_mended() {
    let office = Office::open().await;
    let ana = office.phone("ana", Role::Volunteer, "dolj").await;
    let doc = recorded(&ana, &format!("She left {NUMBER}."));
    recorded(&ana, "58 pupils, 08:05-09:40, helpline 0800 800 678.");
    let ana = synced(ana).await;

    let list = office.show("/sessions").await;
    assert_eq!(list.matches("look at the note").count(), 1, "{list}");
    let list = office.show(LIST).await;
    assert_eq!(list.matches("/sessions/0").count(), 1, "{list}");
    assert!(!list.contains(NUMBER), "a list never repeats it: {list}");
    let page = office.show(&format!("/sessions/{doc}")).await;
    let notice = between(&page, "by which a person can be found", "</form>");
    assert!(
        notice.contains("Notes: looks like a phone number"),
        "{notice}"
    );
    assert!(!notice.contains(NUMBER), "{notice}");

    rewritten(&ana, doc, "She asked about a contract.");
    let ana = synced(ana).await;
    assert!(!office.show(LIST).await.contains("look at the note"));
    let page = office.show(&format!("/sessions/{doc}")).await;
    assert!(!page.contains("looks like a phone number"), "{page}");
    drop(ana);
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_coordinator_calls_harmless_is_remembered_and_nothing_else_is() {
    let office = Office::open().await;
    let ana = office.phone("ana", Role::Volunteer, "dolj").await;
    let doc = recorded(&ana, "The school answers at office@school.example.");
    let ana = synced(ana).await;
    let address = format!("/sessions/{doc}");
    let page = office.show(&address).await;
    let notice = between(&page, "by which a person can be found", "</form>");
    let form = format!("seen={}", between(notice, "name=\"seen\" value=\"", "\""));

    // What was written since the page was made is not meant.
    let more = format!("The school answers at office@school.example. She: {NUMBER}.");
    rewritten(&ana, doc, &more);
    let ana = synced(ana).await;
    let said = office.send(&format!("{address}/harmless"), &form).await;
    assert_eq!(said, format!("{address}?said=harmless"));
    let page = office.show(&address).await;
    assert!(!page.contains("looks like an e-mail address"), "{page}");
    assert!(page.contains("looks like a phone number"), "{page}");
    assert!(page.contains("said to be harmless"), "{page}");
    let again = office.send(&format!("{address}/harmless"), &form).await;
    assert!(again.ends_with("?said=moved"), "{again}");

    rewritten(&ana, doc, "The school answers at office@school.example.");
    let ana = synced(ana).await;
    let state = &office.running.state;
    let home = state.store.read(crate::store::organisation::home);
    let home = home.unwrap().unwrap();
    let rebuilt = state
        .store
        .write(|tx| crate::projection::rebuild(tx, &home.id, |_| {}));
    rebuilt.unwrap();
    assert!(!office.show(LIST).await.contains("look at the note"));
    drop(ana);
    office.close().await;
}
