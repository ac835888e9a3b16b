//! Joining over the wire: one invite lets one phone in, and what is no join request is told so.

use client_core::model::Role;
use client_core::wire::{JoinAnswer, JoinRequest, SYNC_MEDIA_TYPE};
use ed25519_dalek::SigningKey;

use super::pinned;
use super::running::{Running, body, header, status, with_headers};
use crate::limits::{BODY_BYTES_DISCARDED_MAX, JOIN_BYTES_MAX};

const JSON: &str = "content-type: application/json\r\n";

fn post(headers: &str, body: &str) -> String {
    with_headers("POST", "/v1/join", headers, body)
}

fn request(code: &str, key: u8) -> String {
    let request = JoinRequest::new(code, &SigningKey::from_bytes(&[key; 32]), "phone 1");
    serde_json::to_string(&request).unwrap()
}

#[tokio::test]
async fn an_invite_lets_one_phone_in() {
    let running = Running::start().await;
    let code = running.invite("Ana", Role::Volunteer).code;
    let answer = running.ask(&post(JSON, &request(&code, 1))).await;
    assert_eq!(status(&answer), 200, "{answer}");
    assert_eq!(header(&answer, "cache-control"), Some("no-store"));
    let joined: JoinAnswer = serde_json::from_str(body(&answer)).unwrap();
    assert_eq!(joined.member_name, "Ana");
    let identity = running.state.secrets.identity().verifying_key();
    assert_eq!(joined.identity_key, hex::encode(identity.to_bytes()));

    let second = running.ask(&post(JSON, &request(&code, 2))).await;
    assert_eq!(status(&second), 403, "{second}");
    assert!(
        body(&second).starts_with(r#"{"code":"invite_unknown","message":""#),
        "{second}"
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn what_is_no_join_request_is_told_so_and_counted() {
    let running = Running::start().await;
    let long = format!("{{\"code\":\"{}\"}}", "a".repeat(JOIN_BYTES_MAX));
    let truncated = post(JSON, "{}").replace("content-length: 2", "content-length: 9");
    for (request, code, number) in [
        (post(JSON, "{}"), "malformed", 400),
        (post(JSON, "[[[["), "malformed", 400),
        (post("", "{}"), "unsupported_media_type", 415),
        (
            post("content-type: text/plain\r\n", "{}"),
            "unsupported_media_type",
            415,
        ),
        (post(JSON, &long), "too_large", 413),
        (
            with_headers("PUT", "/v1/join", JSON, "{}"),
            "method_not_allowed",
            405,
        ),
        (
            with_headers("POST", "/v1/join/x", JSON, "{}"),
            "not_found",
            404,
        ),
    ] {
        let answer = running.ask(&request).await;
        assert_eq!(status(&answer), number, "{answer}");
        assert!(
            body(&answer).contains(&format!("{{\"code\":\"{code}\"")),
            "{answer}"
        );
    }
    let counted = running.state.metrics.counts().refused;
    assert_eq!(counted["malformed"], 2);
    assert_eq!(counted["unsupported_media_type"], 2);
    assert_eq!(counted["too_large"], 1);

    // The line is cut inside the body: there is nobody to tell, and nothing stays behind.
    let mut cut = running.tcp().await;
    drop(tokio::io::AsyncWriteExt::write_all(&mut cut, truncated.as_bytes()).await);
    drop(cut);
    running.server.shutdown().await;
}

#[tokio::test]
async fn too_much_over_http_2_is_answered_in_words() {
    static PIECE: [u8; 16 * 1024] = [b' '; 16 * 1024];
    let running = Running::start().await;
    let pin = running.state.secrets.pin();
    let stream = pinned::connect(running.tcp().await, pin, "localhost", "h2").await;
    let client = h2::client::Builder::new().handshake::<_, &'static [u8]>(stream.unwrap());
    let (client, connection) = client.await.unwrap();
    let connection = tokio::spawn(connection);
    let request = warp::http::Request::post("https://localhost/v1/join")
        .header("content-type", "application/json")
        .header("content-length", BODY_BYTES_DISCARDED_MAX + 1)
        .body(())
        .unwrap();
    let mut client = client.ready().await.unwrap();
    let (answer, mut body) = client.send_request(request, false).unwrap();
    body.send_data(&PIECE, false).unwrap();
    let answer = answer.await.expect("an answer before the stream is reset");
    assert_eq!(answer.status(), 413);
    let words = answer.into_body().data().await.unwrap().unwrap();
    assert!(words.starts_with(br#"{"code":"too_large""#), "{words:?}");
    drop((client, body));
    connection.await.unwrap().unwrap();
    running.server.shutdown().await;
}

/// A client that sends until it has its answer, as browsers and `curl` do: nothing is reset under
/// it before it has seen the answer and could stop.
#[tokio::test]
async fn seventy_megabytes_over_http_2_are_answered_and_not_cut() {
    const LENGTH: usize = 70_000_000;
    static PIECE: [u8; 16 * 1024] = [b' '; 16 * 1024];
    let running = Running::start().await;
    let pin = running.state.secrets.pin();
    for path in ["/v1/join", "/v1/sync"] {
        let stream = pinned::connect(running.tcp().await, pin, "localhost", "h2").await;
        let client = h2::client::Builder::new().handshake::<_, &'static [u8]>(stream.unwrap());
        let (client, connection) = client.await.unwrap();
        let connection = tokio::spawn(connection);
        let media_type = if path == "/v1/join" {
            "application/json"
        } else {
            SYNC_MEDIA_TYPE
        };
        let request = warp::http::Request::post(format!("https://localhost{path}"))
            .header("content-type", media_type)
            .header("content-length", LENGTH)
            .header("authorization", "Bearer nobody")
            .body(())
            .unwrap();
        let mut client = client.ready().await.unwrap();
        let (answer, mut body) = client.send_request(request, false).unwrap();
        let (answer, words) = tokio::join!(answer, send(&mut body, &PIECE, 2));
        words.expect("what is sent before the answer");
        let answer = answer.expect("an answer");
        let expected = if path == "/v1/join" { 413 } else { 401 };
        assert_eq!(answer.status(), expected, "{path}");
        let mut words = answer.into_body();
        while let Some(piece) = words.data().await {
            piece.expect("the answer to its end");
        }
        // It has not yet noticed, and goes on for more than the windows hold.
        send(&mut body, &PIECE, 40)
            .await
            .expect("no reset behind the answer");
        body.send_reset(h2::Reason::NO_ERROR);
        drop((client, body, words));
        connection.await.unwrap().unwrap();
    }
    running.server.shutdown().await;
}

/// Sends so many pieces as the server makes room for them.
async fn send(
    body: &mut h2::SendStream<&'static [u8]>,
    piece: &'static [u8],
    times: usize,
) -> Result<(), h2::Error> {
    for _ in 0..times {
        let mut left = piece;
        while !left.is_empty() {
            body.reserve_capacity(left.len());
            let room = std::future::poll_fn(|context| body.poll_capacity(context)).await;
            let room = room.ok_or(h2::Reason::STREAM_CLOSED)??;
            let (now, later) = left.split_at(room.min(left.len()));
            body.send_data(now, false)?;
            left = later;
        }
    }
    Ok(())
}
