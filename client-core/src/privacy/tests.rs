//! What is found and where; that any text is looked through, in bounded work.

mod hostile;
mod labelled;

use proptest::prelude::*;

use super::token::LOOKS;
use super::*;
use crate::ids::DocId;
use crate::limits::TEXT_CHARS_MAX;
use crate::model::Session;

fn found(text: &str) -> Vec<(Kind, &str)> {
    let findings = find(text).into_iter();
    findings
        .map(|finding| (finding.kind, &text[finding.range]))
        .collect()
}

#[test]
fn what_is_found_is_named_and_shown_where_it_lies() {
    let note = "Ana, тел. 0745 123 456, ana@example.org, str. Zorilor nr. 14, ap. 7.";
    let expected = [
        (Kind::Phone, "0745 123 456"),
        (Kind::Email, "ana@example.org"),
        (Kind::Address, "str. Zorilor nr. 14, ap. 7"),
    ];
    assert_eq!(found(note), expected);
    assert_eq!(found("CNP 2980514330128")[..], []);
}

#[test]
fn every_text_of_a_session_is_looked_through_and_a_venue_has_a_street() {
    let number = "tel. 0745 123 456";
    let mut session = Session::empty(DocId([7; 16]));
    session.title = format!("Grade 9, {number}");
    session.place.venue = format!("Liceul nr. 3, str. Unirii nr. 5, {number}");
    session.meeting.decisions = Some(number.to_owned());
    session.withdrawn = Some(number.to_owned());
    session.notes = format!("{number}, str. Unirii nr. 5");
    session.texts.insert("why".to_owned(), number.to_owned());
    let fields: Vec<(String, Kind)> = super::session(&session)
        .into_iter()
        .map(|warning| (warning.field, warning.kind))
        .collect();
    let expected = [
        ("title", Kind::Phone),
        ("place.venue", Kind::Phone),
        ("meeting.decisions", Kind::Phone),
        ("withdrawn", Kind::Phone),
        ("notes", Kind::Phone),
        ("notes", Kind::Address),
        ("texts.why", Kind::Phone),
    ];
    assert_eq!(
        fields,
        expected.map(|(field, kind)| (field.to_owned(), kind))
    );
}

#[test]
fn codes_lead_back_to_their_kinds() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_code(kind.code()), Some(kind));
    }
    assert_eq!(Kind::from_code("name"), None);
}

#[test]
fn hours_of_trains_are_no_phone() {
    for note in [
        "06.45 07.30 08.15",
        "09.30-10.00 58 elevi",
        "05.06.2017 10-12",
    ] {
        assert_eq!(found(note), [], "{note}");
    }
}

#[test]
fn numbers_of_orders_are_no_phone() {
    for note in [
        "Заповед № РД-08-415 / 07.11.2026 г.",
        "ordinul DGE-04-318 / 12.10.2026",
        "наказ № ОД-05-211 / 03.09.2026",
        "order HR/03-512 / 09.10.2026",
        "вх. № 09-412/05.11.2026",
    ] {
        assert_eq!(found(note), [], "{note}");
    }
    let phone = [(Kind::Phone, "0745-123-456")];
    for note in ["TEL-0745-123-456", "RO-0745-123-456"] {
        assert_eq!(found(note), phone, "{note}");
    }
}

#[test]
fn streets_and_villages_are_found_without_a_word_for_them_before_the_name() {
    for (note, address) in [
        ("post it to 14 Ivan Vazov Str or", "14 Ivan Vazov Str"),
        ("at 7 Lesi Ukrainky Blv., she", "7 Lesi Ukrainky Blv."),
        ("he is at 3 vasile lupu str, ring", "3 vasile lupu str"),
        (
            "in Valea Mare commune, house 12",
            "Valea Mare commune, house 12",
        ),
        (
            "the village of Valea Mare, house 12",
            "village of Valea Mare, house 12",
        ),
        ("lives in Valea Mare, house 12", "Valea Mare, house 12"),
        ("stă pe Mihai Viteazul, 9", "Mihai Viteazul, 9"),
        ("locuiește în Valea Mare, casa 4", "Valea Mare, casa 4"),
        ("проживає на Липовій, 15", "Липовій, 15"),
        ("живе у Вербівці, хата 3", "Вербівці, хата 3"),
        ("живее на „Роза“ 8, сам", "„Роза“ 8"),
        ("живее в Горна Баня, къща 4", "Горна Баня, къща 4"),
    ] {
        assert_eq!(found(note), [(Kind::Address, address)], "{note}");
    }
    for note in [
        "Ana lives in Orhei, 14, and sings",
        "живе в Одесі, 15",
        "училище „Роза“ 8, живее далеч",
        "au venit 20 copii str. Zorilor",
        "17 Maria Str Zorilor",
        "the village of Valea Mare, 36 pupils",
        "Valea Mare village, number 9 bus",
    ] {
        assert_eq!(found(note), [], "{note}");
    }
}

