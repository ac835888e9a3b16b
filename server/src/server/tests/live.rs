//! Open pages hear that something moved: soon, only when it is theirs to see, and the end.

use std::time::Duration;

use client_core::model::{Edit, Register, Role};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::door::{cookie, send, show, signed_in};
use super::field::member;
use super::pinned;
use super::running::{Running, body, get, header, status};
use super::sync::with_phones::{joined, sync};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page of this browser that listens.
async fn listening(running: &Running, cookie: &str) -> impl AsyncRead + Unpin + use<> {
    let pin = running.state.secrets.pin();
    let stream = pinned::connect(running.tcp().await, pin, "localhost", "").await;
    let mut stream = stream.unwrap();
    let request = format!("GET /live HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let head = heard(&mut stream, ":\n\n").await;
    assert_eq!(status(&head), 200);
    assert_eq!(header(&head, "content-type"), Some("text/event-stream"));
    stream
}

/// What comes until these words, or until the end.
async fn heard(stream: &mut (impl AsyncRead + Unpin), words: &str) -> String {
    let mut all = String::new();
    let reading = async {
        let mut piece = [0; 1024];
        while !all.contains(words) {
            let read = stream.read(&mut piece).await.unwrap_or(0);
            if read == 0 {
                break;
            }
            all += &String::from_utf8_lossy(&piece[..read]);
        }
    };
    timeout(PATIENCE, reading)
        .await
        .expect("it comes, or the end does");
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_is_heard_by_whom_it_concerns_and_the_end_by_all() {
    let running = Running::start().await;
    let (admin, _) = signed_in(&running).await;
    let (coordinator, _) = member(&running, "Cora", Role::Coordinator).await;
    let mut of_all = listening(&running, &admin).await;
    let mut of_dolj = listening(&running, &coordinator).await;
    let invite = running.invite("ana", Role::Volunteer);
    let phone = tokio::task::spawn_blocking(move || {
        let dir = tempfile::tempdir().unwrap();
        let ana = joined(&invite, dir.path(), "ana");
        ana.0
            .begin(None, &[Edit::text(Register::Title, "Grade 9")])
            .unwrap();
        sync(&ana);
    });
    phone.await.unwrap();
    for page in [&mut of_all, &mut of_dolj] {
        let moved = heard(page, "data: moved\n\n").await;
        assert!(moved.contains("data: moved"), "{moved}");
    }
    // Pages that are open do not hold up the end.
    timeout(PATIENCE / 2, running.server.shutdown())
        .await
        .expect("it ends");
    for page in [&mut of_all, &mut of_dolj] {
        heard(page, "never said").await;
    }
}

#[tokio::test]
async fn whoever_may_see_nothing_hears_nothing() {
    let running = Running::start().await;
    assert_eq!(status(&running.ask(&get("/live")).await), 403);
    let (volunteer, _) = member(&running, "Vera", Role::Volunteer).await;
    assert_eq!(status(&show(&running, "/live", &volunteer).await), 403);
    let by_code = format!("way=code&code={}", running.code);
    let by_code = cookie(&send(&running, "/sign-in", "", &by_code).await);
    assert_eq!(
        status(&show(&running, "/live", &by_code).await),
        403,
        "no password yet"
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn pages_bring_the_script_that_listens_and_no_other() {
    let running = Running::start().await;
    let (admin, _) = signed_in(&running).await;
    let page = show(&running, "/", &admin).await;
    let policy = header(&page, "content-security-policy").unwrap();
    assert!(
        policy.contains("script-src 'self'; connect-src 'self'"),
        "{policy}"
    );
    let (_, script) = body(&page).split_once("<script src=\"").expect("a script");
    let script = running.ask(&get(script.split('"').next().unwrap())).await;
    assert_eq!(
        header(&script, "content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert!(
        body(&page).contains(">Load again</a>"),
        "the way without it"
    );
    running.server.shutdown().await;
}
