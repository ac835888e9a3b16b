//! The real programs, as a person starts them: `teren` and `phone`, with their output and exit
//! codes. They are found beside the running test, so both have to be built before it.

use std::env;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// What a program said before it ended.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Finished {
    /// Itself, when it ended with `code`.
    ///
    /// # Panics
    /// When it did not, telling all that it said.
    #[track_caller]
    #[must_use]
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }

    /// Its output as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

impl From<Output> for Finished {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A command of `teren` or `phone`, not yet started.
///
/// # Panics
/// When the program has not been built.
#[must_use]
pub fn program(name: &str) -> Command {
    let running = env::current_exe().expect("a running program knows where it lies");
    let folder = running.parent().expect("programs lie in a folder");
    // Tests lie in `deps`, one below the programs; the benchmark is one of them.
    let is_test = folder.ends_with("deps");
    let folder = folder.parent().filter(|_| is_test).unwrap_or(folder);
    let path = folder.join(name);
    assert!(
        path.exists(),
        "build `{name}` first: cargo build --workspace (as this test was built)"
    );
    Command::new(path)
}

/// Runs a program to its end, with nothing to read.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn run(name: &str, arguments: &[&str]) -> Finished {
    let mut command = program(name);
    command.args(arguments).stdin(Stdio::null());
    command.output().expect("the program starts").into()
}

/// Runs a program to its end, with something to read.
///
/// # Panics
/// When it cannot be started.
#[must_use]
pub fn run_with_input(name: &str, arguments: &[&str], input: &str) -> Finished {
    let mut command = program(name);
    command.args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("it was asked for");
    // A program that refuses at once may not read to the end.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the program ends").into()
}

/// `teren serve` on a data folder, on a port of its own.
pub struct Serving {
    child: Child,
    address: SocketAddr,
    /// Held open: a server whose output is closed has nobody to tell.
    _out: BufReader<ChildStdout>,
    data: PathBuf,
}

impl Serving {
    /// Starts it on a free port and waits until it accepts.
    ///
    /// # Panics
    /// When it does not come up.
    #[must_use]
    pub fn start(data: &Path) -> Self {
        Self::start_at(data, "127.0.0.1:0")
    }

    /// Starts it at an address.
    ///
    /// # Panics
    /// When it does not come up.
    #[must_use]
    pub fn start_at(data: &Path, listen: &str) -> Self {
        Self::start_with(data, &["--listen", listen], None)
    }

    /// Starts it with more arguments; what it logs from a level on goes into a file.
    ///
    /// # Panics
    /// When it does not come up.
    #[must_use]
    pub fn start_with(data: &Path, arguments: &[&str], log: Option<(File, &str)>) -> Self {
        let mut command = program("teren");
        command.arg("serve").arg("--data").arg(data).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        match log {
            Some((file, level)) => command.env("TEREN_LOG", level).stderr(file),
            None => command.stderr(Stdio::null()),
        };
        let mut child = command.spawn().expect("the server starts");
        let mut out = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut line = String::new();
        out.read_line(&mut line).expect("its output can be read");
        let address = line
            .trim()
            .rsplit("https://")
            .next()
            .and_then(|told| told.parse().ok());
        let Some(address) = address else {
            panic!("the server did not come up: {line:?}, {:?}", child.wait());
        };
        Self {
            child,
            address,
            _out: out,
            data: data.to_owned(),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process, for a suite that looks at what it costs.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Tells it to stop (SIGTERM) and waits until it has: its exit code.
    ///
    /// # Panics
    /// When it cannot be told.
    pub fn stop(mut self) -> Option<i32> {
        let process = self.process().to_string();
        let told = Command::new("kill").args(["-TERM", &process]).status();
        assert!(told.expect("`kill` can be run").success(), "it still ran");
        self.child.wait().expect("it can be waited for").code()
    }

    /// Ends it in the middle of whatever it does (SIGKILL) and says where its data lie.
    ///
    /// # Panics
    /// When it had ended before.
    pub fn kill(mut self) -> PathBuf {
        assert!(
            self.child.try_wait().expect("it can be asked").is_none(),
            "it still ran"
        );
        self.data.clone()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // SIGKILL; one that has ended already is as good as killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
