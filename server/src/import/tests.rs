//! Imports on a desk of their own: files of each kind below, and here whoever imports, what is too
//! much or damaged, and the way back.

mod forms;
mod tables;
mod tools;

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
        recovery: None,
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
