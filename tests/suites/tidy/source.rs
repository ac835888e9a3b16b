//! A Rust file as the rules see it: its code without comments and without what strings say, the
//! strings apart, and which lines are tests. A lexer of a few dozen lines is enough for that; it
//! does not know Rust's grammar.

use std::ops::Range;

/// A file, taken apart.
pub(super) struct Source {
    /// From the root, with forward slashes.
    pub(super) path: String,
    pub(super) text: String,
    /// The text with comments and the insides of strings replaced by blanks, byte for byte, so that
    /// an offset in one is an offset in the other.
    pub(super) code: String,
    /// Offset and contents of every string literal.
    pub(super) strings: Vec<(usize, String)>,
    /// Byte ranges of `#[cfg(test)]` items; the whole file when it is one.
    tests: Vec<Range<usize>>,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let (code, strings) = Lexer::new(text).run();
        let mut tests = test_items(&code);
        if is_test_file(path) {
            tests.push(0..text.len());
        }
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
            strings,
            tests,
        }
    }

    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    }

    pub(super) fn is_test(&self, offset: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&offset))
    }

    /// How many lines are not tests.
    pub(super) fn lines_without_tests(&self) -> usize {
        if is_test_file(&self.path) {
            return 0;
        }
        let tested: usize = self
            .tests
            .iter()
            .map(|range| lines(&self.text[range.clone()]))
            .sum();
        lines(&self.text) - tested
    }

    /// Offsets at which `word` stands in the code, not as a part of a longer name.
    pub(super) fn find(&self, word: &str) -> Vec<usize> {
        find_word(&self.code, word)
    }
}

/// Offsets of `word` in `code`; where the word begins or ends with a letter, no letter may follow.
pub(super) fn find_word(code: &str, word: &str) -> Vec<usize> {
    let bytes = code.as_bytes();
    let open_at_start = word.bytes().next().is_some_and(is_name);
    let open_at_end = word.bytes().last().is_some_and(is_name);
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(|&at| !(open_at_start && at > 0 && is_name(bytes[at - 1])))
        .filter(|&at| !(open_at_end && bytes.get(at + word.len()).copied().is_some_and(is_name)))
        .collect()
}

