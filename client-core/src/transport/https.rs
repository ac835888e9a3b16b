//! `Transport` over HTTPS. Several requests of one sync go over one connection.

use std::io::{ErrorKind, Read};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::{CertificateError, ClientConfig};
use serde::Deserialize;
use ureq::config::Config;
use ureq::http::{Response, header};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{Connector, TcpConnector};
use ureq::{Agent, Body, Error};

use super::connection::{LineBytes, TlsConnector};
use super::pin::client_config;
use super::{FileAnswer, FileRequest, SYNC_PATH, Stop, Transport, TransportError, TransportReport};
use crate::limits::{
    CONNECT_MS_MAX, EXCHANGE_MS_MAX, PHOTO_BYTES_MAX, REFUSAL_BYTES_MAX, SILENCE_MS_MAX,
};
use crate::wire::{Invite, SYNC_MEDIA_TYPE};

/// Bytes handed over at a time.
const CHUNK_BYTES: usize = 16 * 1024;

const UPLOAD_OFFSET: &str = "upload-offset";
const UPLOAD_COMPLETE: &str = "upload-complete";

/// One server, reached over TLS.
#[derive(Debug)]
pub struct Https {
    lines: Mutex<Lines>,
    tls: Arc<ClientConfig>,
    server: String,
    line: Arc<LineBytes>,
}

/// The connections to the server. Once stopped they take no request any more.
#[derive(Debug)]
struct Lines {
    agent: Agent,
    is_stopped: Arc<AtomicBool>,
}

impl Https {
    /// The server at an address like `https://teren.example.org:8443`, whose authority has this
    /// pin, or which has a public certificate when there is none.
    pub fn new(server: &str, pin: Option<[u8; 32]>) -> Self {
        let line = Arc::new(LineBytes::default());
        let tls = Arc::new(client_config(pin));
        Self {
            lines: Mutex::new(Lines::new(&tls, &line)),
            tls,
            server: server.trim_end_matches('/').to_owned(),
            line,
        }
    }

    /// The server that an invite names.
    pub fn of_invite(invite: &Invite) -> Self {
        Self::new(&invite.server, invite.pin)
    }

    /// Bytes sent and received on the line so far, TLS included.
    pub fn line_bytes(&self) -> (u64, u64) {
        (
            self.line.sent.load(Ordering::Relaxed),
            self.line.received.load(Ordering::Relaxed),
        )
    }
}

impl Lines {
    fn new(tls: &Arc<ClientConfig>, line: &Arc<LineBytes>) -> Self {
        let tls = TlsConnector {
            config: tls.clone(),
            line: line.clone(),
        };
        let connector = ().chain(TcpConnector::default()).chain(tls);
        Self {
            agent: Agent::with_parts(config(), connector, DefaultResolver::default()),
            is_stopped: Arc::default(),
        }
    }
}

impl Transport for Https {
    fn exchange(
        &self,
        path: &str,
        token: Option<&str>,
        body: &[u8],
        on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError> {
        let media_type = match path {
            SYNC_PATH => SYNC_MEDIA_TYPE,
            _ => "application/json",
        };
        let mut request = self
            .agent()
            .post(format!("{}{path}", self.server))
            .header(header::CONTENT_TYPE, media_type);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let response = request.send(body).map_err(|error| self.explain(error))?;
        if !response.status().is_success() && media_type_of(&response) != SYNC_MEDIA_TYPE {
            return Err(refusal(response));
        }
        let bytes_in = hand_over(response.into_body(), on_chunk)?;
        Ok(TransportReport {
            bytes_out: body.len() as u64,
            bytes_in,
        })
    }

    fn file(
        &self,
        path: &str,
        token: &str,
        request: &FileRequest<'_>,
    ) -> Result<FileAnswer, TransportError> {
        let (agent, url) = (self.agent(), format!("{}{path}", self.server));
        let bearer = format!("Bearer {token}");
        let sent = match request {
            FileRequest::Standing => {
                let head = agent.head(url);
                head.header(header::AUTHORIZATION, bearer).call()
            }
            FileRequest::Get => {
                let get = agent.get(url);
                get.header(header::AUTHORIZATION, bearer).call()
            }
            FileRequest::Put { offset, bytes } => agent
                .put(url)
                .header(header::AUTHORIZATION, bearer)
                .header(header::CONTENT_TYPE, "application/octet-stream")
                .header(UPLOAD_OFFSET, offset.to_string())
                .send(*bytes),
        };
        let response = sent.map_err(|error| self.explain(error))?;
        if !response.status().is_success() {
            return Err(refusal(response));
        }
        let told = |name: &str| response.headers().get(name)?.to_str().ok();
        let mut answer = FileAnswer {
            offset: told(UPLOAD_OFFSET)
                .and_then(|told| told.parse().ok())
                .unwrap_or(0),
            complete: told(UPLOAD_COMPLETE) == Some("?1"),
            bytes: Vec::new(),
        };
        let handed = hand_over(response.into_body(), &mut |chunk| {
            answer.bytes.extend_from_slice(chunk);
            match answer.bytes.len() <= PHOTO_BYTES_MAX {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        });
        match handed {
            // No file is as long: whoever asked for it sees that this is none.
            Ok(_) | Err(TransportError::Stopped) => Ok(answer),
            Err(trouble) => Err(trouble),
        }
    }

    fn stop(&self) -> Option<Stop> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.is_stopped.load(Ordering::Relaxed) {
            *lines = Lines::new(&self.tls, &self.line);
        }
        let (agent, is_stopped) = (lines.agent.clone(), lines.is_stopped.clone());
        Some(Arc::new(move || {
            is_stopped.store(true, Ordering::Relaxed);
            agent.clone().shutdown();
        }))
    }
}

impl Https {
    fn agent(&self) -> Agent {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.agent.clone()
    }

