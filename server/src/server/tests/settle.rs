//! Two phones disagree, a coordinator decides in a browser, the phones hear of it.

use client_core::ids::DocId;
use client_core::model::{Edit, Register, Role};
use tempfile::TempDir;

use super::door::{cookie, form_token, send, show, signed_in};
use super::running::{Running, body, header, status};
use super::sync::with_phones::{joined, sync};

/// What stands between two texts of a page.
#[track_caller]
pub(super) fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = page.split_once(before).expect("the page has it");
    rest.split(after).next().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_coordinator_chooses_reaches_every_phone() {
    let running = Running::start().await;
    let invites = ["ana", "ion"].map(|name| running.invite(name, Role::Volunteer));
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().to_owned();
    let phones = tokio::task::spawn_blocking(move || {
        let ana = joined(&invites[0], &folder, "ana");
        let ion = joined(&invites[1], &folder, "ion");
        let id = ana
            .0
            .begin(None, &[Edit::text(Register::Title, "Grade 9")])
            .unwrap();
        sync(&ana);
        sync(&ion);
        ana.0
            .edit(id, &[Edit::text(Register::Title, "Two classes")])
            .unwrap();
        ion.0
            .edit(id, &[Edit::text(Register::Title, "Grades 9 and 10")])
            .unwrap();
        for phone in [&ana, &ion, &ana] {
            sync(phone);
        }
        (ana, ion, id)
    });
    let (ana, ion, id) = phones.await.unwrap();

    let (cookie, token) = signed_in(&running).await;
    let address = format!("/sessions/{id}");
    let page = show(&running, &address, &cookie).await;
    let conflict = between(body(&page), "<form class=\"conflict\"", "</form>");
    let seen = between(conflict, "name=\"seen\" value=\"", "\"");
    let chosen = between(conflict, "class=\"saying-value\">", "<")
        .trim()
        .to_owned();
    let form = format!("form_token={token}&field=title&saying=0&seen={seen}");
    let settle = format!("{address}/settle");
    let forged = send(&running, &settle, &cookie, &form.replace(&token, "0000")).await;
    assert_eq!(status(&forged), 403);
    for said in ["settled", "moved"] {
        let answer = send(&running, &settle, &cookie, &form).await;
        let back = format!("{address}?said={said}");
        assert_eq!(header(&answer, "location"), Some(back.as_str()), "{answer}");
    }
    let page = show(&running, &address, &cookie).await;
    assert!(
        !body(&page).contains("class=\"conflict\""),
        "nothing is open any more"
    );

    let agreed = tokio::task::spawn_blocking(move || {
        for (client, line) in [ana, ion] {
            let phone = (client, line);
            sync(&phone);
            assert!(phone.0.conflicts().unwrap().is_empty());
            assert_eq!(phone.0.session(id).unwrap().title, chosen);
        }
        drop::<TempDir>(dir);
    });
    agreed.await.unwrap();
    running.server.shutdown().await;
}

#[tokio::test]
async fn nothing_is_done_with_a_session_before_a_password_is_chosen() {
    let running = Running::start().await;
    let form = format!("way=code&code={}", running.code);
    let cookie = cookie(&send(&running, "/sign-in", "", &form).await);
    let form = format!("form_token={}", form_token(&running, &cookie).await);
    let session = format!("/sessions/{}", DocId([7; 16]));
    for deed in ["settle", "review", "assign", "move", "withdraw"] {
        let answer = send(&running, &format!("{session}/{deed}"), &cookie, &form).await;
        assert_eq!(status(&answer), 403, "{deed}: {answer}");
    }
    running.server.shutdown().await;
}
