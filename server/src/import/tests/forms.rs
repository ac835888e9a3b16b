//! Sessions and exchanges in the plain form, and what a server exported itself.

use super::*;

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
