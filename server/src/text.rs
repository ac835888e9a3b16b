//! Files of text as spreadsheets save and read them: in which encoding, what divides their cells,
//! and what they would run.
//!
//! Spreadsheets in this part of the world save CSV as UTF-8, as UTF-16 ("Unicode text") or in the
//! code page of Windows for Central Europe, and say which only sometimes.

use std::borrow::Cow;

use csv::StringRecord;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250};

/// What a text file says, and how its bytes were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
}

/// How bytes are taken that are no UTF-8 and say nothing of themselves.
pub const GUESSED: &str = "windows-1250";

/// What to do about a file that is no text.
pub const NO_TEXT: &str = "this is no text: save it anew as CSV in UTF-8";

/// By its byte order mark; else UTF-8 when it is that; else as Windows writes it here. None: there
/// are zeros in it, so it is no text.
pub fn decode(bytes: &[u8]) -> Option<Text> {
    let marked = [UTF_8, UTF_16LE, UTF_16BE].into_iter();
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let mut marked = marked.zip(marks);
    let found = marked.find_map(|(encoding, mark)| Some((encoding, bytes.strip_prefix(mark)?)));
    let (encoding, bytes) = match found {
        Some(found) => found,
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        None => (WINDOWS_1250, bytes),
    };
    let (text, is_wrong) = encoding.decode_without_bom_handling(bytes);
    let is_broken = is_wrong && encoding != WINDOWS_1250;
    if is_broken || text.contains('\0') {
        return None;
    }
    Some(Text {
        text: text.into_owned(),
        encoding: match encoding {
            encoding if encoding == WINDOWS_1250 => GUESSED,
            encoding => encoding.name(),
        },
    })
}

/// The rows of a table with the numbers that a spreadsheet gives them; cells without the space
/// around them.
pub fn rows(text: &str) -> impl Iterator<Item = (u64, StringRecord)> {
    let text = text.trim_start_matches('\u{feff}');
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    // Rows of any length are taken and all is UTF-8: a reader of memory has nothing to fail at.
    let records = reader.into_records().map_while(Result::ok);
    records.scan(0, move |number, record| {
        let begins = record.position().map_or(0, csv::Position::byte);
        *number += 1 + empty_lines_at(text, begins);
        Some((*number, record))
    })
}

/// How many empty lines stand here. The reader passes them by, a spreadsheet numbers them.
fn empty_lines_at(text: &str, at: u64) -> u64 {
    let at = usize::try_from(at).unwrap_or(usize::MAX);
    let (before, rest) = text.as_bytes().split_at_checked(at).unwrap_or_default();
    // The reader may stop in the middle of a line's end.
    let rest = match (before.last(), rest) {
        (Some(b'\r'), [b'\n', rest @ ..]) => rest,
        (_, rest) => rest,
    };
    let ends = rest.iter().take_while(|byte| b"\r\n".contains(byte));
    ends.filter(|byte| **byte == b'\n').count() as u64
}

/// What divides the cells of the first line: semicolons, where Excel writes CSV for people whose
/// decimals have commas; tabs, where it writes text.
fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut found = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            byte if !is_quoted => {
                let counted = found.iter_mut().find(|(delimiter, _)| *delimiter == byte);
                if let Some((_, times)) = counted {
                    *times += 1;
                }
            }
            _ => {}
        }
    }
    // Of those that occur equally often the first.
    let most = found.iter().rev().max_by_key(|(_, times)| *times);
    most.map_or(b',', |(delimiter, _)| *delimiter)
}

/// What a spreadsheet takes for the beginning of a formula; the wide forms are those of East Asian
/// keyboards.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// What divides cells for spreadsheets that were not told of commas: what follows in a text begins
/// a cell of its own there.
const DIVIDES: &[char] = &[';', '\t'];

/// The text as a cell of a table that no spreadsheet runs: an apostrophe stands before whatever
/// would begin a formula. [`unguarded`] takes it away again.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let is_run = |part: &str| part.trim_start_matches('\'').starts_with(FORMULA);
    if is_coordinates(cell) || !cell.split(DIVIDES).any(is_run) {
        return Cow::Borrowed(cell);
    }
    let guarded = cell
        .split_inclusive(DIVIDES)
        .map(|part| match is_run(part) {
            true => format!("'{part}"),
            false => part.to_owned(),
        });
    Cow::Owned(guarded.collect())
}

