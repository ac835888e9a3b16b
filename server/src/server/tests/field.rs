//! Phones and members in a browser: who may do what, and that no other site can.

use client_core::model::Role;
use client_core::recovery::{self, UnlockSecret};

use super::door::{PASSWORD, cookie, form_token, send, show, signed_in};
use super::running::{Running, body, get, header, status, with_headers};
use crate::accounts;
use crate::environment;
use crate::store::{StoreError, deposits};

/// A member of this role, signed in.
pub(super) async fn member(running: &Running, name: &str, role: Role) -> (String, String) {
    member_of(running, name, role, "dolj").await
}

/// The same, of this unit.
pub(super) async fn member_of(
    running: &Running,
    name: &str,
    role: Role,
    unit: &str,
) -> (String, String) {
    running.invite_to(name, role, unit);
    let now = environment::now();
    let code = running.state.store.write(|tx| {
        let member = crate::store::members::by_name(tx, name)?.expect("just invited");
        accounts::sign_in_code(tx, &member.id, now, &mut environment::random)
    });
    let form = format!("way=code&code={}", code.unwrap());
    let cookie = cookie(&send(running, "/sign-in", "", &form).await);
    let token = form_token(running, &cookie).await;
    let form = format!("form_token={token}&password={PASSWORD}&again={PASSWORD}");
    assert_eq!(
        status(&send(running, "/password", &cookie, &form).await),
        303
    );
    (cookie, token)
}

