//! Words that a folder must not say: each stands for knowledge that belongs elsewhere. The pure
//! half of `client-core` is also built alone and fenced by clippy; this rule says it without a
//! compiler.

use super::source::{Source, find_word};
use super::{Offence, assert_none, tree};

/// Folders are prefixes of paths: `server/src/http` means `http.rs` and everything in `http/`.
struct Ban {
    within: &'static [&'static str],
    except: &'static [&'static str],
    in_code: &'static [&'static str],
    in_strings: &'static [&'static str],
    why: &'static str,
}

const SQL: &[&str] = &[
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "DELETE FROM",
    "CREATE TABLE",
    "CREATE INDEX",
    "ALTER TABLE",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
];

const BANS: &[Ban] = &[
    Ban {
        within: &["client-core/src/"],
        except: &[
            "client-core/src/store",
            "client-core/src/transport",
            "client-core/src/client",
        ],
        in_code: &[
            "std::fs",
            "std::io::stdout",
            "std::net",
            "std::thread",
            "std::env",
            "std::process",
            "SystemTime",
            "Instant",
            "HashMap",
            "HashSet",
            "getrandom",
            "rusqlite",
            "ureq",
            "rustls",
            "Timestamp::now",
        ],
        in_strings: &[],
        why: "the pure half takes time and randomness as arguments and knows no IO",
    },
    Ban {
        within: &["client-core/src/"],
        except: &["client-core/src/store"],
        in_code: &["rusqlite"],
        in_strings: SQL,
        why: "the phone's SQL lives in `store`",
    },
    Ban {
        within: &["client-core/src/store"],
        except: &[],
        in_code: &["ureq", "rustls", "std::net"],
        in_strings: &[],
        why: "the store knows no network",
    },
    Ban {
        within: &["server/src/"],
        except: &["server/src/http", "server/src/tls", "server/src/server"],
        in_code: &["warp"],
        in_strings: &[],
        why: "only `http`, `tls` and `server` know the web framework",
    },
    Ban {
        within: &["server/src/"],
        except: &["server/src/store"],
        in_code: &[
            "rusqlite::params",
            "params!",
            "prepare_cached",
            "execute_batch",
        ],
        in_strings: SQL,
        why: "the server's SQL lives in `store`",
    },
    Ban {
        within: &[
            "server/src/accounts",
            "server/src/dashboard",
            "server/src/exchange",
            "server/src/projection",
            "server/src/report",
            "server/src/store",
        ],
        except: &[],
        in_code: &[
            "SystemTime",
            "Instant",
            "Timestamp::now",
            "getrandom",
            "tokio",
            "hyper",
            "std::thread::spawn",
            "std::net",
        ],
        in_strings: &[],
        why: "below the shell, time and randomness are arguments and nothing waits",
    },
    Ban {
        within: &["server/src/"],
        except: &["server/src/demo", "server/src/cli/demo"],
        in_code: &[
            "client_core::store",
            "client_core::client",
            "client_core::transport",
        ],
        in_strings: &[],
        why: "the server does not know how a phone keeps things; only the demo runs phones",
    },
    Ban {
        within: &["ffi/src/"],
        except: &[],
        in_code: &[
            "automerge",
            "rusqlite",
            "client_core::sync",
            "client_core::store",
        ],
        in_strings: &[],
        why: "the bridge decides nothing: it speaks to `Client` alone",
    },
    // Two bans for one promise: what the world runs is the product, not a copy of it.
    Ban {
        within: &["tests/"],
        except: &["tests/src/vfs", "tests/suites/tidy"],
        in_code: &["fn merge", "fn admit", "fn figures", "fn project", "fn cut"],
        in_strings: &["CREATE TABLE", "CREATE INDEX"],
        why: "tests hold no second implementation",
    },
    Ban {
        within: &["tests/"],
        except: &["tests/src/handmade", "tests/suites/tidy"],
        in_code: &["automerge"],
        in_strings: &[],
        why: "tests speak to documents through client-core; a few bytes are made by hand",
    },
];

fn offences(source: &Source) -> Vec<Offence> {
    let under = |folders: &[&str]| folders.iter().any(|folder| source.path.starts_with(folder));
    // A crate's own tests may look behind the walls that its code keeps to.
    let applies = |at: usize| source.path.starts_with("tests/") || !source.is_test(at);
    let mut found = Vec::new();
    for ban in BANS
        .iter()
        .filter(|ban| under(ban.within) && !under(ban.except))
    {
        for word in ban.in_code {
            for at in source.find(word).into_iter().filter(|at| applies(*at)) {
                let what = format!("`{}`: {}", word.trim(), ban.why);
                found.push(Offence::new(source, source.line_of(at), what));
            }
        }
        for (at, inside) in source.strings.iter().filter(|(at, _)| applies(*at)) {
            if let Some(word) = ban.in_strings.iter().find(|word| says(inside, word)) {
                let what = format!("`{}`: {}", word.trim(), ban.why);
                found.push(Offence::new(source, source.line_of(*at), what));
            }
        }
    }
    found
}

fn says(inside: &str, word: &str) -> bool {
    !find_word(inside, word).is_empty()
}

#[test]
fn every_folder_keeps_to_its_words() {
    assert_none(&tree::SOURCES.iter().flat_map(offences).collect::<Vec<_>>());
}

#[test]
fn the_rule_bites_with_every_word() {
    for ban in BANS {
        for folder in ban.within {
            let path = format!("{folder}/planted/x.rs");
            for word in ban.in_code {
                let planted = Source::new(&path, &format!("{word} x;"));
                assert!(!offences(&planted).is_empty(), "{path}: {word}");
            }
            for word in ban.in_strings {
                let planted = Source::new(&path, &format!("f(\"{word} x\");"));
                assert!(!offences(&planted).is_empty(), "{path}: {word}");
            }
        }
    }
}

#[test]
fn the_rule_knows_its_exceptions() {
    for (path, text) in [
        ("server/src/http/sync.rs", "use warp::Filter;"),
        (
            "server/src/exchange.rs",
            "// warp is not said here\nlet warped = 1;",
        ),
        (
            "server/src/exchange/tests.rs",
            "f(\"SELECT seq FROM log\");",
        ),
        ("server/src/store/reads.rs", "f(\"SELECT seq FROM log\");"),
        ("client-core/src/store/open.rs", "use std::fs;"),
        ("server/src/cli/demo.rs", "use client_core::client::Client;"),
        ("tests/src/handmade.rs", "use automerge::Change;"),
    ] {
        assert_eq!(offences(&Source::new(path, text)), [], "{path}");
    }
}