/// The offset just behind the bracket that closes the one at `open`.
pub(super) fn end_of_group(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// The offset just behind an item that starts at `at`: its closing brace, or its semicolon.
pub(super) fn end_of_item(code: &str, at: usize) -> usize {
    let bytes = code.as_bytes();
    let mut at = at;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => return end_of_group(code, at),
            b'(' | b'[' => at = end_of_group(code, at),
            b';' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

pub(super) fn is_name(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn lines(text: &str) -> usize {
    text.lines().count()
}

fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/") || path.starts_with("tests/suites/")
}

fn test_items(code: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for at in ["#[cfg(test)]", "#[cfg(all(test"]
        .iter()
        .flat_map(|mark| code.match_indices(mark))
    {
        let behind_attribute = end_of_group(code, at.0 + 1);
        ranges.push(at.0..end_of_item(code, behind_attribute));
    }
    ranges
}

/// Walks a text once and blanks what is not code.
struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
    code: Vec<u8>,
    strings: Vec<(usize, String)>,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        Self {
            text,
            at: 0,
            code: text.to_vec(),
            strings: Vec::new(),
        }
    }

    fn run(mut self) -> (String, Vec<(usize, String)>) {
        while self.at < self.text.len() {
            match self.text[self.at] {
                b'/' if self.peek(1) == b'/' => self.line_comment(),
                b'/' if self.peek(1) == b'*' => self.block_comment(),
                b'"' => self.string(0, true),
                b'r' if self.starts_raw_string() => self.raw_string(),
                b'\'' => self.char_or_lifetime(),
                _ => self.at += 1,
            }
        }
        (
            String::from_utf8(self.code).expect("blanks are text"),
            self.strings,
        )
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Blanks up to `end`, keeping line ends so that line numbers stay.
    fn blank(&mut self, end: usize) {
        let end = end.min(self.text.len());
        for byte in self.code[self.at..end]
            .iter_mut()
            .filter(|byte| **byte != b'\n')
        {
            *byte = b' ';
        }
        self.at = end;
    }

    fn line_comment(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len());
        self.blank(self.at + length);
    }

    fn block_comment(&mut self) {
        let (mut end, mut depth) = (self.at, 0_usize);
        while end < self.text.len() {
            if self.text[end..].starts_with(b"/*") {
                (end, depth) = (end + 2, depth + 1);
            } else if self.text[end..].starts_with(b"*/") {
                (end, depth) = (end + 2, depth - 1);
                if depth == 0 {
                    break;
                }
            } else {
                end += 1;
            }
        }
        self.blank(end);
    }

    /// An `r` that belongs to no longer name (but `br` and `cr` do) and is followed by `#*"`.
    fn starts_raw_string(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).map_or(b' ', |at| self.text[at]);
        let prefixed = matches!(before(1), b'b' | b'c') && !is_name(before(2));
        let hashes = self.text[self.at + 1..]
            .iter()
            .take_while(|byte| **byte == b'#')
            .count();
        self.peek(hashes + 1) == b'"' && (prefixed || !is_name(before(1)))
    }

    fn raw_string(&mut self) {
        let hashes = self.text[self.at + 1..]
            .iter()
            .take_while(|byte| **byte == b'#')
            .count();
        self.at += 1 + hashes;
        self.string(hashes, false);
    }

    /// A string whose opening quote is at `self.at` and whose closing one is followed by `hashes`.
    fn string(&mut self, hashes: usize, escapes: bool) {
        let closing: Vec<u8> = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
        self.at += 1;
        let mut end = self.at;
        while end < self.text.len() && !self.text[end..].starts_with(&closing) {
            end += if escapes && self.text[end] == b'\\' {
                2
            } else {
                1
            };
        }
        let end = end.min(self.text.len());
        let inside = String::from_utf8_lossy(&self.text[self.at..end]).into_owned();
        self.strings.push((self.at, inside));
        self.blank(end);
        self.at += closing.len();
    }

    fn char_or_lifetime(&mut self) {
        let rest = &self.text[self.at + 1..];
        let length = match rest.first() {
            Some(b'\\') => {
                2 + rest
                    .iter()
                    .skip(2)
                    .position(|byte| *byte == b'\'')
                    .unwrap_or(0)
            }
            Some(first) => utf8_length(*first),
            None => 0,
        };
        self.at += 1;
        if rest.get(length) == Some(&b'\'') {
            self.blank(self.at + length);
            self.at += 1;
        }
    }
}

fn utf8_length(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_strings_and_chars_are_blanked_and_nothing_else() {
        let text = "a(\"x // \\\" {\", 'é', '\\'', 'l: &'l str) /* b /* c */ */ d // e\nf r#\"g\"#";
        let source = Source::new("x/src/y.rs", text);
        assert_eq!(source.code.len(), text.len());
        let words: Vec<&str> = source.code.split_whitespace().collect();
        assert_eq!(
            words.join(" "),
            "a(\" \", ' ', ' ', 'l: &'l str) d f r#\" \"#"
        );
        let strings: Vec<&str> = source.strings.iter().map(|(_, inside)| &**inside).collect();
        assert_eq!(strings, ["x // \\\" {", "g"]);
    }

    #[test]
    fn test_items_are_told_from_the_rest() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\" }\n}\nfn c() {}\n";
        let source = Source::new("x/src/y.rs", text);
        let at = |name: &str| text.find(name).expect("the text names it");
        assert!(!source.is_test(at("a()")) && source.is_test(at("b()")));
        assert!(!source.is_test(at("c()")));
        assert_eq!(source.lines_without_tests(), 2);
        assert!(Source::new("x/src/y/tests.rs", text).is_test(0));
    }

    #[test]
    fn a_word_is_not_found_inside_a_longer_one() {
        assert_eq!(find_word("warp warped awarp warp::x", "warp"), [0, 18]);
        assert_eq!(find_word("std::fs::read(std::fsx)", "std::fs"), [0]);
    }
}
