//! The register of venues in a browser: searched, accepted, merged, undone, and by nobody else.

use client_core::model::catalogue::{Entry, Venue};
use client_core::time::Timestamp;

use super::door::{send, show, signed_in};
use super::running::{Running, body, header, status};
use super::settle::between;
use crate::register::{self, RegisterError};
use crate::store::catalogue;

const TABLE: &str = "id,name,locality,adm1
ro-1,Colegiul Hurmuzachi,Rădăuți,RO-SV
ro-2,Gara de Nord,București,RO-B
";

async fn with_a_proposal() -> Running {
    let running = Running::start().await;
    let proposed = Entry::Venue(Venue {
        id: "p-0123456789ab".to_owned(),
        name: "Liceul <Nou>".to_owned(),
        locality: "Rădăuți".to_owned(),
        adm1: "RO-SV".to_owned(),
        unit: None,
        pcode: None,
        at: None,
        merged_into: None,
        proposed: true,
    });
    let written = running.state.store.write(|tx| {
        register::import(tx, TABLE, Timestamp(1_489_478_700_000))?;
        catalogue::put(tx, &proposed)?;
        Ok::<_, RegisterError>(())
    });
    written.unwrap();
    running
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_accepted_merged_and_taken_back_on_the_page() {
    let running = with_a_proposal().await;
    let (cookie, token) = signed_in(&running).await;
    let shown = async |address: &str| {
        let page = show(&running, address, &cookie).await;
        assert_eq!(status(&page), 200, "{page}");
        body(&page).to_owned()
    };
    let sent = async |address: &str, form: &str| {
        let form = format!("form_token={token}&{form}");
        let answer = send(&running, address, &cookie, &form).await;
        assert_eq!(status(&answer), 303, "{answer}");
        header(&answer, "location").unwrap().to_owned()
    };

    let page = shown("/venues").await;
    let at = |name: &str| page.find(name).expect(name);
    assert!(at("Liceul &lt;Nou&gt;") < at("Colegiul Hurmuzachi"));
    assert!(page.contains("formaction=\"/venues/accept\""));
    let page = shown("/venues?q=radauti+colegiul").await;
    assert!(page.contains("ro-1") && !page.contains("ro-2"));

    let accepted = sent("/venues/accept", "id=p-0123456789ab&q=nou").await;
    assert_eq!(accepted, "/venues?q=nou&said=venue-accepted");
    let page = shown(&accepted).await;
    assert!(page.contains("was accepted") && !page.contains("formaction"));

    let page = shown("/venues?q=nou&rename=p-0123456789ab").await;
    assert!(page.contains("action=\"/venues/rename\""), "{page}");
    let empty = sent("/venues/rename", "id=p-0123456789ab&name=+").await;
    assert_eq!(empty, "/venues?said=not-taken");
    let renamed = sent("/venues/rename", "id=p-0123456789ab&name=Liceul+Vechi").await;
    assert_eq!(renamed, "/venues?said=venue-renamed");
    let page = shown("/venues").await;
    assert!(page.contains("Liceul Vechi was renamed"), "{page}");
    let number = between(&page, "name=\"number\" value=\"", "\"");
    let undone = sent("/venues/undo", &format!("number={number}")).await;
    assert_eq!(undone, "/venues?said=undone");

    let half = sent("/venues/merge", "goes=p-0123456789ab").await;
    assert_eq!(half, "/venues?said=nothing");
    let pair = "goes=p-0123456789ab&stays=ro-1";
    assert_eq!(
        sent("/venues/merge", pair).await,
        "/venues?said=venues-merged"
    );
    assert_eq!(
        sent("/venues/merge", pair).await,
        "/venues?said=venues-moved"
    );
    let page = shown("/venues").await;
    assert!(page.contains("Liceul &lt;Nou&gt; is now Colegiul Hurmuzachi"));
    assert!(!page.contains("value=\"p-0123456789ab\""), "it went");

    let number = between(&page, "name=\"number\" value=\"", "\"");
    let undo = format!("number={number}");
    assert_eq!(sent("/venues/undo", &undo).await, "/venues?said=undone");
    assert_eq!(
        sent("/venues/undo", &undo).await,
        "/venues?said=venues-moved"
    );
    let page = shown("/venues").await;
    assert!(page.contains("value=\"p-0123456789ab\""), "it is back");
    running.server.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_changes_for_no_form_of_another_page() {
    let running = with_a_proposal().await;
    let (cookie, token) = signed_in(&running).await;
    let form = "form_token=guessed&goes=ro-1&stays=ro-2";
    let answer = send(&running, "/venues/merge", &cookie, form).await;
    assert_eq!(status(&answer), 403, "{answer}");
    let form = format!("form_token={token}&goes=ro-1&stays=ro-2");
    let answer = send(&running, "/venues/merge", "", &form).await;
    assert_eq!(header(&answer, "location"), Some("/sign-in"), "{answer}");
    let kept = running.state.store.read(|c| catalogue::venue(c, "ro-1"));
    assert_eq!(kept.unwrap().unwrap().merged_into, None);
    let form = format!("form_token={token}&goes=ro-9&stays=ro-2");
    let answer = send(&running, "/venues/merge", &cookie, &form).await;
    assert_eq!(status(&answer), 404, "{answer}");
    running.server.shutdown().await;
}