/// A cell without the apostrophes of [`guarded`].
pub fn unguarded(cell: &str) -> String {
    let parts = cell.split_inclusive(DIVIDES).map(|part| {
        let bare = part.strip_prefix('\'');
        let is_guarded = |bare: &&str| bare.trim_start_matches('\'').starts_with(FORMULA);
        bare.filter(is_guarded).unwrap_or(part)
    });
    parts.collect()
}

/// South or west of zero: numbers, which run nothing.
fn is_coordinates(cell: &str) -> bool {
    let mut numbers = cell.split(',');
    cell.starts_with('-')
        && numbers.clone().count() == 2
        && numbers.all(|number| number.parse::<f64>().is_ok_and(f64::is_finite))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_are_told_apart() {
        let said = "Județ;Școală\r\nIași;„A”";
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let marked = std::iter::once(0xfeff).chain(said.encode_utf16());
            marked.flat_map(bytes).collect()
        };
        for (bytes, encoding) in [
            (said.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", said.as_bytes()].concat(), "UTF-8"),
            (utf16(u16::to_le_bytes), "UTF-16LE"),
            (utf16(u16::to_be_bytes), "UTF-16BE"),
        ] {
            let text = decode(&bytes).unwrap();
            assert_eq!((text.text.as_str(), text.encoding), (said, encoding));
        }
        // The code page knows the Romanian letters with a cedilla.
        let text = decode(b"Jude\xfe;\xaacoal\xe3\nIa\xbai;Timi\xba").unwrap();
        assert_eq!(text.text, "Judeţ;Şcoală\nIaşi;Timiş");
        assert_eq!(text.encoding, GUESSED);
    }

    #[test]
    fn what_is_no_text_is_not_taken_for_one() {
        assert_eq!(decode(b"PK\x03\x04\x14\0\0\0\xff"), None);
        assert_eq!(decode(b"\xef\xbb\xbf\xff\xff"), None);
        assert_eq!(decode(b"").unwrap().text, "");
    }

    #[test]
    fn what_divides_cells_is_known_by_the_first_line() {
        for (text, found) in [
            ("Data;Școala;Fete, 14-17", b';'),
            ("a,b\n1;2;3;4", b','),
            ("\"a;b;c\",d", b','),
            ("Data\tȘcoala\tFete, 14-17", b'\t'),
            ("Titlu", b','),
        ] {
            assert_eq!(delimiter(text), found, "{text}");
        }
    }

    #[test]
    fn no_cell_is_run_and_each_comes_back_as_it_was() {
        for (cell, told) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("'=1+1", "''=1+1"),
            // With semicolons between cells this would be two.
            ("a;=1+1", "a;'=1+1"),
            ("-2+3;+x", "'-2+3;'+x"),
            ("＝1", "'＝1"),
            ("-33.92,18.42", "-33.92,18.42"),
            ("-1+2,3", "'-1+2,3"),
            ("'s Gravenhage", "'s Gravenhage"),
            ("Școala; clasa a IX-a", "Școala; clasa a IX-a"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), told);
            assert_eq!(unguarded(told), cell);
        }
    }

    #[test]
    fn rows_have_the_numbers_that_spreadsheets_show() {
        let numbers = |text: &str| -> Vec<u64> { rows(text).map(|(number, _)| number).collect() };
        assert_eq!(numbers("a,b\n\n1,\"2\n\n3\"\n\n\n4,5"), [1, 3, 6]);
        assert_eq!(
            numbers("a;b\r\n\r\n1;2\r\n3;4\r\n\r\n5;6\r\n"),
            [1, 3, 4, 6]
        );
        let (_, record) = rows("\u{feff} a ;b").next().unwrap();
        assert!(record.iter().eq(["a", "b"]));
        assert_eq!(rows("").count(), 0);
    }
}
