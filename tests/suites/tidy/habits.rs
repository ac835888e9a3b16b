//! Habits that hide trouble: tests that do not run or that wait for the clock, panics without a
//! reason, work left for later, lints switched off in silence, `unsafe` outside its cage.

use super::source::{Source, end_of_group};
use super::{Offence, assert_none, tree};

/// The one place that talks to C: a SQLite file system is a table of C functions.
const UNSAFE_MAY_LIVE_IN: &str = "tests/src/vfs";

fn offences(source: &Source) -> Vec<Offence> {
    let mut found = Vec::new();
    let mut say = |at: usize, what: &str| {
        found.push(Offence::new(source, source.line_of(at), what));
    };
    for word in ["todo!", "unimplemented!", "dbg!"] {
        source
            .find(word)
            .iter()
            .for_each(|at| say(*at, "finish it or leave it out"));
    }
    for word in ["#[ignore", "#[should_panic]"] {
        let what = "a test runs and says what it expects";
        source.find(word).iter().for_each(|at| say(*at, what));
    }
    for at in source.find("sleep(") {
        if source.is_test(at) || source.path.starts_with("tests/") {
            say(at, "a test waits for what it waits for, never for a while");
        }
    }
    for at in source.find(".unwrap()") {
        if !source.is_test(at) {
            say(at, "`expect(\"why it cannot happen\")`");
        }
    }
    for at in ["allow(", "expect("]
        .iter()
        .flat_map(|word| source.find(word))
    {
        if is_attribute(source, at) && !gives_reason(source, at) {
            say(at, "a lint is switched off only with `reason = \"...\"`");
        }
    }
    if !source.path.starts_with(UNSAFE_MAY_LIVE_IN) {
        source
            .find("unsafe")
            .iter()
            .for_each(|at| say(*at, "`unsafe` lives in tests/src/vfs*"));
    }
    found
}

fn is_attribute(source: &Source, at: usize) -> bool {
    let before = source.code[..at].trim_end();
    before.ends_with("#[") || before.ends_with("#![")
}

fn gives_reason(source: &Source, at: usize) -> bool {
    let open = at
        + source.code[at..]
            .find('(')
            .expect("the word found ends with it");
    source.code[open..end_of_group(&source.code, open)].contains("reason")
}

#[test]
fn nothing_hides_trouble() {
    assert_none(&tree::SOURCES.iter().flat_map(offences).collect::<Vec<_>>());
}

#[test]
fn the_rule_bites() {
    let of = |path: &str, text: &str| offences(&Source::new(path, text)).len();
    for text in [
        "fn f() { todo!() }",
        "fn f() { unimplemented!() }",
        "fn f() { dbg!(1); }",
        "#[test]\n#[ignore = \"slow\"]\nfn f() {}",
        "#[should_panic]\nfn f() {}",
        "fn f() { g().unwrap(); }",
        "#[allow(dead_code)]\nfn f() {}",
        "#![expect(\n    dead_code\n)]",
        "fn f() { unsafe { g() } }",
        "#[cfg(test)]\nmod tests { fn f() { std::thread::sleep(d); } }",
    ] {
        assert_eq!(of("server/src/x.rs", text), 1, "{text}");
    }
    assert_eq!(
        of(
            "tests/suites/x.rs",
            "fn f() { tokio::time::sleep(d).await; }"
        ),
        1
    );
    for text in [
        "fn f() { g().expect(\"g was checked above\"); }",
        "#[allow(dead_code, reason = \"generated\")]\nfn f() {}",
        "#[cfg(test)]\nmod tests { fn f() { g().unwrap(); } }",
        "// todo!() and .unwrap() in a comment\nfn f() { g(\"unsafe\") }",
    ] {
        assert_eq!(of("server/src/x.rs", text), 0, "{text}");
    }
    assert_eq!(of("tests/src/vfs/file.rs", "fn f() { unsafe { g() } }"), 0);
}
