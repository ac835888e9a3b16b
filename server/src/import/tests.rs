//! Files in the shape of other tools' exports, imported, again and back.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use client_core::ids::DocId;
use client_core::model::{AgeBand, Counting, DocKind, Edit, Register, Role, Session, Sex};
use client_core::time::Timestamp;

use super::*;
use crate::accounts::{self, Founding, NewMember};
use crate::environment;
use crate::exchange::{AuthorKey, Editor, Exchange, Keys, Wish};
use crate::projection;
use crate::report::{check, export};
use crate::store::read::figures::{self, Sums};
use crate::store::read::{Filter, Scope};
use crate::store::{Store, imports};

const NOW: Timestamp = Timestamp(1_511_740_800_000);

struct Desk {
    folder: tempfile::TempDir,
    store: Arc<Store>,
    exchange: Exchange,
    editor: Editor,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Store::open(folder.path().join("teren.db"), None).unwrap());
    let units = ["suceava", "dolj"].map(|code| (code.parse().unwrap(), code.to_owned()));
    let founding = Founding {
        name: "Agency",
        country: "RO",
        units: &units,
    };
    store
        .write(|t| accounts::found(t, &founding, NOW, &mut environment::random))
        .unwrap();
    let keys = Keys {
        author: AuthorKey::new([7; 32]),
        identity: ed25519_dalek::SigningKey::from_bytes(&[8; 32]),
    };
    Desk {
        exchange: Exchange::new(store.clone(), keys),
        editor: store.read(|c| editor(c, None)).unwrap(),
        folder,
        store,
    }
}

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/import");
    folder.join(name)
}

impl Desk {
    fn read(&self, file: &Path, unit: Option<&str>, mapping: &Mapping) -> Read {
        let unit = unit.map(|unit| unit.parse().unwrap());
        let wanted = Wanted {
            file,
            mapping,
            unit: unit.as_ref(),
            now: NOW,
        };
        self.store.read(|c| read(c, &self.editor, &wanted)).unwrap()
    }

    fn import(&self, read: &Read) -> Option<u64> {
        let random = &mut environment::random;
        import(&self.exchange, &self.editor, "file", read, NOW, random).unwrap()
    }

    fn bring(&self, file: &Path, unit: &str) -> (Read, Option<u64>) {
        let read = self.read(file, Some(unit), &Mapping::default());
        assert_eq!(read.problems, []);
        let import = self.import(&read);
        (read, import)
    }

    fn undo(&self, id: u64, even_edited: bool) -> Undone {
        let wanted = Undoing { id, even_edited };
        let random = &mut environment::random;
        let told = &mut |_, _| {};
        undo(
            &self.store,
            &self.exchange,
            &self.editor,
            &wanted,
            NOW,
            random,
            told,
        )
        .unwrap()
    }

    fn sessions(&self, import: u64) -> Vec<Session> {
        let of = |c: &crate::store::Connection| {
            let mut found = Vec::new();
            for row in imports::rows(c, import)? {
                let load = |doc| projection::load(c, &self.editor.organisation, doc);
                let main = load(row.doc).unwrap().unwrap();
                let companion = load(row.doc.companion()).unwrap();
                found.push(projection::session(&main, companion.as_ref()));
            }
            Ok::<_, StoreError>(found)
        };
        let mut sessions = self.store.read(of).unwrap();
        sessions.sort_by_key(|session| session.started_at);
        sessions
    }

    fn loaded(&self, doc: DocId) -> Option<projection::Loaded> {
        let load = |c: &_| projection::load(c, &self.editor.organisation, doc);
        self.store.read(load).unwrap()
    }

    /// The session of this title among what an import brought.
    fn titled(&self, import: u64, title: &str) -> DocId {
        let rows = self.store.read(|c| imports::rows(c, import)).unwrap();
        let is_titled = |doc| projection::session(&self.loaded(doc).unwrap(), None).title == title;
        rows.iter().find(|row| is_titled(row.doc)).unwrap().doc
    }

