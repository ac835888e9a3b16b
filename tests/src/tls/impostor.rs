//! A man in the middle: answers at an address that a phone believes to be its server's, with a
//! certificate for the same names by an authority of its own, and writes down what it hears.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A server that is not the one it says it is. It serves until the test ends.
pub struct Impostor {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
    ended: Receiver<()>,
}

impl Impostor {
    /// Listens at `listen` and claims to be any of `names`.
    ///
    /// # Panics
    /// When the address is taken.
    #[must_use]
    pub fn start(listen: &str, names: &[&str]) -> Self {
        let listener = TcpListener::bind(listen).expect("the address is free");
        let address = listener.local_addr().expect("it is bound");
        let config = Arc::new(forged(names));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (end, ended) = channel();
        let notes = heard.clone();
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                listen_to(socket, &config, &notes);
                if end.send(()).is_err() {
                    return;
                }
            }
        });
        Self {
            address,
            heard,
            ended,
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until somebody has tried and gone again, and says what was heard in plain text.
    ///
    /// # Panics
    /// When its thread is gone.
    #[must_use]
    pub fn heard_after_a_visit(&self) -> Vec<u8> {
        self.ended
            .recv()
            .expect("the impostor listens for as long as the test runs");
        self.heard
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Everything right but the authority.
fn forged(names: &[&str]) -> ServerConfig {
    let params = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        CertificateParams::new(names).expect("the names are names")
    };
    let key = || KeyPair::generate().expect("a key can be made");
    let (authority_key, leaf_key) = (key(), key());
    let mut authority = params(&[]);
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = authority
        .self_signed(&authority_key)
        .expect("it signs itself");
    let issuer = Issuer::new(authority, authority_key);
    let leaf = params(names)
        .signed_by(&leaf_key, &issuer)
        .expect("it signs");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let chain = vec![leaf.der().clone(), root.der().clone()];
    let key = PrivatePkcs8KeyDer::from(leaf_key.serialize_der());
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS")
        .with_no_client_auth()
        .with_single_cert(chain, key.into())
        .expect("key and certificate belong together")
}

/// Reads all that a visitor says before it hangs up, and answers so that it would go on.
fn listen_to(socket: TcpStream, config: &Arc<ServerConfig>, heard: &Mutex<Vec<u8>>) {
    let connection = ServerConnection::new(config.clone()).expect("the config is complete");
    let mut stream = StreamOwned::new(connection, socket);
    let mut piece = [0; 4096];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return,
            Ok(read) => {
                let mut notes = heard.lock().unwrap_or_else(PoisonError::into_inner);
                notes.extend_from_slice(&piece[..read]);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
    use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
    use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme};

    /// A phone that looks at nothing: what our phones must not be.
    #[derive(Debug)]
    struct Trusting;

    impl ServerCertVerifier for Trusting {
        fn verify_server_cert(
            &self,
            _: &CertificateDer<'_>,
            _: &[CertificateDer<'_>],
            _: &ServerName<'_>,
            _: &[u8],
            _: UnixTime,
        ) -> Result<ServerCertVerified, Error> {
            Ok(ServerCertVerified::assertion())
        }

        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn verify_tls13_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            let provider = rustls::crypto::ring::default_provider();
            provider
                .signature_verification_algorithms
                .supported_schemes()
        }
    }

    #[test]
    fn whoever_trusts_it_is_heard() {
        let impostor = Impostor::start("127.0.0.1:0", &["localhost"]);
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Trusting))
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let socket = TcpStream::connect(impostor.address()).unwrap();
        let mut stream = StreamOwned::new(connection, socket);
        stream.write_all(b"my token").unwrap();
        stream.read_exact(&mut [0; 17]).unwrap();
        drop(stream);
        assert_eq!(impostor.heard_after_a_visit(), b"my token");
    }
}
