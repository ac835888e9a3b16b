//! A client that trusts one thing, as phones do: an authority whose public key has the pin.

use std::io;
use std::sync::Arc;

use client_core::transport::client_config;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A handshake for `name`, offering `protocol` unless it is empty.
pub(super) async fn connect(
    stream: TcpStream,
    pin: [u8; 32],
    name: &str,
    protocol: &str,
) -> io::Result<TlsStream<TcpStream>> {
    let mut config = client_config(Some(pin));
    if !protocol.is_empty() {
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    }
    let name = ServerName::try_from(name.to_owned()).unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}
