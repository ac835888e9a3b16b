//! A TLS connection inside ureq that trusts whom we trust, and counts what goes over the line.
//!
//! ureq's own TLS takes root certificates only; a pin needs a verifier.

use std::fmt;
use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport, TransportAdapter,
};

/// Bytes that went over the line, TLS included.
#[derive(Debug, Default)]
pub(super) struct LineBytes {
    pub(super) sent: AtomicU64,
    pub(super) received: AtomicU64,
}

/// Wraps every connection in TLS.
pub(super) struct TlsConnector {
    pub(super) config: Arc<ClientConfig>,
    pub(super) line: Arc<LineBytes>,
}

impl fmt::Debug for TlsConnector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsConnector")
    }
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Tls;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Tls>, Error> {
        let Some(line) = chained else {
            return Ok(None);
        };
        let host = details.uri.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| Error::Tls("the address names no host"))?;
        let mut connection = ClientConnection::new(self.config.clone(), name)?;
        let counted = Counted {
            inner: line,
            line: self.line.clone(),
        };
        let mut socket = TransportAdapter::new(counted.boxed(), details.current_time.clone());
        socket.set_timeout(details.timeout);
        connection.complete_io(&mut socket)?;
        let config = details.config;
        Ok(Some(Tls {
            buffers: LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size()),
            stream: StreamOwned::new(connection, socket),
        }))
    }
}

/// One TLS connection.
pub(super) struct Tls {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls")
    }
}

impl Transport for Tls {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        self.stream.write_all(&self.buffers.output()[..amount])?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let read = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

/// Counts what passes.
#[derive(Debug)]
struct Counted<T> {
    inner: T,
    line: Arc<LineBytes>,
}

impl<T: Transport> Transport for Counted<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.inner.transmit_output(amount, timeout)?;
        self.line.sent.fetch_add(amount as u64, Ordering::Relaxed);
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        let before = self.inner.buffers().input().len();
        let more = self.inner.await_input(timeout)?;
        let arrived = self.inner.buffers().input().len().saturating_sub(before);
        self.line
            .received
            .fetch_add(arrived as u64, Ordering::Relaxed);
        Ok(more)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }
}
