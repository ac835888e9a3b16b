//! A line between a phone and a real server that breaks off: bytes go through as they come, until
//! a connection has carried as many as it may.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a test waits for a line to stall before it fails.
const PATIENCE: Duration = Duration::from_secs(120);

/// What becomes of a connection that has carried so many bytes, both ways together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on.
    Holds,
    /// It breaks.
    Cut(u64),
    /// It stays open, and nothing reaches the server any more.
    Stalls(u64),
}

/// The line. It ends with this.
pub struct PoorLine {
    address: SocketAddr,
    shared: Arc<Shared>,
    stalled: Receiver<()>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    server: SocketAddr,
    fate: Mutex<Fate>,
    carried: AtomicU64,
    sent: AtomicU64,
    is_over: AtomicBool,
    stalls: Mutex<Sender<()>>,
}

impl PoorLine {
    /// A line to this server.
    ///
    /// # Panics
    /// When there is no free port.
    #[must_use]
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let (stalls, stalled) = channel();
        let shared = Arc::new(Shared {
            server,
            fate: Mutex::new(Fate::Holds),
            carried: AtomicU64::new(0),
            sent: AtomicU64::new(0),
            is_over: AtomicBool::new(false),
            stalls: Mutex::new(stalls),
        });
        let of_thread = Arc::clone(&shared);
        let accepting = thread::spawn(move || accept(&listener, &of_thread));
        Self {
            address,
            shared,
            stalled,
            accepting: Some(accepting),
        }
    }

    /// Where phones find it in the server's place.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What becomes of all connections from now on.
    pub fn set_fate(&self, fate: Fate) {
        *self
            .shared
            .fate
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = fate;
    }

    /// Waits until a connection has stalled.
    ///
    /// # Panics
    /// When none does.
    pub fn wait_for_stall(&self) {
        self.stalled.recv_timeout(PATIENCE).expect("it stalls");
    }

    /// Bytes carried so far, both ways, TLS included.
    #[must_use]
    pub fn carried(&self) -> Carried {
        Carried {
            all: self.shared.carried.load(Ordering::SeqCst),
            sent: self.shared.sent.load(Ordering::SeqCst),
        }
    }

    /// A clock that runs as fast as this line would if it carried so many bytes in a millisecond.
    pub fn clock_ms(&self, bytes_a_ms: u64) -> impl Fn() -> i64 + Send + Sync + 'static {
        const BEGINNING: i64 = 1_767_225_600_000;
        let shared = Arc::clone(&self.shared);
        move || {
            let passed = shared.carried.load(Ordering::SeqCst) / bytes_a_ms;
            BEGINNING + i64::try_from(passed).expect("few bytes")
        }
    }
}

/// What a line has carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Both ways.
    pub all: u64,
    /// To the server.
    pub sent: u64,
}

impl Drop for PoorLine {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next connection.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((phone, _)) = listener.accept() {
        if shared.is_over.load(Ordering::SeqCst) {
            return;
        }
        let Ok(server) = TcpStream::connect(shared.server) else {
            continue; // It is down: the phone's connection ends.
        };
        let connection = Arc::new(Connection {
            carried: AtomicU64::new(0),
            shared: Arc::clone(shared),
        });
        let back = (server.try_clone(), phone.try_clone());
        let other = Arc::clone(&connection);
        if let (Ok(from), Ok(to)) = back {
            thread::spawn(move || other.carry(from, to, false));
            thread::spawn(move || connection.carry(phone, server, true));
        }
    }
}

struct Connection {
    carried: AtomicU64,
    shared: Arc<Shared>,
}

impl Connection {
    /// Carries one direction until either side hangs up.
    fn carry(&self, mut from: TcpStream, mut to: TcpStream, is_up: bool) {
        let mut piece = [0; 1024];
        let mut is_stalled = false;
        let shared = &self.shared;
        while let Ok(read @ 1..) = from.read(&mut piece) {
            let bytes = read as u64;
            let before = self.carried.fetch_add(bytes, Ordering::SeqCst);
            // What comes after a stall is swallowed, until the phone hangs up.
            if is_stalled {
                continue;
            }
            let fate = *shared.fate.lock().unwrap_or_else(PoisonError::into_inner);
            match fate {
                Fate::Cut(after) if before + bytes > after => break,
                Fate::Stalls(after) if is_up && before + bytes > after => {
                    is_stalled = true;
                    let stalls = shared.stalls.lock();
                    let _ = stalls.unwrap_or_else(PoisonError::into_inner).send(());
                }
                _ => {
                    shared.carried.fetch_add(bytes, Ordering::SeqCst);
                    if is_up {
                        shared.sent.fetch_add(bytes, Ordering::SeqCst);
                    }
                    if to.write_all(&piece[..read]).is_err() {
                        break;
                    }
                }
            }
        }
        let _: [io::Result<()>; 2] = [&from, &to].map(|side| side.shutdown(Shutdown::Both));
    }
}
