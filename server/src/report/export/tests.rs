//! Tables read back by the libraries that others read them with.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use client_core::model::catalogue::Entry;
use client_core::model::questions::{Choice, Form, Item, ItemKind, Wording};
use client_core::model::{Edit, Register, Scalar};

use crate::exchange::tests::office::{Office, organisation};
use crate::exchange::tests::phone::set;
use crate::store::read::Filter;
use crate::store::{Store, catalogue};

/// One session that counts, one that is withdrawn, and one with a title for a spreadsheet to run.
fn office() -> Office {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let count = |cell: &str, by| Edit::Count {
        cell: cell.parse().unwrap(),
        by,
    };
    let school = ana.record("Școală, „Grade 9”");
    ana.edit(
        school,
        &[
            count("reached.f.14-17", 31),
            count("reached.u.unknown", 4),
            count("groups.pupils", 35),
            count("materials.helpline-card", 40),
            set(Register::Where, "RO|RO-IS|Iași|Liceul|"),
            set(Register::Status, "done"),
            Edit::number(Register::StartedAt, 1_489_478_700_000),
        ],
    );
    ana.note(school, "Nobody's business.");
    let hostile = ana.record("=HYPERLINK(\"https://example.org\")");
    ana.edit(
        hostile,
        &[Edit::number(Register::StartedAt, 1_500_000_000_000)],
    );
    let gone = ana.record("Nothing");
    ana.edit(
        gone,
        &[
            count("reached.m.60+", 1),
            set(Register::Withdrawn, "by mistake"),
        ],
    );
    ana.sync(&office);
    office
}

fn csv_of(office: &Office, filter: &Filter) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let store = Store::open(office.path(), None).unwrap();
    let done = store.read(|c| super::csv(c, &organisation(), filter, &mut out));
    let written = done.unwrap();
    let text = String::from_utf8(out).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let rows: Vec<Vec<String>> = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(rows.len() as u64, written + 2);
    rows
}

fn cell<'a>(rows: &'a [Vec<String>], row: usize, heading: &str) -> &'a str {
    let at = rows[0].iter().position(|found| found == heading).unwrap();
    &rows[row][at]
}

#[test]
fn a_table_has_headings_hashtags_and_what_figures_count() {
    let rows = csv_of(&office(), &Filter::default());
    assert_eq!(rows.len(), 4);
    for (heading, tag, value) in [
        ("unit", "#org+unit+code", "iasi"),
        ("title", "#activity+name", "Școală, „Grade 9”"),
        ("day", "#date", "2017-03-14"),
        ("place.adm1", "#adm1+code", "RO-IS"),
        ("people", "#reached+total", "35"),
        ("reached.f.14-17", "#reached+f+age_14_17", "31"),
        ("reached.u.unknown", "#reached+u+age_unknown", "4"),
        ("groups.pupils", "#reached+group_pupils", "35"),
        (
            "materials.helpline-card",
            "#output+material_helpline_card",
            "40",
        ),
    ] {
        assert_eq!(cell(&rows, 1, heading), tag);
        assert_eq!(cell(&rows, 2, heading), value, "{heading}");
    }
    // Of a withdrawn session there is neither a row nor a column.
    assert!(!rows[0].iter().any(|heading| heading == "reached.m.60+"));
    let all = rows.concat().join(" ");
    assert!(!all.contains("Nobody's business"));
    assert_eq!(
        cell(&rows, 3, "title"),
        "'=HYPERLINK(\"https://example.org\")"
    );
}

#[test]
fn what_somebody_typed_runs_nowhere_and_comes_back() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let titles = ["Fete;=1+1", "@SUM(A1)", "'=1", "Școala „A”, a IX-a"];
    for title in titles {
        let session = ana.record(title);
        ana.edit(
            session,
            &[
                set(Register::MeetingBody, "+40 232 county team"),
                set(Register::At, "-33.92,18.42"),
                Edit::number(Register::StartedAt, 1_500_000_000_000),
            ],
        );
    }
    ana.sync(&office);
    let rows = csv_of(&office, &Filter::default());
    let is_run = |cell: &String| {
        let mut parts = cell.split([';', '\t']);
        parts.any(|part| part.starts_with(['=', '+', '@']))
    };
    let cells = || rows[2..].iter().flatten();
    assert_eq!(cells().find(|cell| is_run(cell)), None);
    let mut found: Vec<_> = (2..rows.len())
        .map(|row| crate::text::unguarded(cell(&rows, row, "title")))
        .collect();
    let mut expected = titles.map(str::to_owned);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(cell(&rows, 2, "meeting.body"), "'+40 232 county team");
    // Numbers of our own stay numbers.
    assert_eq!(cell(&rows, 2, "at"), "-33.92,18.42");
}

#[test]
fn every_hashtag_is_one() {
    let rows = csv_of(&office(), &Filter::default());
    for tag in &rows[1] {
        let mut parts = tag.strip_prefix('#').unwrap().split('+');
        let is_word = |part: &str| {
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            plain && part.starts_with(|c: char| c.is_ascii_alphabetic())
        };
        assert!(parts.all(is_word), "{tag}");
    }
    let mut headings = rows[0].clone();
    headings.sort();
    headings.dedup();
    assert_eq!(headings.len(), rows[0].len(), "a heading is there twice");
}

