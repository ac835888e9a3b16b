//! How far long work is, for a person who watches: on standard error, and only on a terminal, so
//! that no script reads it.

use std::io::{IsTerminal, Write, stderr};

/// One line that is written over and over.
#[derive(Debug)]
pub(super) struct Progress {
    watched: bool,
    last: String,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            watched: stderr().is_terminal(),
            last: String::new(),
        }
    }

    /// So many of so many.
    pub(super) fn part(&mut self, what: &str, done: u64, of: u64) {
        let percent = (done * 100).checked_div(of).unwrap_or(100);
        self.line(format!("{what}: {percent} %"));
    }

    /// So many, of nobody knows how many.
    pub(super) fn count(&mut self, what: &str, done: u64) {
        self.line(format!("{what}: {done}"));
    }

    /// Something without a number.
    pub(super) fn line(&mut self, line: String) {
        if self.watched && line != self.last {
            // Whoever closed the terminal does not watch any more.
            let _ = write!(stderr(), "\r\x1b[K{line}");
            self.last = line;
        }
    }

    /// Makes way for something else on the terminal.
    pub(super) fn clear(&mut self) {
        if !self.last.is_empty() {
            let _ = write!(stderr(), "\r\x1b[K");
            self.last.clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if !self.last.is_empty() {
            let _ = writeln!(stderr());
        }
    }
}