    fn explain(&self, error: Error) -> TransportError {
        match error {
            Error::BadUri(_) | Error::Http(_) | Error::RequireHttpsOnly(_) | Error::Tls(_) => {
                TransportError::BadAddress {
                    address: self.server.clone(),
                }
            }
            Error::Rustls(error) => explain_tls(&error),
            Error::Io(error) => explain_io(&error),
            other => TransportError::Offline {
                reason: other.to_string(),
            },
        }
    }
}

fn config() -> Config {
    let silence = Some(Duration::from_millis(SILENCE_MS_MAX));
    Agent::config_builder()
        .http_status_as_error(false)
        .https_only(true)
        // A token goes to the server that was joined and nowhere else.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("teren")
        .timeout_global(Some(Duration::from_millis(EXCHANGE_MS_MAX)))
        .timeout_connect(Some(Duration::from_millis(CONNECT_MS_MAX)))
        .timeout_per_read(silence)
        .timeout_per_write(silence)
        .build()
}

fn hand_over(
    body: Body,
    on_chunk: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
) -> Result<u64, TransportError> {
    let mut reader = body.into_reader();
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut total = 0;
    loop {
        let read = match reader.read(&mut chunk) {
            Ok(0) => return Ok(total),
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(explain_io(&error)),
        };
        total += read as u64;
        if on_chunk(&chunk[..read]).is_break() {
            return Err(TransportError::Stopped);
        }
    }
}

fn media_type_of(response: &Response<Body>) -> &str {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// How the server tells an error to programs.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    code: String,
    message: String,
}

fn refusal(response: Response<Body>) -> TransportError {
    let status = response.status().as_u16();
    let retry_after_ms = response
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
        .map(|seconds| seconds.saturating_mul(1_000));
    let mut text = Vec::new();
    // What cannot be read of an error's words is left out of them.
    let _ = response
        .into_body()
        .into_reader()
        .take(REFUSAL_BYTES_MAX)
        .read_to_end(&mut text);
    let told: Told = serde_json::from_slice(&text).unwrap_or_default();
    TransportError::Refused {
        status,
        code: told.code,
        message: told.message,
        retry_after_ms,
    }
}

fn explain_io(error: &std::io::Error) -> TransportError {
    let inner = error.get_ref().map(|inner| inner as &dyn std::error::Error);
    match inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(tls) => explain_tls(tls),
        None => TransportError::Offline {
            reason: error.to_string(),
        },
    }
}

fn explain_tls(error: &rustls::Error) -> TransportError {
    let reason = match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => {
                "its certificate is not valid today: look at this phone's date".to_owned()
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "its certificate is for another address".to_owned()
            }
            _ => "its certificate is not from the authority that the invite names".to_owned(),
        },
        other => {
            return TransportError::Offline {
                reason: other.to_string(),
            };
        }
    };
    TransportError::NotTrusted { reason }
}