#[test]
fn a_house_ends_where_its_block_begins() {
    let note = "str. Florilor nr.3bl.2 ap5";
    assert_eq!(found(note), [(Kind::Address, note)]);
}

#[test]
fn a_number_in_a_mailbox_is_part_of_the_mailbox() {
    let note = "0745123456@example.org";
    assert_eq!(found(note), [(Kind::Email, note)]);
}

#[test]
fn a_list_is_cut_off() {
    let list = "0745 123 456; ".repeat(FINDINGS_MAX + 1);
    assert_eq!(find(&list).len(), FINDINGS_MAX);
}

/// Pieces that rules look for, in an order that leads them astray.
const PIECES: &[&str] = &[
    "str. ",
    "ул. ",
    "ж.к. ",
    "Zorilor ",
    "nr. ",
    "14",
    "0745",
    " ",
    "@",
    ".",
    "-",
    "(at)",
    "a",
    "(",
    ")",
    "+",
    "/",
    ",",
    "Ș",
    "O",
    "00",
    "ap. ",
    "7",
    "бл. ",
    "Street ",
    "e\u{301}",
    "🙂",
    "\u{a0}",
    "dot ",
    "12 ",
    "1-",
    "\u{200b}",
    "lane ",
    "stau ",
    "tel ",
    "０",
    "|",
    "„",
    "“ ",
    "РД-",
    "Str ",
    "village ",
    "house ",
    "живе на ",
];

/// What the worst of them cost when this was written, and a little more.
const LOOKS_PER_BYTE: usize = 100;

fn looks(text: &str) -> usize {
    LOOKS.set(0);
    find(text);
    LOOKS.get()
}

/// Work is counted in looks at tokens: a clock would measure the machine.
#[test]
fn work_grows_with_the_length_and_not_with_its_square() {
    let pairs = PIECES.iter().enumerate().flat_map(|(at, one)| {
        let others = PIECES[at..].iter();
        others.map(move |other| format!("{one}{other}"))
    });
    for piece in pairs {
        let of_bytes = |bytes: usize| looks(&piece.repeat(bytes.div_ceil(piece.len())));
        let (short, long) = (of_bytes(1024), of_bytes(4 * 1024));
        assert!(long <= 5 * short + 1_000, "`{piece}`: {short}, then {long}");
        assert!(long <= LOOKS_PER_BYTE * 4 * 1024, "`{piece}`: {long}");
    }
}

fn well_formed(text: &str) {
    let findings = find(text);
    let mut behind = 0;
    for finding in &findings {
        let range = &finding.range;
        assert!(behind <= range.start && range.start < range.end, "{text}");
        assert!(text.get(range.clone()).is_some(), "{text}: {range:?}");
        behind = range.end;
    }
    assert!(findings.len() <= FINDINGS_MAX);
}

proptest! {
    #[test]
    fn any_text_is_looked_through(text in "\\PC{0,400}") {
        well_formed(&text);
    }

    #[test]
    fn pieces_of_findings_in_any_order_are_looked_through(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..120)
    ) {
        well_formed(&pieces.concat());
    }
}

#[test]
fn the_longest_note_is_looked_through() {
    well_formed(&"ș".repeat(TEXT_CHARS_MAX));
    well_formed(&"0".repeat(TEXT_CHARS_MAX));
}