    /// The exchange among what an import brought.
    fn exchange_of(&self, import: u64) -> client_core::model::Exchange {
        let rows = self.store.read(|c| imports::rows(c, import)).unwrap();
        let mut rows = rows
            .iter()
            .map(|row| (self.loaded(row.doc).unwrap(), row.doc));
        let (main, doc) = rows
            .find(|(main, _)| main.document.kind() == DocKind::Exchange)
            .unwrap();
        projection::exchange(&main, self.loaded(doc.companion()).as_ref())
    }

    fn people(&self) -> u64 {
        let totals = |c: &_| figures::totals(c, &Scope::All, &Filter::default());
        self.store.read(totals).unwrap().people
    }

    fn is_right(&self) {
        let mut found = Vec::new();
        let organisation = &self.editor.organisation;
        let checked =
            |c: &_| check::check(c, organisation, |problem| found.push(problem.to_string()));
        self.store.read(checked).unwrap();
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn a_kobo_export_becomes_sessions() {
    let desk = desk();
    let (read, import) = desk.bring(&fixture("kobo.csv"), "suceava");
    assert_eq!(read.sessions(), 2);
    let sessions = desk.sessions(import.unwrap());
    let first = &sessions[0];
    assert_eq!(first.title, "Ora de dirigenție, clasa a IX-a");
    assert_eq!(first.kind.map(|kind| kind.code()), Some("school"));
    assert_eq!(first.status.code(), "done");
    assert_eq!(first.place.locality, "Rădăuți");
    assert_eq!(first.place.venue, "Colegiul Tehnic");
    assert_eq!(
        first.started_at.unwrap().to_string(),
        "2017-03-14T06:05:00Z"
    );
    assert_eq!((first.people_reached(), first.topics.len()), (58, 2));
    assert_eq!(first.figures[&"groups.pupils".parse().unwrap()], 58);
    assert_eq!(first.figures[&"materials.brochure".parse().unwrap()], 60);
    assert_eq!(first.notes, "Mulți au întrebat despre contracte.");
    assert_eq!(desk.people(), 68);
    desk.is_right();
}

#[test]
fn what_was_imported_before_is_passed_by() {
    let desk = desk();
    let (_, first) = desk.bring(&fixture("kobo.csv"), "suceava");
    let (again, nothing) = desk.bring(&fixture("kobo.csv"), "suceava");
    assert_eq!((again.sessions(), again.known[&first.unwrap()]), (0, 2));
    assert_eq!(nothing, None);
    // The same form by way of the tool's API, with one submission more.
    let (more, second) = desk.bring(&fixture("kobo.json"), "suceava");
    assert_eq!((more.sessions(), more.known[&first.unwrap()]), (1, 1));
    assert_eq!(desk.sessions(second.unwrap())[0].title, "Autogară");
    assert_eq!(desk.people(), 77);
}

#[test]
fn an_odk_export_becomes_sessions() {
    let desk = desk();
    let (read, import) = desk.bring(&fixture("odk.csv"), "dolj");
    assert_eq!(read.sessions(), 2);
    let sessions = desk.sessions(import.unwrap());
    let first = &sessions[0];
    assert_eq!(first.place.adm1, "RO-DJ");
    assert_eq!(
        first.at.map(|at| at.to_register()).as_deref(),
        Some("44.33,23.79")
    );
    assert_eq!(first.figures[&"reached.f.25-34".parse().unwrap()], 12);
    assert_eq!(first.figures[&"reached.m.unknown".parse().unwrap()], 7);
    assert_eq!(first.figures[&"groups.at_risk".parse().unwrap()], 19);
    assert_eq!(sessions[1].people_reached(), 24);
}

#[test]
fn every_problem_is_told_by_row_and_column_and_nothing_is_half_imported() {
    let desk = desk();
    let read = desk.read(&fixture("problems.csv"), None, &Mapping::default());
    let told: Vec<(u64, &str)> = read
        .problems
        .iter()
        .map(|problem| (problem.row, problem.column.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "Tip activitate"),
            (3, "Fete 14-17"),
            (3, "Băieți 14-17"),
            (3, "Data"),
            (4, "Centru"),
            (4, "Campanie"),
            (5, "session"),
        ],
        "{:#?}",
        read.problems
    );
    assert!(read.problems[0].allowed.contains("public_event"));
    assert_eq!(read.sessions(), 1, "the one that is right");
    assert_eq!(desk.people(), 0);
}

#[test]
fn what_cannot_be_is_told_with_what_is_allowed() {
    let desk = desk();
    let file = desk.folder.path().join("untrue.csv");
    let table = "Titlu,Data,Județ,Fete 14-17,Băieți 14-17,Total,Stare\n\
        A,14.03.2017,RO-XX,1,1,2,\n\
        B,14.03.2017,Clujj,1,1,2,\n\
        C,14.03.2017,Cluj,31,27,60,\n\
        D,28.11.2017,Cluj,1,1,2,\n\
        E,28.11.2017,Cluj,1,,,planificată\n";
    fs::write(&file, table).unwrap();
    let read = desk.read(&file, Some("dolj"), &Mapping::default());
    let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
    for (told, begins, holds) in [
        (
            &told[0],
            "row 2, Județ: found RO-XX, allowed: ",
            "Dolj (RO-DJ)",
        ),
        (
            &told[1],
            "row 3, Județ: found Clujj, allowed: ",
            "Cluj (RO-CJ)",
        ),
        (
            &told[2],
            "row 4, Total: found 60, and 58 by ",
            "only one of",
        ),
        (
            &told[3],
            "row 5, Data: found 2017-11-28, allowed: ",
            "planned",
        ),
    ] {
        assert!(told.starts_with(begins) && told.contains(holds), "{told}");
    }
    assert_eq!(
        told[4],
        "row 6, Stare: found planned, with figures, allowed: another status, or no figures: what \
         is planned has reached nobody yet"
    );
    assert_eq!((told.len(), read.sessions()), (5, 0), "{told:#?}");
}

/// The problems of a table, and how many sessions it would bring.
fn told_of(desk: &Desk, table: &str) -> (Vec<String>, usize) {
    let file = desk.folder.path().join("table.csv");
    fs::write(&file, table).unwrap();
    let read = desk.read(&file, Some("dolj"), &Mapping::default());
    let told = read.problems.iter().map(ToString::to_string).collect();
    (told, read.sessions())
}

#[test]
fn a_row_of_totals_is_no_session() {
    let desk = desk();
    let table = "Titlu;Data;Localitate;Total\nA;14.03.2017;Craiova;12\nB;15.03.2017;Craiova;8\n\
                 TOTAL;;;20\nC;;Craiova;\nD;;Craiova;0\n";
    let (told, sessions) = told_of(&desk, table);
    let allowed = "a day: a row with figures needs its own; leave out rows of totals";
    assert_eq!(
        told,
        [format!("row 4, Data: found nothing, allowed: {allowed}")]
    );
    assert_eq!(
        sessions, 4,
        "what has no figures may be planned without a day"
    );
    // Without a column of days there is none to name.
    let (told, sessions) = told_of(&desk, "Titlu,Fete 14-17\nA,12\n");
    assert!(told[0].starts_with("row 2, day: found nothing"), "{told:?}");
    assert_eq!(sessions, 0);
}

#[test]
fn what_is_planned_brings_no_people_in_json_either() {
    let desk = desk();
    let file = desk.folder.path().join("forms.json");
    let forms = r#"[ { "title": "A", "reached": { "f.14-17": 5 } },
        { "title": "B", "status": "planned", "groups": { "pupils": 5 } },
        { "title": "C", "status": "done", "reached": { "f.14-17": 5 } },
        { "title": "D", "reached": { "f.14-17": 0 } } ]"#;
    fs::write(&file, forms).unwrap();
    let read = desk.read(&file, Some("dolj"), &Mapping::default());
    let told: Vec<_> = read
        .problems
        .iter()
        .map(|it| (it.row, &*it.column))
        .collect();
    assert_eq!(
        (told, read.sessions()),
        (vec![(1, "status"), (2, "status")], 2)
    );
}