/// The address of the only phone that a page lists.
fn phone_of(page: &str) -> String {
    let (_, rest) = page.split_once("href=\"/phones/").expect("a phone");
    format!("/phones/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_phone_is_invited_joined_closed_and_wiped_from_a_browser() {
    let running = Running::start().await;
    let (cookie, token) = signed_in(&running).await;
    running.join("ana", Role::Volunteer).await;
    let page = show(&running, "/phones", &cookie).await;
    assert_eq!(status(&page), 200);
    let address = phone_of(body(&page));

    let id = body(&page).split_once("<option value=\"m-").unwrap().1;
    let id = format!("m-{}", id.split('"').next().unwrap());
    let form = format!("form_token={token}&member={id}");
    let answer = send(&running, "/phones/invite", &cookie, &form).await;
    assert_eq!(status(&answer), 200);
    assert!(body(&answer).contains("/join#code=") && body(&answer).contains("class=\"qr\""));
    let again = show(&running, "/phones/invite", &cookie).await;
    assert_eq!(header(&again, "location"), Some("/phones"), "shown once");

    let form = format!("form_token={token}");
    let wipe = format!("{address}/wipe");
    let unsure = send(&running, &wipe, &cookie, &form).await;
    let back = format!("{address}?said=not-confirmed");
    assert_eq!(header(&unsure, "location"), Some(back.as_str()));
    let close = send(&running, &format!("{address}/close"), &cookie, &form).await;
    let back = format!("{address}?said=phone-closed");
    assert_eq!(header(&close, "location"), Some(back.as_str()));
    let sure = send(&running, &wipe, &cookie, &format!("{form}&sure=yes")).await;
    let back = format!("{address}?said=phone-wiped");
    assert_eq!(header(&sure, "location"), Some(back.as_str()));
    let page = show(&running, &address, &cookie).await;
    assert!(body(&page).contains("Wiping decided") && body(&page).contains("Administrator"));
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_code_for_a_forgotten_pin_is_shown_once_and_noted() {
    let running = Running::start().await;
    let (cookie, token) = signed_in(&running).await;
    running.join("ana", Role::Volunteer).await;
    let address = phone_of(body(&show(&running, "/phones", &cookie).await));
    let page = show(&running, &address, &cookie).await;
    assert!(body(&page).contains("No code can be made yet"), "{page}");
    let (unlock, form) = (format!("{address}/unlock"), format!("form_token={token}"));
    let early = send(&running, &unlock, &cookie, &form).await;
    let back = format!("{address}?said=no-deposit");
    assert_eq!(header(&early, "location"), Some(back.as_str()));

    let secret = UnlockSecret::draw(&mut environment::random);
    let device = address.rsplit('/').next().unwrap().parse().unwrap();
    let key = running.state.secrets.recovery().unwrap().public();
    let sealed = recovery::seal(&secret, &key, device, [7; 32]).unwrap();
    let left = deposits::Deposit {
        unlock: secret.id(),
        to: key,
        sealed: sealed.to_vec(),
        received: environment::now(),
        handed_out: None,
    };
    let store = &running.state.store;
    let kept: Result<(), StoreError> = store.write(|tx| deposits::put(tx, device, &left));
    kept.unwrap();
    let made = send(&running, &unlock, &cookie, &form).await;
    assert_eq!(status(&made), 200, "{made}");
    assert_eq!(header(&made, "cache-control"), Some("no-store"));
    assert!(body(&made).contains(&secret.to_string()) && body(&made).contains("class=\"qr\""));
    let again = show(&running, &unlock, &cookie).await;
    assert_eq!(header(&again, "location"), Some("/phones"), "shown once");
    let page = show(&running, &address, &cookie).await;
    assert!(body(&page).contains("Code for a forgotten PIN"), "{page}");
    assert!(body(&page).contains("A code was handed out at"), "{page}");
    let same = send(&running, &unlock, &cookie, &form).await;
    assert!(body(&same).contains(&secret.to_string()));
    assert!(
        body(&same).contains("This code was handed out before"),
        "{same}"
    );

    let _closed = send(&running, &format!("{address}/close"), &cookie, &form).await;
    let closed = send(&running, &unlock, &cookie, &form).await;
    let back = format!("{address}?said=not-unlocked");
    assert_eq!(header(&closed, "location"), Some(back.as_str()));
    running.server.shutdown().await;
}

#[tokio::test]
async fn members_come_from_a_table_after_a_look_that_changes_nothing() {
    let running = Running::start().await;
    let (cookie, token) = signed_in(&running).await;
    let table = "name%2Crole%2Cunit%0AIon+Pop%2Cvolunteer%2Cdolj%0AMaria%2Chelper%2Cdolj";
    let form = format!("form_token={token}&table={table}");
    for address in ["/members/check", "/members/add"] {
        let page = send(&running, address, &cookie, &form).await;
        assert_eq!(status(&page), 200);
        assert!(
            body(&page).contains("is no role that you can give"),
            "{page}"
        );
        assert!(
            body(&page).contains("Maria,helper,dolj"),
            "what was typed is kept"
        );
    }
    let part = |name: &str, text: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let parts = [
        part("form_token", &token),
        part("table", ""),
        part("file", "name;role;unit\nRadu Stan;volunteer;atlantis"),
        "--x--\r\n".to_owned(),
    ];
    let headers = format!(
        "content-type: multipart/form-data; boundary=x\r\nsec-fetch-site: same-origin\r\n\
         cookie: {cookie}\r\n"
    );
    let file = with_headers("POST", "/members/check", &headers, &parts.concat());
    let page = running.ask(&file).await;
    assert!(
        body(&page).contains("No regional centre is called “atlantis”"),
        "{page}"
    );
    let none = show(&running, "/members", &cookie).await;
    assert!(!body(&none).contains("Ion Pop"));

    let form = form.replace("helper", "volunteer");
    let look = send(&running, "/members/check", &cookie, &form).await;
    assert!(body(&look).contains("2 members can be added"), "{look}");
    let sheet = send(&running, "/members/add", &cookie, &form).await;
    assert_eq!(body(&sheet).matches("class=\"slip\"").count(), 2, "{sheet}");
    let twice = send(&running, "/members/add", &cookie, &form).await;
    assert!(body(&twice).contains("There is a member called"), "{twice}");
    let list = show(&running, "/members", &cookie).await;
    assert!(body(&list).contains("Ion Pop") && body(&list).contains("until "));
    running.server.shutdown().await;
}

#[tokio::test]
async fn nobody_reaches_beyond_the_own_role() {
    let running = Running::start().await;
    let (volunteer, _) = member(&running, "Vera", Role::Volunteer).await;
    for address in ["/phones", "/members", "/coverage"] {
        assert_eq!(
            status(&show(&running, address, &volunteer).await),
            403,
            "{address}"
        );
        let out = running.ask(&get(address)).await;
        assert_eq!(header(&out, "location"), Some("/sign-in"), "{address}");
    }
    let (cookie, token) = member(&running, "Cora", Role::Coordinator).await;
    let page = show(&running, "/members", &cookie).await;
    assert!(body(&page).contains("Administrator") && !body(&page).contains("Choose Administrator"));
    let admin = running
        .state
        .store
        .read(|c| crate::store::members::by_name(c, "Administrator"));
    let admin = admin.unwrap().unwrap().id;
    let form = format!("form_token={token}&member={admin}");
    for address in ["/phones/invite", "/members/sheet"] {
        assert_eq!(
            status(&send(&running, address, &cookie, &form).await),
            403,
            "{address}"
        );
    }
    let id = "0".repeat(32);
    for act in ["approve", "unlock"] {
        let tried = send(&running, &format!("/phones/{id}/{act}"), &cookie, &form).await;
        assert_eq!(status(&tried), 403);
        assert!(body(&tried).contains("You may not do this"), "{tried}");
    }
    running.server.shutdown().await;
}

#[tokio::test]
async fn every_form_needs_its_token_and_our_own_page() {
    let running = Running::start().await;
    let (cookie, token) = signed_in(&running).await;
    let id = "0".repeat(32);
    let mut addresses = [
        "/phones/invite",
        "/members/check",
        "/members/add",
        "/members/sheet",
    ]
    .map(str::to_owned)
    .to_vec();
    addresses
        .extend(["close", "wipe", "approve", "unlock"].map(|what| format!("/phones/{id}/{what}")));
    for address in addresses {
        let forged = send(&running, &address, &cookie, "form_token=00").await;
        assert_eq!(status(&forged), 403, "{address}");
        assert!(body(&forged).contains("That form was too old"), "{forged}");
        let evil = format!(
            "content-type: application/x-www-form-urlencoded\r\ncookie: {cookie}\r\n\
             sec-fetch-site: cross-site\r\n"
        );
        let form = format!("form_token={token}");
        let answer = running
            .ask(&with_headers("POST", &address, &evil, &form))
            .await;
        assert_eq!(status(&answer), 403, "{address}");
        let signed_out = send(&running, &address, "", &form).await;
        assert_eq!(
            header(&signed_out, "location"),
            Some("/sign-in"),
            "{address}"
        );
    }
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_partner_sees_no_page_of_sessions_and_phones() {
    let running = Running::start().await;
    let (partner, _) = member(&running, "Vera", Role::Partner).await;
    for address in [
        "/sessions",
        "/sessions/plan",
        "/duplicates",
        "/phones",
        "/live",
    ] {
        let answer = show(&running, address, &partner).await;
        assert_eq!(status(&answer), 403, "{address}");
    }
    running.server.shutdown().await;
}
