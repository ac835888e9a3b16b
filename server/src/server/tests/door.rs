//! The way of a browser: a one-time code, a password of one's own, out and in again.

use super::running::{Running, body, get, header, status, with_headers};

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";
pub(super) const PASSWORD: &str = "three+plain+words";

/// Sends a form, with a cookie unless it is empty.
pub(super) async fn send(running: &Running, path: &str, cookie: &str, form: &str) -> String {
    let headers = format!("{FORM}sec-fetch-site: same-origin\r\ncookie: {cookie}\r\n");
    running
        .ask(&with_headers("POST", path, &headers, form))
        .await
}

/// Opens a page, with a cookie.
pub(super) async fn show(running: &Running, address: &str, cookie: &str) -> String {
    let headers = format!("cookie: {cookie}\r\n");
    running
        .ask(&with_headers("GET", address, &headers, ""))
        .await
}

#[track_caller]
pub(super) fn cookie(answer: &str) -> String {
    let given = header(answer, "set-cookie").expect("a cookie");
    assert!(
        given.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{given}"
    );
    given.split(';').next().unwrap().to_owned()
}

pub(super) async fn form_token(running: &Running, cookie: &str) -> String {
    let headers = format!("cookie: {cookie}\r\n");
    let page = running
        .ask(&with_headers("GET", "/password", &headers, ""))
        .await;
    let (_, after) = body(&page)
        .split_once(r#"name="form_token" value=""#)
        .expect("a token");
    after.split('"').next().unwrap().to_owned()
}

/// The administrator's cookie and form token.
pub(super) async fn signed_in(running: &Running) -> (String, String) {
    let form = format!("way=code&code={}", running.code);
    let cookie = cookie(&send(running, "/sign-in", "", &form).await);
    let token = form_token(running, &cookie).await;
    let form = format!("form_token={token}&password={PASSWORD}&again={PASSWORD}");
    assert_eq!(
        status(&send(running, "/password", &cookie, &form).await),
        303
    );
    (cookie, token)
}

#[tokio::test]
async fn a_code_is_worth_one_sign_in_and_a_password_many() {
    let running = Running::start().await;
    let form = format!("way=code&code={}", running.code);
    let answer = send(&running, "/sign-in", "", &form).await;
    assert_eq!(
        (status(&answer), header(&answer, "location")),
        (303, Some("/password"))
    );
    let by_code = cookie(&answer);

    let token = form_token(&running, &by_code).await;
    let form = format!("form_token={token}&password={PASSWORD}&again={PASSWORD}");
    let answer = send(&running, "/password", &by_code, &form).await;
    assert_eq!(
        (status(&answer), header(&answer, "location")),
        (303, Some("/?said=password"))
    );
    for address in [
        "/?said=password",
        "/sessions",
        "/sessions?review=conflicts&q=x&from=y",
    ] {
        let page = show(&running, address, &by_code).await;
        assert_eq!(status(&page), 200, "{page}");
        assert!(body(&page).contains("Administrator"), "{page}");
    }
    for address in [
        "/sessions/nonsense",
        "/sessions/015f0a5e-2c00-7000-8000-000000000000",
    ] {
        let page = show(&running, address, &by_code).await;
        assert_eq!(status(&page), 404, "{page}");
        assert!(body(&page).contains("<h1>"), "{page}");
    }

    let again = send(
        &running,
        "/sign-in",
        "",
        &format!("way=code&code={}", running.code),
    )
    .await;
    assert_eq!(status(&again), 403, "the code is spent");
    assert!(body(&again).contains("was used already"), "{again}");
    let wrong = send(
        &running,
        "/sign-in",
        "",
        "name=Administrator&password=wrong",
    )
    .await;
    assert_eq!(status(&wrong), 403);
    assert!(header(&wrong, "set-cookie").is_none());
    let form = format!("name=administrator&password={PASSWORD}");
    let right = send(&running, "/sign-in", "", &form).await;
    assert_eq!(
        (status(&right), header(&right, "location")),
        (303, Some("/"))
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn an_invite_opened_in_a_browser_says_what_to_do_with_it() {
    let running = Running::start().await;
    let page = running.ask(&get("/join")).await;
    assert_eq!(status(&page), 200);
    assert!(body(&page).contains("It works in the Teren app"), "{page}");
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_language_is_kept_by_the_browser_and_by_the_member() {
    let running = Running::start().await;
    let headers = |more: &str| format!("{FORM}sec-fetch-site: same-origin\r\n{more}");
    let referer = headers("referer: https://localhost/sign-in?way=code\r\n");
    let chosen = running
        .ask(&with_headers("POST", "/language", &referer, "language=ro"))
        .await;
    assert_eq!(
        (status(&chosen), header(&chosen, "location")),
        (303, Some("/sign-in?way=code"))
    );
    let kept = header(&chosen, "set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let door = show(&running, "/sign-in", &kept).await;
    assert!(body(&door).contains("lang=\"ro\"") && body(&door).contains("Conectare"));
    let elsewhere = headers("referer: https://localhost//evil.example.org/\r\n");
    let chosen = running
        .ask(&with_headers(
            "POST",
            "/language",
            &elsewhere,
            "language=en",
        ))
        .await;
    assert_eq!(header(&chosen, "location"), Some("/"));
    let unknown = send(&running, "/language", "", "language=xx").await;
    assert_eq!(status(&unknown), 400);

    let (cookie, token) = signed_in(&running).await;
    let forged = send(&running, "/language", &cookie, "language=ro").await;
    assert_eq!(status(&forged), 403);
    let form = format!("form_token={token}&language=ro");
    assert_eq!(
        status(&send(&running, "/language", &cookie, &form).await),
        303
    );
    // The member's own choice goes before what this browser was told earlier.
    let page = show(&running, "/", &format!("{cookie}; teren-language=en")).await;
    assert!(body(&page).contains("Privire de ansamblu"), "{page}");
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_form_that_is_not_ours_changes_nothing() {
    let running = Running::start().await;
    let form = format!("way=code&code={}", running.code);
    let evil = format!("{FORM}origin: https://evil.example.org\r\n");
    let answer = running
        .ask(&with_headers("POST", "/sign-in", &evil, &form))
        .await;
    assert_eq!(status(&answer), 403);
    assert!(header(&answer, "set-cookie").is_none());

    let cookie = cookie(&send(&running, "/sign-in", "", &form).await);
    for token in ["", "form_token=0123", "form_token="] {
        let answer = send(&running, "/sign-out", &cookie, token).await;
        assert_eq!(status(&answer), 403, "{token}");
    }
    let token = form_token(&running, &cookie).await;
    let out = send(
        &running,
        "/sign-out",
        &cookie,
        &format!("form_token={token}"),
    )
    .await;
    assert_eq!(
        (status(&out), header(&out, "location")),
        (303, Some("/sign-in"))
    );
    assert!(header(&out, "set-cookie").is_some_and(|gone| gone.ends_with("Max-Age=0")));
    let page = show(&running, "/sessions", &cookie).await;
    assert_eq!(
        header(&page, "location"),
        Some("/sign-in"),
        "the cookie is worth nothing now"
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_page_may_not_be_framed_scripted_or_kept() {
    let running = Running::start().await;
    let page = running.ask(&get("/sign-in")).await;
    assert_eq!(status(&page), 200);
    assert_eq!(header(&page, "cache-control"), Some("no-store"));
    let policy = header(&page, "content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    running.server.shutdown().await;
}
