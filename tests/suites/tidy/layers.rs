//! Imports go down only. Each crate's modules stand on rows; a module may use what lies on a lower
//! row and nothing else: not its neighbours, nothing above. So there can be no circles either.

use super::source::{Source, is_name};
use super::{Offence, assert_none, tree};

struct Layers {
    folder: &'static str,
    /// From the bottom up.
    rows: &'static [&'static [&'static str]],
}

const LAYERS: &[Layers] = &[
    Layers {
        folder: "client-core/src/",
        rows: &[
            &["limits", "counties"],
            &["time"],
            &["ids"],
            &["model"],
            &["wire"],
            &["envelope", "recovery"],
            &["document", "privacy", "photo"],
            &["sync", "store", "transport"],
            &["client"],
        ],
    },
    Layers {
        folder: "server/src/",
        rows: &[
            &["limits"],
            &[
                "config",
                "metrics",
                "assets",
                "i18n",
                "places",
                "text",
                "telemetry",
                "environment",
            ],
            &["ca", "reference", "xlsform"],
            &["store"],
            &["projection", "blobs"],
            &["accounts"],
            &["register"],
            &["exchange", "dashboard"],
            &["report"],
            &["backup", "import"],
            &["state"],
            &["http", "tls"],
            &["server"],
            &["demo"],
            &["cli"],
        ],
    },
];

/// Files that join everything: they have no row.
const ROOTS: &[&str] = &["lib", "main"];

fn offences(source: &Source) -> Vec<Offence> {
    let Some(layers) = LAYERS
        .iter()
        .find(|layers| source.path.starts_with(layers.folder))
    else {
        return Vec::new();
    };
    let inside = source.path[layers.folder.len()..].trim_end_matches(".rs");
    let module = inside.split('/').next().unwrap_or(inside);
    if ROOTS.contains(&module) {
        return Vec::new();
    }
    let Some(own) = row_of(layers, module) else {
        let what =
            format!("`{module}` stands on no row: give it one in tests/suites/tidy/layers.rs");
        return vec![Offence::new(source, 0, what)];
    };
    let depth = inside.split('/').count();
    let mut found = Vec::new();
    for (at, target) in imports(source, depth) {
        if target == module {
            continue;
        }
        let what = match row_of(layers, &target) {
            None => format!("`crate::{target}` is no module: import from the module itself"),
            Some(row) if row > own => format!("`{module}` looks up to `{target}`"),
            Some(row) if row == own => format!("`{module}` and `{target}` do not know each other"),
            Some(_) => continue,
        };
        found.push(Offence::new(source, source.line_of(at), what));
    }
    found
}

fn row_of(layers: &Layers, module: &str) -> Option<usize> {
    layers.rows.iter().position(|row| row.contains(&module))
}

/// Offset and first module of every path that starts at the crate's root.
fn imports(source: &Source, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in source.find("crate::") {
        for name in first_names(&source.code[at + "crate::".len()..]) {
            found.push((at, name));
        }
    }
    for at in source.find("super::") {
        if source.code[..at].ends_with("super::") {
            continue; // counted with the first of the chain
        }
        let chain = chain_length(&source.code[at..]);
        // Inside `mod tests { ... }` the first `super` only leaves the tests.
        let ups = if source.is_test(at) { chain - 1 } else { chain };
        if ups >= depth {
            let behind = at + "super::".len() * chain;
            for name in first_names(&source.code[behind..]) {
                found.push((at, name));
            }
        }
    }
    found
}

fn chain_length(code: &str) -> usize {
    let mut rest = code;
    let mut length = 0;
    while let Some(behind) = rest.strip_prefix("super::") {
        (rest, length) = (behind, length + 1);
    }
    length
}

/// `a::b` gives `a`; `{a::b, c}` gives `a` and `c`.
fn first_names(code: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start()
            .bytes()
            .take_while(|byte| is_name(*byte))
            .map(char::from)
            .collect()
    };
    let Some(group) = code.strip_prefix('{') else {
        return Some(name(code))
            .filter(|name| !name.is_empty())
            .into_iter()
            .collect();
    };
    let (mut names, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, byte) in group.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b',' | b'}' if depth == 0 => {
                names.push(name(&group[start..at]));
                start = at + 1;
                if byte == b'}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn imports_go_down_only() {
    assert_none(&tree::SOURCES.iter().flat_map(offences).collect::<Vec<_>>());
}

#[test]
fn the_rule_bites() {
    let of = |path: &str, text: &str| offences(&Source::new(path, text)).len();
    for (path, text) in [
        (
            "client-core/src/model/session.rs",
            "use crate::document::Document;",
        ),
        ("client-core/src/sync.rs", "use crate::store::Store;"),
        (
            "client-core/src/store/open.rs",
            "use crate::{ids::DocId, sync::{Machine, Effect}};",
        ),
        (
            "client-core/src/ids.rs",
            "fn f() -> crate::wire::Frame { g() }",
        ),
        ("client-core/src/sync.rs", "use super::client::Client;"),
        (
            "client-core/src/sync/machine.rs",
            "use super::super::client::Client;",
        ),
        ("client-core/src/sync.rs", "use crate::Client;"),
        ("client-core/src/planted.rs", "struct X;"),
        (
            "server/src/store/write.rs",
            "use crate::exchange::Prepared;",
        ),
        ("server/src/exchange.rs", "use crate::dashboard::page;"),
    ] {
        assert_eq!(of(path, text), 1, "{path}: {text}");
    }
    for (path, text) in [
        (
            "client-core/src/client/driver.rs",
            "use crate::{store::Store, sync::Machine};",
        ),
        (
            "client-core/src/sync/machine.rs",
            "use super::cursor::Cursor; use crate::sync::x;",
        ),
        (
            "client-core/src/sync.rs",
            "#[cfg(test)]\nmod tests { use super::Machine; }",
        ),
        ("client-core/src/lib.rs", "pub use crate::client::Client;"),
        ("server/src/http/sync.rs", "use crate::exchange;"),
        ("tests/src/world.rs", "use crate::vfs::Disk;"),
    ] {
        assert_eq!(of(path, text), 0, "{path}: {text}");
    }
}