#[test]
fn no_cell_of_a_row_is_dropped() {
    let desk = desk();
    let (told, sessions) = told_of(
        &desk,
        "Titlu,Data,Total\nA,14.03.2017,1,234\nB,14.03.2017,5,,\n",
    );
    assert!(told[0].starts_with("row 2, the row: found 4 cells, the headings 3, allowed: "));
    assert_eq!((told.len(), sessions), (1, 1), "{told:?}");
    // Its last cell is empty, and so it has no more to say than there are headings.
    let (told, sessions) = told_of(
        &desk,
        "Titlu,Data,Fete 14-17,Băieți 14-17\nA,14.03.2017,1,234,\nB,14.03.2017,1,2\n",
    );
    let found = "row 2, the row: found 5 cells, the headings 4, allowed: ";
    assert!(told[0].starts_with(found), "{told:?}");
    assert_eq!((told.len(), sessions), (1, 1), "{told:?}");
    // Nobody but the tool that wrote them ends all rows so.
    let (told, sessions) = told_of(
        &desk,
        "Titlu,Data,Fete 14-17,Băieți 14-17\nA,14.03.2017,1,234,\nB,14.03.2017,1,2,\n",
    );
    assert_eq!((told, sessions), (vec![], 2));
}

#[test]
fn days_are_told_as_they_are_taken() {
    let desk = desk();
    let (told, _) = told_of(&desk, "Titlu,Data\nA,14.03.17\nB,14.03.2017\n");
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains("14.03.2017") && told[0].starts_with("row 2, Data: "),
        "{told:?}"
    );
    let file = desk.folder.path().join("slashes.csv");
    for (day, is_said) in [
        ("03/04/2017", true),
        ("14/03/2017", false),
        ("03/03/2017", false),
    ] {
        fs::write(&file, format!("Titlu,Data\nA,{day}\n")).unwrap();
        let read = desk.read(&file, Some("dolj"), &Mapping::default());
        let third_of_april = (day.to_owned(), jiff::civil::date(2017, 4, 3));
        assert_eq!(read.day_first, is_said.then_some(third_of_april), "{day}");
    }
}