#[test]
fn figures_that_no_column_has_are_not_left_out_in_silence() {
    let office = office();
    let store = Store::open(office.path(), None).unwrap();
    let raw = rusqlite::Connection::open(office.path()).unwrap();
    let empty = "(SELECT cells FROM session_row WHERE people = 0 LIMIT 1)";
    let cleared = raw.execute(&format!("UPDATE session_row SET cells = {empty}"), []);
    assert!(cleared.unwrap() > 0);
    let mut out = Vec::new();
    let done = store.read(|c| super::csv(c, &organisation(), &Filter::default(), &mut out));
    let refused = done.unwrap_err().to_string();
    assert!(
        refused.contains("reached.f.14-17") && refused.contains("rebuild"),
        "{refused}"
    );
}

#[test]
fn a_filter_narrows_rows_and_columns() {
    let filter = Filter {
        from: Some("2017-05-01".parse().unwrap()),
        ..Filter::default()
    };
    let rows = csv_of(&office(), &filter);
    assert_eq!(rows.len(), 3);
    assert!(
        !rows[0]
            .iter()
            .any(|heading| heading.starts_with("reached."))
    );
}

/// Excel counts days from the end of 1899.
fn day_of(serial: f64) -> String {
    let first = jiff::civil::date(1899, 12, 30);
    let span = jiff::Span::new().days(serial as i64);
    first.checked_add(span).unwrap().to_string()
}

#[test]
fn a_workbook_says_the_same_and_runs_nothing() {
    let office = office();
    let mut out = Vec::new();
    let store = Store::open(office.path(), None).unwrap();
    let done = store.read(|c| super::xlsx(c, &organisation(), &Filter::default(), &mut out));
    assert_eq!(done.unwrap(), 2);
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(out)).unwrap();
    let formulas = book.worksheet_formula("Sessions").unwrap();
    assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()));
    let range = book.worksheet_range("Sessions").unwrap();
    let rows = csv_of(&office, &Filter::default());
    for (row, line) in rows.iter().enumerate() {
        for (column, text) in line.iter().enumerate() {
            let found = range.get((row, column)).unwrap_or(&Data::Empty);
            let found = match found {
                Data::DateTime(date) => day_of(date.as_f64()),
                found => found.as_string().unwrap_or_default(),
            };
            assert_eq!(&found, text.trim_start_matches('\''), "{row} {column}");
        }
    }
}

/// A session of a campaign that asks, with an answer to a question that is no longer asked.
fn asking_office() -> Office {
    let office = Office::new();
    let item = |name: &str, kind| Item::new(name, kind);
    let within = |item| Item {
        within: Some("class".to_owned()),
        ..item
    };
    let choice = |name: &str| Choice {
        name: name.to_owned(),
        label: Wording::default(),
    };
    let form = Form {
        campaign: "spring".parse().unwrap(),
        version: "2".to_owned(),
        number: 2,
        title: "Spring".to_owned(),
        default_language: "en".to_owned(),
        languages: [("en".to_owned(), "English".to_owned())].into(),
        items: vec![
            item("heard", ItemKind::Integer),
            Item {
                relevant: Some("${heard} > 100".parse().unwrap()),
                ..item("why", ItemKind::Date)
            },
            item("fears", ItemKind::SelectMultiple("fears".to_owned())),
            item("story", ItemKind::Text),
            item("class", ItemKind::Repeat),
            within(item("pupils", ItemKind::Integer)),
            Item {
                calculation: Some("sum(${pupils}) div 8".parse().unwrap()),
                ..item("groups", ItemKind::Calculate)
            },
        ],
        choices: [("fears".to_owned(), ["abroad", "other"].map(choice).into())].into(),
    };
    let form = Entry::Questionnaire(form.try_into().unwrap());
    office.write(|tx| catalogue::put(tx, &form));
    office
}

#[test]
fn answers_are_columns_named_by_their_questions() {
    let office = asking_office();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("Grade 9");
    let answer = |key: &str, value| Edit::Answer {
        key: key.to_owned(),
        value: Some(value),
    };
    ana.edit(
        session,
        &[
            set(Register::Campaign, "spring"),
            Edit::number(Register::StartedAt, 1_489_478_700_000),
            answer("questionnaire", Scalar::Text("2".to_owned())),
            answer("heard", Scalar::Int(12)),
            answer("why", Scalar::Text("2017-03-14".to_owned())),
            answer("fears/other", Scalar::Bool(true)),
            answer("class#0101010101010101.1/pupils", Scalar::Int(20)),
            answer("class#0101010101010101.2/pupils", Scalar::Int(24)),
        ],
    );
    ana.sync(&office);
    let rows = csv_of(&office, &Filter::default());
    for (heading, tag, value) in [
        ("answers.questionnaire", "#meta+questionnaire", "2"),
        ("answers.heard", "#indicator+answers_heard", "12"),
        ("answers.why", "#indicator+answers_why", ""),
        (
            "answers.fears/abroad",
            "#indicator+answers_fears_abroad",
            "",
        ),
        (
            "answers.fears/other",
            "#indicator+answers_fears_other",
            "true",
        ),
        ("class[].pupils", "#indicator+class___pupils", "20; 24"),
        ("calculated.groups", "#indicator+calculated_groups", "5.5"),
    ] {
        assert_eq!(cell(&rows, 1, heading), tag);
        assert_eq!(cell(&rows, 2, heading), value, "{heading}");
    }
    assert!(!rows[0].iter().any(|heading| heading.contains("story")));
    // A table without sessions of the campaign has none of its columns.
    let other = Filter {
        campaign: Some("summer".parse().unwrap()),
        ..Filter::default()
    };
    let rows = csv_of(&office, &other);
    assert!(
        !rows[0]
            .iter()
            .any(|heading| heading.starts_with("answers."))
    );
}
