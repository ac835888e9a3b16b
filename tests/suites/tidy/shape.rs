//! Files, functions and lines small enough to be read in one go.

use super::source::{Source, end_of_item, is_name};
use super::{Offence, assert_none, tree};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const LINE_COLUMNS_MAX: usize = 100;

fn offences(source: &Source) -> Vec<Offence> {
    let mut found = Vec::new();
    let lines = source.lines_without_tests();
    if lines > FILE_LINES_MAX {
        let what = format!("{lines} lines without tests, at most {FILE_LINES_MAX}: split it");
        found.push(Offence::new(source, 0, what));
    }
    for (index, line) in source.text.lines().enumerate() {
        let columns = line.chars().count();
        if columns > LINE_COLUMNS_MAX {
            let what = format!("{columns} columns, at most {LINE_COLUMNS_MAX}");
            found.push(Offence::new(source, index + 1, what));
        }
    }
    for at in source.find("fn") {
        found.extend(long_function(source, at));
    }
    found
}

fn long_function(source: &Source, at: usize) -> Option<Offence> {
    let name: String = source.code[at + 2..]
        .trim_start()
        .bytes()
        .take_while(|byte| is_name(*byte))
        .map(char::from)
        .collect();
    if name.is_empty() {
        return None; // a type such as `fn(u8)`
    }
    let first = source.line_of(at);
    let lines = source.line_of(end_of_item(&source.code, at) - 1) - first + 1;
    (lines > FUNCTION_LINES_MAX).then(|| {
        let what = format!("`{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}");
        Offence::new(source, first, what)
    })
}

#[test]
fn everything_can_be_read_in_one_go() {
    assert_none(&tree::SOURCES.iter().flat_map(offences).collect::<Vec<_>>());
}

#[test]
fn the_rule_bites() {
    let filler = |lines: usize| "// a line\n".repeat(lines);
    let function = |lines: usize| format!("fn f(a: [u8; 4]) {{\n{}}}\n", filler(lines - 2));
    let wide = |columns: usize| format!("//{}\n", "ă".repeat(columns - 2));
    let of = |text: &str| offences(&Source::new("server/src/x.rs", text)).len();

    assert_eq!(of(&filler(FILE_LINES_MAX)), 0);
    assert_eq!(of(&filler(FILE_LINES_MAX + 1)), 1);
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", filler(FILE_LINES_MAX));
    assert_eq!(of(&tests), 0, "tests do not count");

    assert_eq!(of(&function(FUNCTION_LINES_MAX)), 0);
    assert_eq!(of(&function(FUNCTION_LINES_MAX + 1)), 1);
    assert_eq!(of("type F = fn(u8);\n"), 0);

    assert_eq!(of(&wide(LINE_COLUMNS_MAX)), 0);
    assert_eq!(of(&wide(LINE_COLUMNS_MAX + 1)), 1);
}
