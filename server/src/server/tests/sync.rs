//! Syncing over the wire: what a stranger sends is refused before it costs anything, and two real
//! phones show each other their work.

use client_core::limits::REQUEST_BYTES_MAX;
use client_core::model::Role;

use super::running::{Running, body, header, status, with_headers};

const FRAMES: &str = "content-type: application/vnd.teren.sync\r\n";

#[tokio::test]
async fn what_is_no_exchange_is_told_so() {
    let running = Running::start().await;
    let token = running.join("Ana", Role::Volunteer).await;
    let known = format!("{FRAMES}authorization: Bearer {token}\r\n");
    let foreign = format!("{FRAMES}authorization: Bearer {}\r\n", "0".repeat(64));
    let untyped = known.replace(FRAMES, "");
    let long = "a".repeat(REQUEST_BYTES_MAX + 1);
    for (headers, sent, code, number) in [
        (FRAMES, "", "unauthenticated", 401),
        (&foreign, "", "unauthenticated", 401),
        (&foreign, &long, "unauthenticated", 401),
        (&untyped, "", "unsupported_media_type", 415),
        (&known, "", "malformed", 400),
        (&known, "no frame at all", "encoding_unknown", 400),
        (&known, "\0\0no message", "malformed", 400),
        (&known, "\0\u{1}no zstd", "malformed", 400),
        (&known, &long, "too_large", 413),
    ] {
        let answer = running
            .ask(&with_headers("POST", "/v1/sync", headers, sent))
            .await;
        assert_eq!(status(&answer), number, "{answer}");
        let told = format!("{{\"code\":\"{code}\"");
        assert!(body(&answer).starts_with(&told), "{code}: {answer}");
        let challenge = header(&answer, "www-authenticate");
        assert_eq!(challenge.is_some(), number == 401);
    }
    running.server.shutdown().await;
}

#[tokio::test]
async fn when_all_places_are_taken_a_phone_is_told_when_to_come_back() {
    let running = Running::start().await;
    let token = running.join("Ana", Role::Volunteer).await;
    let taken: Vec<_> = std::iter::from_fn(|| running.state.gate.enter()).collect();
    let headers = format!("{FRAMES}authorization: Bearer {token}\r\n");
    let answer = running
        .ask(&with_headers("POST", "/v1/sync", &headers, ""))
        .await;
    assert_eq!(status(&answer), 503, "{answer}");
    let after: u64 = header(&answer, "retry-after").unwrap().parse().unwrap();
    assert!(crate::limits::RETRY_SECONDS.contains(&after));
    drop(taken);
    let answer = running
        .ask(&with_headers("POST", "/v1/sync", &headers, ""))
        .await;
    assert_eq!(status(&answer), 400, "{answer}");
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_second_request_of_the_same_device_is_told_when_to_come_back() {
    let running = Running::start().await;
    let token = running.join("Ana", Role::Volunteer).await;
    let known = running.state.exchange.enter(Some(&token)).unwrap();
    let first = running.state.underway.enter(known.who.device).unwrap();
    let headers = format!("{FRAMES}authorization: Bearer {token}\r\n");
    let request = with_headers("POST", "/v1/sync", &headers, "");
    let answer = running.ask(&request).await;
    assert_eq!(status(&answer), 503, "{answer}");
    assert!(header(&answer, "retry-after").is_some());
    drop(first);
    for _ in 0..2 {
        let answer = running.ask(&request).await;
        assert_eq!(status(&answer), 400, "{answer}");
    }
    running.server.shutdown().await;
}

#[tokio::test]
async fn strangers_cannot_take_the_phones_places() {
    let running = Running::start().await;
    let token = running.join("Ana", Role::Volunteer).await;
    let taken: Vec<_> = std::iter::from_fn(|| running.state.strangers.enter()).collect();
    let stranger = format!("{FRAMES}authorization: Bearer {}\r\n", "0".repeat(64));
    let answer = running
        .ask(&with_headers("POST", "/v1/sync", &stranger, ""))
        .await;
    assert_eq!(status(&answer), 503, "{answer}");
    let known = format!("{FRAMES}authorization: Bearer {token}\r\n");
    let answer = running
        .ask(&with_headers("POST", "/v1/sync", &known, ""))
        .await;
    assert_eq!(status(&answer), 400, "{answer}");
    drop(taken);
    running.server.shutdown().await;
}

#[cfg(feature = "demo")]
pub(super) mod with_phones {
    use client_core::client::{Cancel, Client, Environment, Home};
    use client_core::model::{Edit, Register};
    use client_core::store::StoreKey;
    use client_core::store::list::ListQuery;
    use client_core::transport::Https;
    use client_core::wire::Invite;

    use super::*;

    pub(in super::super) fn joined(
        invite: &Invite,
        dir: &std::path::Path,
        name: &str,
    ) -> (Client, Https) {
        let home = Home {
            dir: dir.join(name),
            key: StoreKey::new([7; 32]),
            vfs: None,
        };
        let line = Https::of_invite(invite);
        let system = Environment::system("test");
        (
            Client::join(home, invite, &line, system, name).unwrap(),
            line,
        )
    }

    pub(in super::super) fn sync((client, line): &(Client, Https)) {
        let synced = client.sync(line, &mut |_| {}, &Cancel::default()).unwrap();
        assert!(synced.trouble.is_none(), "{synced:?}");
    }

    fn titles((client, _): &(Client, Https)) -> Vec<String> {
        let query = ListQuery {
            limit: 10,
            ..ListQuery::default()
        };
        let rows = client.list(&query).unwrap().rows;
        rows.into_iter().map(|listed| listed.row.title).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn two_phones_of_one_unit_show_each_other_their_work() {
        let running = Running::start().await;
        let invites = ["ana", "ion"].map(|name| running.invite(name, Role::Volunteer));
        let dir = tempfile::tempdir().unwrap();
        let work = tokio::task::spawn_blocking(move || {
            let ana = joined(&invites[0], dir.path(), "ana");
            let ion = joined(&invites[1], dir.path(), "ion");
            ana.0
                .begin(None, &[Edit::text(Register::Title, "Grade 9")])
                .unwrap();
            sync(&ana);
            sync(&ion);
            assert_eq!(titles(&ion), ["Grade 9"]);
        });
        work.await.unwrap();
        running.server.shutdown().await;
    }
}