#[test]
fn a_file_without_rows_says_so() {
    let desk = desk();
    for (table, found) in [("Titlu,Data\n", "headings and no rows"), ("", "nothing")] {
        let (told, _) = told_of(&desk, table);
        let allowed = "rows of sessions below its headings";
        assert_eq!(
            told,
            [format!(
                "row 1, the file: found {found}, allowed: {allowed}"
            )]
        );
    }
}

#[test]
fn files_of_spreadsheets_are_read_in_the_encoding_they_are_in() {
    let desk = desk();
    let (read, import) = desk.bring(&fixture("windows-1250.csv"), "suceava");
    assert_eq!(read.encoding, Some("windows-1250"));
    let session = &desk.sessions(import.unwrap())[0];
    assert_eq!(
        (session.title.as_str(), session.place.adm1.as_str()),
        ("Oră la liceu", "RO-TM")
    );
    assert_eq!(session.people_reached(), 31);
    let (read, import) = desk.bring(&fixture("utf-16.tsv"), "suceava");
    assert_eq!(read.encoding, Some("UTF-16LE"));
    let session = &desk.sessions(import.unwrap())[0];
    assert_eq!(
        (session.title.as_str(), session.place.adm1.as_str()),
        ("Oră la liceu", "RO-IS")
    );
    // "circa 60": nobody counted.
    assert_eq!(
        (session.people_reached(), session.counting),
        (60, Counting::Estimated)
    );
}

