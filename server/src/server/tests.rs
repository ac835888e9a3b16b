//! A real server on a real socket: known by its pin alone, stopped without loss, bounded.

mod certificate;
mod door;
mod everyday;
#[cfg(feature = "demo")]
mod exchanges;
mod field;
mod join;
#[cfg(feature = "demo")]
mod live;
#[cfg(feature = "demo")]
mod photos;
mod pinned;
#[cfg(feature = "demo")]
mod quarantine;
#[cfg(feature = "demo")]
mod register;
mod running;
#[cfg(feature = "demo")]
mod settle;
mod suspects;
mod sync;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;
use running::{Running, get, talk};

#[tokio::test]
async fn a_client_that_knows_only_the_pin_is_answered() {
    let running = Running::start().await;
    let answer = running.ask(&get("/health")).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\"status\":\"ok\""), "{answer}");
    assert!(answer.contains("strict-transport-security: "), "{answer}");
    assert!(
        answer.contains("content-security-policy: default-src 'none'"),
        "{answer}"
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn every_name_of_the_server_is_in_its_certificate_and_no_other() {
    let running = Running::start().await;
    let pin = running.state.secrets.pin();
    for name in ["localhost", "127.0.0.1", "::1", "teren.example.org"] {
        pinned::connect(running.tcp().await, pin, name, "")
            .await
            .expect(name);
    }
    let other = pinned::connect(running.tcp().await, pin, "other.example.org", "").await;
    assert!(other.is_err());
    running.server.shutdown().await;
}

#[tokio::test]
async fn another_pin_is_not_answered_and_is_counted() {
    let running = Running::start().await;
    let wrong = pinned::connect(running.tcp().await, [7; 32], "localhost", "").await;
    assert!(wrong.unwrap_err().to_string().contains("UnknownIssuer"));
    // The server sees the end in its own time, but before it has shut down.
    let state = running.state.clone();
    running.server.shutdown().await;
    assert_eq!(state.metrics.handshakes_failed.get(), 1);
}

#[tokio::test]
async fn both_versions_of_http_are_offered() {
    let running = Running::start().await;
    let pin = running.state.secrets.pin();
    for protocol in ["h2", "http/1.1"] {
        let stream = pinned::connect(running.tcp().await, pin, "localhost", protocol);
        let stream = stream.await.unwrap();
        assert_eq!(
            stream.get_ref().1.alpn_protocol(),
            Some(protocol.as_bytes())
        );
    }
    running.server.shutdown().await;
}

#[tokio::test]
async fn what_nobody_serves_is_said_and_counted() {
    let running = Running::start().await;
    let answer = running.ask(&get("/nothing")).await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    let answer = running.ask(&get("/v1/nothing")).await;
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
    assert!(
        answer.contains(r#"{"code":"not_found","message":"#),
        "{answer}"
    );
    let post = get("/health").replacen("GET", "POST", 1);
    let answer = running.ask(&post).await;
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
    let counts = running.ask(&get("/health?verbose")).await;
    assert!(
        counts.contains(r#""method_not_allowed":1,"not_found":2"#),
        "{counts}"
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_file_is_kept_for_ever_and_a_page_never() {
    let running = Running::start().await;
    let style = running.ask(&get(&crate::assets::style().address())).await;
    assert!(style.starts_with("HTTP/1.1 200 OK\r\n"), "{style}");
    assert!(
        style.contains("cache-control: public, max-age=31536000, immutable\r\n"),
        "{style}"
    );
    let none = running.ask(&get("/assets/teren.css")).await;
    assert!(none.starts_with("HTTP/1.1 404 "), "{none}");
    assert!(none.contains("cache-control: no-store\r\n"), "{none}");
    running.server.shutdown().await;
}

#[tokio::test]
async fn the_plain_listener_is_for_this_machine_alone() {
    let running = Running::start().await;
    let plain = running.server.plain_addr().unwrap();
    assert!(plain.ip().is_loopback());
    let answer = talk(TcpStream::connect(plain).await.unwrap(), &get("/health")).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(!answer.contains("strict-transport-security"), "{answer}");

    let tls = "127.0.0.1:0".parse().unwrap();
    let listen = Listen {
        tls,
        plain: Some("0.0.0.0:0".parse().unwrap()),
        metrics: None,
        certificate: None,
    };
    let refused = Server::bind(listen, running.state.clone()).await;
    assert!(matches!(refused, Err(ServeError::NotLoopback(_))));
    running.server.shutdown().await;
}

#[tokio::test]
async fn numbers_are_told_on_their_own_listener_and_nowhere_else() {
    let running = Running::start().await;
    let elsewhere = running.ask(&get("/metrics")).await;
    assert!(elsewhere.starts_with("HTTP/1.1 404 "), "{elsewhere}");
    let metrics = running.server.metrics_addr().unwrap();
    let ask = async |path| talk(TcpStream::connect(metrics).await.unwrap(), &get(path)).await;
    let told = ask("/metrics").await;
    assert!(told.starts_with("HTTP/1.1 200 OK\r\n"), "{told}");
    let media_type = running::header(&told, "content-type");
    assert_eq!(media_type, Some("text/plain; version=0.0.4; charset=utf-8"));
    for line in [
        "teren_connections_total 2",
        "teren_requests_refused_total{code=\"not_found\"} 1",
        "teren_sync_duration_seconds_count 0",
        "teren_trouble{what=\"clock_impossible\"} 0",
        "teren_devices_waiting 0",
        "teren_photos 0",
        "teren_photos_bytes_max 10737418240",
    ] {
        let is_told = running::body(&told).lines().any(|told| told == line);
        assert!(is_told, "{line}: {told}");
    }
    for page in ["/", "/sign-in", "/v1/sync"] {
        let none = ask(page).await;
        assert!(none.starts_with("HTTP/1.1 404 "), "{none}");
    }
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_taken_address_is_an_error_that_names_it() {
    let running = Running::start().await;
    let taken = running.server.local_addr();
    let listen = Listen {
        tls: taken,
        plain: None,
        metrics: None,
        certificate: None,
    };
    let refused = Server::bind(listen, running.state.clone())
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains(&taken.to_string()),
        "{refused}"
    );
    running.server.shutdown().await;
}

#[tokio::test]
async fn stopping_answers_what_is_under_way_and_takes_nothing_new() {
    let running = Running::start().await;
    let address = running.server.local_addr();
    let pin = running.state.secrets.pin();
    let mut stream = pinned::connect(running.tcp().await, pin, "localhost", "")
        .await
        .unwrap();
    // An answered request proves that the connection is being served; then half of a second one.
    let keep = get("/health").replace("connection: close\r\n", "");
    stream.write_all(keep.as_bytes()).await.unwrap();
    let mut first = [0; 15];
    stream.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");

    running.server.shutdown().await;
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert!(rest.contains("\"status\":\"ok\""), "{rest}");
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
}
