//! Every limit is a named constant in one of the two files of limits, where they can be seen side
//! by side, and every constant there is obeyed by some code: a limit that nobody asks for protects
//! nobody.

use super::source::{Source, end_of_item, find_word, is_name};
use super::{Offence, assert_none, tree};

const LIMIT_FILES: &[&str] = &["client-core/src/limits.rs", "server/src/limits.rs"];

/// What a limit's name begins or ends with.
const PREFIXES: &[&str] = &["MAX_", "MIN_"];
const SUFFIXES: &[&str] = &["_MAX", "_MIN", "_LIMIT"];

fn strays(source: &Source) -> Vec<Offence> {
    if !in_product(source) || LIMIT_FILES.contains(&&*source.path) {
        return Vec::new();
    }
    constants(source)
        .into_iter()
        .filter(|(at, name)| !source.is_test(*at) && names_a_limit(name))
        .map(|(at, name)| {
            let what = format!("`{name}` belongs into limits.rs");
            Offence::new(source, source.line_of(at), what)
        })
        .collect()
}

fn unused(sources: &[Source]) -> Vec<Offence> {
    let mut found = Vec::new();
    for limits in sources
        .iter()
        .filter(|source| LIMIT_FILES.contains(&&*source.path))
    {
        for (at, name) in constants(limits) {
            if name != "_" && !is_obeyed(&name, limits, sources) {
                let what = format!("nothing obeys `{name}`");
                found.push(Offence::new(limits, limits.line_of(at), what));
            }
        }
    }
    found
}

/// Asked for by product code, or by another limit; an assertion about limits obeys none.
fn is_obeyed(name: &str, limits: &Source, sources: &[Source]) -> bool {
    let by_code = |source: &Source| source.find(name).iter().any(|at| !source.is_test(*at));
    let by_limit = |(at, other): (usize, String)| {
        let item = &limits.code[at..end_of_item(&limits.code, at)];
        other != "_" && other != name && !find_word(item, name).is_empty()
    };
    let others = sources
        .iter()
        .filter(|source| in_product(source) && source.path != limits.path);
    others.into_iter().any(by_code) || constants(limits).into_iter().any(by_limit)
}

fn in_product(source: &Source) -> bool {
    ["client-core/src/", "server/src/", "ffi/src/"]
        .iter()
        .any(|folder| source.path.starts_with(folder))
}

fn names_a_limit(name: &str) -> bool {
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

/// Offset and name of every constant item.
fn constants(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in source.find("const") {
        let behind = source.code[at + "const".len()..].trim_start();
        let name: String = behind
            .bytes()
            .take_while(|byte| is_name(*byte))
            .map(char::from)
            .collect();
        if !name.is_empty() && behind[name.len()..].trim_start().starts_with(':') {
            found.push((at, name));
        }
    }
    found
}

#[test]
fn limits_stand_side_by_side() {
    assert_none(&tree::SOURCES.iter().flat_map(strays).collect::<Vec<_>>());
}

#[test]
fn every_limit_is_obeyed() {
    assert_none(&unused(&tree::SOURCES));
}

#[test]
fn the_rules_bite() {
    let of = |path: &str, text: &str| strays(&Source::new(path, text)).len();
    assert_eq!(
        of("server/src/http.rs", "const BODY_BYTES_MAX: usize = 9;"),
        1
    );
    assert_eq!(
        of(
            "client-core/src/sync.rs",
            "impl X { pub const MAX_PAGES: u32 = 9; }"
        ),
        1
    );
    assert_eq!(
        of(
            "client-core/src/limits.rs",
            "pub const BODY_BYTES_MAX: usize = 9;"
        ),
        0
    );
    assert_eq!(
        of(
            "server/src/http.rs",
            "const NAME: &str = \"x\"; const fn f() {}"
        ),
        0
    );

    let limits = || {
        Source::new(
            "client-core/src/limits.rs",
            "pub const BODY_BYTES_MAX: usize = 9;",
        )
    };
    let obeying = Source::new(
        "server/src/http.rs",
        "fn f(n: usize) { n <= BODY_BYTES_MAX }",
    );
    let test = Source::new(
        "tests/suites/x.rs",
        "fn f(n: usize) { n <= BODY_BYTES_MAX }",
    );
    assert_eq!(unused(&[limits(), obeying]).len(), 0);
    assert_eq!(unused(&[limits(), test]).len(), 1);

    let derived = "const A_MAX: u8 = 1;\nconst B_MAX: u8 = A_MAX + 1;\n";
    let asserted = format!("{derived}const _: () = assert!(B_MAX > A_MAX);\n");
    let found = unused(&[Source::new("server/src/limits.rs", &asserted)]);
    assert_eq!(
        found.iter().map(|offence| offence.line).collect::<Vec<_>>(),
        [2]
    );
}