#[test]
fn what_is_damaged_is_said_in_our_words() {
    let desk = desk();
    for (name, bytes, said) in [
        (
            "a.jsonl",
            &b"{\"title\": \"A\"}\n\n{\"title\"\n"[..],
            "it ends in the middle, at line 3",
        ),
        (
            "a.json",
            b"[{\"title\": A}]",
            "line 1, column 12 is no JSON",
        ),
        ("a.csv", b"PK\x03\x04\0\0", "this is no text"),
        ("a.xlsx", b"Titlu,Data", "it is no workbook"),
        ("a.ods", b"", "what it is must show in its name"),
    ] {
        let file = desk.folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        let wanted = Wanted {
            file: &file,
            mapping: &Mapping::default(),
            unit: None,
            now: NOW,
        };
        let refused = desk.store.read(|c| read(c, &desk.editor, &wanted));
        let refused = refused.unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
    }
}

/// What a file brings into a desk, and how many sessions and exchanges that are.
fn brought(desk: &Desk, name: &str, text: &str) -> (Option<u64>, (usize, usize)) {
    let file = desk.folder.path().join(name);
    fs::write(&file, text).unwrap();
    let read = desk.read(&file, Some("suceava"), &Mapping::default());
    assert_eq!(read.problems, []);
    let told = (read.sessions(), read.exchanges());
    (desk.import(&read), told)
}

/// An export of one exchange and of two sessions, one a duplicate of the other.
fn exported() -> String {
    let from = desk();
    let sessions = r#"[{"title": "Kept", "reached": {"u.unknown": 9}, "status": "done"},
        {"title": "Again", "reached": {"u.unknown": 9}, "status": "done"}]"#;
    let (import, _) = brought(&from, "sessions.json", sessions);
    let kept = from.titled(import.unwrap(), "Kept");
    let again = Wish {
        doc: from.titled(import.unwrap(), "Again"),
        seen: &[],
        edits: &[Edit::text(Register::DuplicateOf, kept.to_string())],
    };
    let random = &mut environment::random;
    from.exchange
        .edit(&from.editor, &again, NOW, random)
        .unwrap();
    let exchange = serde_json::json!([{
        "title": "Volunteers in Cahul", "from": "2017-05-01T08:00:00Z", "hours": 16,
        "participants": {"junact-cahul.volunteer": 12}, "learned": {"junact-cahul": "A lot."},
        "sessions": [kept], "notes": "Good.", "status": "done",
    }]);
    let (_, told) = brought(&from, "exchange.json", &exchange.to_string());
    assert_eq!((told, from.people()), ((0, 1), 9));
    let mut out = Vec::new();
    let organisation = &from.editor.organisation;
    let written = from.store.read(|c| export::json(c, organisation, &mut out));
    assert_eq!(written.unwrap(), 3);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let desk = desk();
    let file = desk.folder.path().join("huge.csv");
    // It has holes, and so needs no room.
    let made = fs::File::create(&file).unwrap();
    made.set_len(crate::limits::IMPORT_BYTES_MAX + 1).unwrap();
    let refused = table::read(&file).unwrap_err().to_string();
    assert!(refused.ends_with("more than 67: divide it"), "{refused}");
    // Tables of venues are read so.
    let refused = read_text(&file).unwrap_err().to_string();
    assert!(refused.ends_with("more than 67: divide it"), "{refused}");
}

#[test]
fn exchanges_come_back_with_the_sessions_they_name() {
    let exported = exported();
    let to = desk();
    let (import, told) = brought(&to, "all.json", &exported);
    let import = import.unwrap();
    // The duplicate points at what the kept one became, so nobody is counted twice.
    assert_eq!((told, to.people()), ((2, 1), 9));
    let there = to.exchange_of(import);
    assert_eq!(there.title, "Volunteers in Cahul");
    assert_eq!((there.notes.as_str(), there.hours), ("Good.", Some(16)));
    assert_eq!((there.figures.len(), there.learned.len()), (1, 1));
    assert!(
        there.sessions.contains(&to.titled(import, "Kept")),
        "{:?}",
        there.sessions
    );

    let (again, told) = brought(&to, "again.json", &exported);
    assert_eq!((again, told), (None, (0, 0)));
    // What comes later may still point at what came before.
    let later = exported.replace("Volunteers in Cahul", "Once more");
    let mut later: serde_json::Value = serde_json::from_str(&later).unwrap();
    let later = later.as_array_mut().unwrap();
    later.retain(|form| form["title"] == "Once more");
    later[0].as_object_mut().unwrap().remove("id");
    let (later, _) = brought(&to, "later.json", &later[0].to_string());
    let linked = to.exchange_of(later.unwrap()).sessions;
    assert!(linked.contains(&to.titled(import, "Kept")), "{linked:?}");
    to.is_right();

    let undone = to.undo(import, false);
    assert_eq!((undone.withdrawn, to.people()), (3, 0));
    let nothing = to.undo(import, false);
    assert_eq!((nothing.withdrawn, nothing.before), (0, 3));
}

