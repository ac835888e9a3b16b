//! Data hidden from a reader of digits and letters: by hand, by a keyboard or by a font.
//!
//! Each trick has its own few notes. They were written before anything was done against tricks:
//! 11 of the 44 were seen through then.

use std::ops::Range;

use super::super::{Kind, find};

/// A trick, what it hides, notes with one such thing each, and how many of them get by.
type Trick = (&'static str, Kind, &'static [&'static str], usize);

const TRICKS: [Trick; 12] = [
    (
        "digits of another script",
        Kind::Phone,
        &[
            "sunati la ０７４５ １２３ ４５６ dupa ora 5",
            "тел ٠٦٧ ١٢٣ ٤٥ ٦٧",
            "call ०७९११ १२३ ४५६",
        ],
        0,
    ),
    (
        "digits of a font",
        Kind::Phone,
        &[
            "nr 𝟎𝟕𝟒𝟓𝟏𝟐𝟑𝟒𝟓𝟔",
            "⓪⑧⑧⑧ ①②③④⑤⑥ звънни",
            "0\u{fe0f}\u{20e3}7\u{fe0f}\u{20e3}4\u{fe0f}\u{20e3}5\u{fe0f}\u{20e3}123456",
        ],
        0,
    ),
    (
        "identity number in other digits",
        Kind::Identity,
        &["CNP ２９８０５１４３３１００９", "егн ٨٥٠٧١٤١٠٠٣"],
        0,
    ),
    (
        "nothing visible inside a number",
        Kind::Phone,
        &[
            "0745\u{200b}123\u{200b}456",
            "07\u{ad}45 12\u{2060}34 56",
            "+380\u{200d}67\u{feff}1234567",
            "\u{202a}+40745123456\u{202c}",
        ],
        0,
    ),
    (
        "nothing visible inside an identity number",
        Kind::Identity,
        &["2980\u{200b}514331\u{200b}009", "ЕГН 850714\u{2060}1003"],
        0,
    ),
    (
        "other signs between digits",
        Kind::Phone,
        &[
            "0745*123*456",
            "0745_123_456",
            "067·123·45·67",
            "0888|12|34|56",
            "0745,123,456",
            "0745 \\ 123 \\ 456",
            "0 7 4 5 - 1 2 3 - 4 5 6",
            "0745−123−456",
        ],
        1,
    ),
    (
        "a number over several lines",
        Kind::Phone,
        &["0745\n123\n456", "tel:\n067\r\n123 45 67"],
        0,
    ),
    (
        "an identity number over lines and in groups",
        Kind::Identity,
        &[
            "298 0514\n331 009",
            "8507 14\n10 03",
            "3409 121 003 e codul ei",
        ],
        0,
    ),
    (
        "letters for digits",
        Kind::Phone,
        &["O745 12З 456", "o7l1 234 567", "tel 07I5 l23 456"],
        1,
    ),
    (
        "mail in letters of another script",
        Kind::Email,
        &[
            "аnа.рор@gmаil.соm",
            "scrie-i la ana＠gmail．com",
            "ana﹫gmail.com",
            "ａｎａ@gmail.com",
            "an\u{200b}a@\u{200b}gmail.\u{200b}com",
        ],
        0,
    ),
    (
        "mail in words",
        Kind::Email,
        &[
            "ana at gmаil dot com",
            "ana [at] gmail [dot] com",
            "ana (собака) ukr (крапка) net",
            "ana@gmail\n.com",
            "ana a rond yahoo punct ro",
            "ана маймунско а абв точка бг",
        ],
        0,
    ),
    (
        "an address with nothing visible inside",
        Kind::Address,
        &[
            "s\u{200b}tr. Zorilor nr. 1\u{200b}4",
            "ву\u{ad}л. Садова, ５",
            "1\u{2060}4 Mill L\u{200b}ane",
        ],
        0,
    ),
];

/// Whether something of the kind is found, long enough to be the whole of it, and nothing else.
fn is_seen(kind: Kind, note: &str) -> bool {
    let is_whole = |range: Range<usize>| note[range].chars().count() >= 9;
    matches!(&find(note)[..], [one] if one.kind == kind && is_whole(one.range.clone()))
}

#[test]
fn tricks_are_seen_through() {
    for (trick, kind, notes, get_by) in TRICKS {
        let unseen: Vec<_> = notes.iter().filter(|note| !is_seen(kind, note)).collect();
        assert_eq!(unseen.len(), get_by, "{trick}: {unseen:?}");
    }
    let notes: usize = TRICKS.iter().map(|trick| trick.2.len()).sum();
    let get_by: usize = TRICKS.iter().map(|trick| trick.3).sum();
    assert_eq!((notes, get_by), (44, 2), "as the table of the notes says");
}

#[test]
fn what_only_looks_like_a_trick_is_let_be() {
    for note in [
        "20 m² и 30 м²",
        "H2O 5 l, CO2 0",
        "Sala I2, clasa a I-a",
        "стр. ١٢ و ١٣",
        "👩‍⚕️ 12, 👍🏽 30",
        "③ gata din ⑤",
        "de la З0 la 4O de lei",
    ] {
        assert_eq!(find(note), [], "{note}");
    }
}
