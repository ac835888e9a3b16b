//! A certificate of the administrator's own: browsers see it, phones do not need it, and what is
//! wrong with a new one keeps nobody out.

use std::sync::Arc;

use client_core::transport::client_config;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio_rustls::{TlsAcceptor, TlsConnector};

use super::door::signed_in;
use super::running::{Running, with_headers};
use crate::ca::Pair;
use crate::environment;
use crate::metrics::Text;
use crate::server::certificate::Certificates;
use crate::state::watch::Trouble;
use crate::tls;

const NAME: &str = "teren.example.org";

/// The certificate that a client with these settings is shown, when it trusts it.
async fn seen(
    by: ClientConfig,
    certificates: &Certificates,
) -> std::io::Result<CertificateDer<'static>> {
    let acceptor = TlsAcceptor::from(tls::config(certificates.shown()).unwrap());
    let (here, there) = tokio::io::duplex(64 * 1024);
    let connector = TlsConnector::from(Arc::new(by));
    let name = ServerName::try_from(NAME).unwrap();
    let (client, _server) = tokio::join!(connector.connect(name, here), acceptor.accept(there));
    let client = client?;
    let shown = client.get_ref().1.peer_certificates().unwrap();
    Ok(shown[0].clone().into_owned())
}

/// A browser that trusts one authority.
fn browser(authority: CertificateDer<'static>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add(authority).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

#[tokio::test]
async fn browsers_see_the_own_certificate_and_phones_the_one_they_pinned() {
    let running = Running::start().await;
    let pair = Pair::new(NAME);
    let own = Some(pair.files.clone());
    let certificates = Certificates::open(running.state.clone(), own).unwrap();
    let own = seen(browser(pair.certificate()), &certificates)
        .await
        .unwrap();
    assert_eq!(own, pair.certificate());
    let phone = client_config(Some(running.state.secrets.pin()));
    assert_ne!(seen(phone, &certificates).await.unwrap(), own);
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_renewed_pair_is_shown_and_a_broken_one_is_said() {
    let running = Running::start().await;
    let watch = &running.state.watch;
    let pair = Pair::new(NAME);
    let own = Some(pair.files.clone());
    let certificates = Certificates::open(running.state.clone(), own).unwrap();
    pair.renew(NAME);
    certificates.look();
    let renewed = pair.certificate();
    let shown = seen(browser(renewed.clone()), &certificates).await;
    assert_eq!(shown.unwrap(), renewed);

    // Half of a renewal: the new key is not there yet.
    pair.write_key("");
    certificates.look();
    let shown = seen(browser(renewed.clone()), &certificates).await;
    assert_eq!(shown.unwrap(), renewed, "the one before stays");
    let troubles = watch.troubles();
    assert!(
        matches!(&troubles[..], [Trouble::Certificate(_)]),
        "{troubles:?}"
    );
    let health = running.ask(&super::get("/health")).await;
    assert!(health.contains("\"code\":\"certificate\""), "{health}");

    pair.renew(NAME);
    certificates.look();
    let shown = seen(browser(pair.certificate()), &certificates).await;
    assert_eq!(shown.unwrap(), pair.certificate());
    assert!(watch.troubles().is_empty());
    running.server.shutdown().await;
}

#[tokio::test]
async fn a_pair_that_is_broken_at_the_start_is_an_error() {
    let running = Running::start().await;
    let pair = Pair::new("other.example.org");
    let refused = Certificates::open(running.state.clone(), Some(pair.files.clone()));
    let refused = refused.map(drop).unwrap_err().to_string();
    assert!(refused.contains("not for teren.example.org"), "{refused}");
    running.server.shutdown().await;
}

#[tokio::test]
async fn the_end_of_the_own_certificate_is_said_before_it_comes() {
    const DAY_MS: i64 = 86_400_000;
    let running = Running::start().await;
    let pair = Pair::new(NAME);
    let ends = environment::now().plus_ms(10 * DAY_MS);
    pair.renew_until(NAME, Some(ends));
    let own = Some(pair.files.clone());
    let certificates = Certificates::open(running.state.clone(), own).unwrap();
    let health = running.ask(&super::get("/health")).await;
    assert!(health.contains("\"code\":\"certificate_ends\""), "{health}");
    assert!(health.contains("renew its files"), "{health}");
    let mut text = Text::default();
    running.state.tell(&mut text);
    let told = text.finish();
    let gauge = format!("teren_certificate_end_seconds {}\n", ends.0 / 1_000);
    assert!(told.contains(&gauge), "{told}");
    assert!(
        told.contains("teren_trouble{what=\"certificate_ends\"} 1"),
        "{told}"
    );

    // Administrators see it without a log, on the day that it is.
    let (cookie, _) = signed_in(&running).await;
    let headers = format!("cookie: {cookie}\r\naccept-language: ro\r\n");
    let page = running.ask(&with_headers("GET", "/", &headers, "")).await;
    assert!(
        page.contains("Certificatul arătat browserelor expiră la "),
        "{page}"
    );

    // A pair that has ended is not taken in the place of one that has not.
    pair.renew_until(NAME, Some(environment::now().plus_ms(-DAY_MS)));
    certificates.look();
    let codes: Vec<_> = running
        .state
        .watch
        .troubles()
        .iter()
        .map(Trouble::code)
        .collect();
    assert_eq!(codes, ["certificate", "certificate_ends"]);
    pair.renew(NAME);
    certificates.look();
    assert_eq!(running.state.watch.troubles(), []);

    pair.renew_until(NAME, Some(environment::now().plus_ms(-DAY_MS)));
    let refused = Certificates::open(running.state.clone(), Some(pair.files.clone()));
    let refused = refused.map(drop).unwrap_err().to_string();
    assert!(
        refused.contains("it ended at") && refused.contains("renew it"),
        "{refused}"
    );
    running.server.shutdown().await;
}