#[test]
fn a_mapping_is_kept_corrected_and_used_again() {
    let desk = desk();
    let file = desk.folder.path().join("plan.csv");
    fs::write(&file, "Wann,Was,Wer\n2017-06-01,Stand am Markt,3\n").unwrap();
    let read = desk.read(&file, Some("dolj"), &Mapping::default());
    assert!(read.columns.iter().all(|column| column.field.is_none()));
    assert_eq!(read.problems.len(), 1, "a session of which nothing is said");
    let saved = desk.folder.path().join("mapping.json");
    Mapping::of(&read.columns).save(&saved).unwrap();
    let text = fs::read_to_string(&saved).unwrap();
    let corrected = text
        .replace("\"Wann\": null", "\"Wann\": \"planned_for\"")
        .replace("\"Was\": null", "\"Was\": \"title\"");
    fs::write(&saved, corrected).unwrap();
    let read = desk.read(&file, Some("dolj"), &Mapping::load(&saved).unwrap());
    assert_eq!(read.problems, []);
    let session = &desk.sessions(desk.import(&read).unwrap())[0];
    assert_eq!(
        (session.title.as_str(), session.status.code()),
        ("Stand am Markt", "planned")
    );
    assert_eq!(
        session.planned_for.unwrap().to_string(),
        "2017-06-01T09:00:00Z"
    );

    fs::write(&saved, r#"{"columns": {"Was": "colour", "Ort": "title"}}"#).unwrap();
    let read = desk.read(&file, Some("dolj"), &Mapping::load(&saved).unwrap());
    let told: Vec<_> = read
        .problems
        .iter()
        .map(|problem| problem.column.as_str())
        .collect();
    assert_eq!(told, ["Was", "Ort", "session"]);
}

#[test]
fn an_import_is_taken_back_but_not_what_people_edited_since() {
    let desk = desk();
    let (_, import) = desk.bring(&fixture("kobo.csv"), "suceava");
    let import = import.unwrap();
    let edited = desk.sessions(import)[1].id;
    let wish = Wish {
        doc: edited,
        seen: &[],
        edits: &[Edit::text(Register::Title, "Edited")],
    };
    desk.exchange
        .edit(&desk.editor, &wish, NOW, &mut environment::random)
        .unwrap();
    let undone = desk.undo(import, false);
    assert_eq!((undone.withdrawn, undone.edited), (1, vec![edited]));
    assert_eq!(desk.people(), 10);
    let reason = desk.sessions(import)[0].withdrawn.clone();
    assert_eq!(reason.as_deref(), Some("import 1 was taken back"));
    // What was taken back may come again; what stayed is passed by.
    let again = desk.read(&fixture("kobo.csv"), Some("suceava"), &Mapping::default());
    assert_eq!((again.sessions(), again.known[&import]), (1, 1));
    let undone = desk.undo(import, true);
    assert_eq!((undone.withdrawn, undone.before), (1, 1));
    assert_eq!(desk.people(), 0);
    desk.is_right();
}

#[test]
fn what_was_exported_can_be_imported_elsewhere() {
    let from = desk();
    from.bring(&fixture("kobo.csv"), "suceava");
    let organisation = &from.editor.organisation;
    for name in ["table.csv", "table.xlsx", "all.json"] {
        let file = from.folder.path().join(name);
        let mut out = Vec::new();
        let filter = Filter::default();
        let written = |c: &_| match name {
            "table.csv" => export::csv(c, organisation, &filter, &mut out),
            "table.xlsx" => export::xlsx(c, organisation, &filter, &mut out),
            _ => export::json(c, organisation, &mut out),
        };
        from.store.read(written).unwrap();
        fs::write(&file, out).unwrap();
        let to = desk();
        let read = to.read(&file, None, &Mapping::default());
        assert_eq!(read.problems, [], "{name}");
        let import = to.import(&read).unwrap();
        let key = |session: &Session| {
            let Session {
                title,
                place,
                started_at,
                ended_at,
                figures,
                topics,
                ..
            } = session.clone();
            (
                title,
                place.to_register(),
                started_at,
                ended_at,
                figures,
                topics,
            )
        };
        let there: Vec<_> = to.sessions(import).iter().map(key).collect();
        let here: Vec<_> = from.sessions(1).iter().map(key).collect();
        assert_eq!(there, here, "{name}");
    }
}

#[test]
fn who_sees_one_unit_imports_into_that_one() {
    let mut desk = desk();
    let unit = "dolj".parse().unwrap();
    let new = |role| NewMember {
        name: "Ana",
        role,
        unit: &unit,
    };
    let member = desk
        .store
        .write(|t| accounts::add_member(t, &new(Role::Coordinator), NOW, &mut environment::random));
    member.unwrap();
    desk.editor = desk.store.read(|c| editor(c, Some("ana"))).unwrap();
    let read = desk.read(&fixture("kobo.csv"), Some("suceava"), &Mapping::default());
    assert_eq!(read.problems.len(), 2);
    assert_eq!(
        (read.problems[0].column.as_str(), read.sessions()),
        ("unit", 0)
    );
    let nobody = desk.store.read(|c| editor(c, Some("Eva"))).unwrap_err();
    assert!(matches!(nobody, ImportError::NoMember(_)));
}

#[test]
fn the_example_adds_up_to_the_published_figures() {
    let desk = desk();
    let load = || {
        let random = &mut environment::random;
        example::annual_2017(&desk.store, &desk.exchange, &desk.editor, NOW, random).unwrap()
    };
    let loaded = load();
    // Two of the 42 were there.
    assert_eq!(loaded.units, 40);
    let by_campaign = |c: &_| figures::by_campaign(c, &Scope::All, &Filter::default());
    let figures = desk.store.read(by_campaign).unwrap();
    let of = |campaign: &str| {
        let found = figures.iter().find(|(id, _)| id.as_str() == campaign);
        found.unwrap().1
    };
    let forgive = of("does-not-forgive");
    assert_eq!(
        (forgive.activities, forgive.people, forgive.media_items),
        (1_031, 380_000, 230)
    );
    let work = of("work-is-a-right");
    assert_eq!(
        (work.activities, work.people, work.broadcasts),
        (300, 13_500, 22_000)
    );
    // What has no number gets none.
    for campaign in ["not-for-sale", "cherish-or-crush"] {
        let Sums {
            people,
            materials,
            media_items,
            broadcasts,
            ..
        } = of(campaign);
        assert_eq!((people, materials, media_items, broadcasts), (0, 0, 0, 0));
    }
    let by_sex_age = |c: &_| figures::by_sex_age(c, &Scope::All, &Filter::default());
    let people = desk.store.read(by_sex_age).unwrap();
    assert_eq!(people, [(Sex::Unknown, AgeBand::Unknown, 393_500)]);
    let by_unit = |c: &_| figures::by_unit(c, &Scope::All, &Filter::default());
    assert_eq!(desk.store.read(by_unit).unwrap().len(), 42);
    let all = desk.sessions(loaded.import.unwrap());
    assert!(
        all.iter()
            .all(|session| session.counting == Counting::Estimated)
    );
    desk.is_right();

    let again = load();
    assert_eq!((again.units, again.entries, again.import), (0, 0, None));
    let undone = desk.undo(loaded.import.unwrap(), false);
    assert_eq!(
        (undone.withdrawn, undone.edited.len()),
        (loaded.sessions, 0)
    );
    assert_eq!(desk.people(), 0);
}
