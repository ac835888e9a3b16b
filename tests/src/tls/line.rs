//! A TLS connection to a server of ours that sends exactly the bytes it is told to.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// Longer than any answer of a server on this machine; after it a test fails rather than hangs.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// An open connection.
pub struct Line {
    stream: StreamOwned<ClientConnection, TcpStream>,
}

/// What came back, as far as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status; 0 when the connection ended without one.
    pub status: u16,
    /// The head, in lower case.
    pub head: String,
    /// The body, cut off or whole.
    pub body: Vec<u8>,
}

impl Line {
    /// Connects, trusting the authority in the server's data folder and nobody else.
    ///
    /// # Errors
    /// When there is no connection, or the server shows another certificate.
    ///
    /// # Panics
    /// When the folder holds no certificate.
    pub fn open(address: SocketAddr, data: &Path) -> io::Result<Self> {
        let pem = File::open(data.join("secrets/ca.pem")).expect("init made an authority");
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_reader_iter(BufReader::new(pem)) {
            roots
                .add(certificate.expect("the file is PEM"))
                .expect("it is a certificate");
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring speaks TLS")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").expect("it is a name");
        let connection = ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)?;
        let socket = TcpStream::connect(address)?;
        socket.set_read_timeout(Some(ANSWER_TIMEOUT))?;
        Ok(Self {
            stream: StreamOwned::new(connection, socket),
        })
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// When the server has closed the connection.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    /// Reads to the end of the connection. A server that hangs up in the middle is no error here.
    #[must_use]
    pub fn answer(mut self) -> Answer {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        while let Ok(read @ 1..) = self.stream.read(&mut piece) {
            bytes.extend_from_slice(&piece[..read]);
        }
        Answer::of(&bytes)
    }

    /// Hangs up without a word, as a phone that lost its signal does.
    ///
    /// # Errors
    /// When the server has hung up before.
    pub fn hang_up(self) -> io::Result<()> {
        self.stream.sock.shutdown(Shutdown::Both)
    }
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let border = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(border.map_or(bytes.len(), |at| at + 4));
        let head = String::from_utf8_lossy(head).to_lowercase();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0);
        Self {
            status,
            head,
            body: body.to_vec(),
        }
    }
}
