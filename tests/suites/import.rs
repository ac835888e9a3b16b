//! Imports with the real program while it serves: phones see what came, and what was taken back.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tests::office::Office;
use tests::programs::{Finished, run};

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import");
    folder.join(name).to_str().unwrap().to_owned()
}

fn import(office: &Office, arguments: &[&str]) -> Finished {
    let data = office.data();
    let folder = ["--data", data.to_str().unwrap()];
    run("teren", &[&["import"], arguments, &folder].concat())
}

fn listed(office: &Office, name: &str) -> Vec<Value> {
    let _synced = office.phone(name, &["sync"]).with_code(0);
    let list = office.phone(name, &["list", "--json"]).with_code(0).json();
    list.as_array().unwrap().clone()
}

#[test]
fn a_file_comes_in_while_the_server_runs_and_is_taken_back() {
    let office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let file = fixture("kobo.csv");
    let arguments = ["sessions", &file, "--unit", "suceava", "--json"];
    let dry = import(&office, &[&arguments[..], &["--dry-run"]].concat());
    let dry = dry.with_code(0).json();
    assert_eq!(
        (&dry["sessions"], &dry["import"]),
        (&2.into(), &Value::Null)
    );
    assert_eq!(listed(&office, "ana").len(), 0);

    let brought = import(&office, &arguments).with_code(0).json();
    assert_eq!(brought["import"], 1);
    assert_eq!(listed(&office, "ana").len(), 2);
    let again = import(&office, &arguments).with_code(0).json();
    assert_eq!(
        (&again["sessions"], &again["known"]),
        (&0.into(), &2.into())
    );

    let undone = import(&office, &["undo", "1", "--json"])
        .with_code(0)
        .json();
    assert_eq!(undone["withdrawn"], 2);
    assert_eq!(listed(&office, "ana").len(), 0);
    let list = import(&office, &["list", "--json"]).with_code(0).json();
    assert!(list[0]["undone_at"].is_string(), "{list}");
    let _right = office.teren("check", &[]).with_code(0);
}

#[test]
fn what_somebody_edited_since_stays_until_that_is_taken_back_too() {
    let office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let file = fixture("kobo.csv");
    let arguments = ["sessions", &file, "--unit", "suceava"];
    let brought = import(&office, &arguments).with_code(0);
    assert!(
        brought.out.contains("Import 1: 2 sessions."),
        "{}",
        brought.out
    );
    let edited = listed(&office, "ana")[0]["id"].as_str().unwrap().to_owned();
    let _said = office
        .phone("ana", &["edit", &edited, "title=Edited"])
        .with_code(0);
    let _synced = office.phone("ana", &["sync"]).with_code(0);

    let undone = import(&office, &["undo", "1"]).with_code(0).out;
    assert!(undone.contains("Import 1: 1 withdrawn."), "{undone}");
    assert!(
        undone.contains(&format!("left as it is: {edited}")),
        "{undone}"
    );
    assert_eq!(listed(&office, "ana")[0]["id"], edited);
    let all = import(&office, &["undo", "1", "--even-edited", "--json"]);
    let all = all.with_code(0).json();
    assert_eq!(
        (&all["withdrawn"], &all["withdrawn_before"]),
        (&1.into(), &1.into())
    );
    assert_eq!(listed(&office, "ana").len(), 0);
    // What was taken back may come again; what there never was cannot go.
    let again = import(&office, &[&arguments[..], &["--json"]].concat());
    assert_eq!(again.with_code(0).json()["import"], 2);
    let never = import(&office, &["undo", "7"]).with_code(1);
    assert!(never.err.contains("there is no import 7"), "{}", never.err);
    let _right = office.teren("check", &[]).with_code(0);
}

#[test]
fn a_guess_at_the_letters_of_a_file_is_said() {
    let office = Office::open(&["suceava:Suceava"]);
    let look = |name: &str| {
        let file = fixture(name);
        let arguments = ["sessions", &file, "--unit", "suceava", "--dry-run"];
        import(&office, &arguments).with_code(0).out
    };
    let told = look("windows-1250.csv");
    assert!(
        told.contains("Read as windows-1250, since it is no UTF-8."),
        "{told}"
    );
    assert!(told.contains("Would be imported: 1 session."), "{told}");
    for certain in ["utf-16.tsv", "kobo.csv"] {
        assert!(!look(certain).contains("Read as"), "{certain}");
    }
}

#[test]
fn a_workbook_is_looked_at_by_row_and_column() {
    let office = Office::open(&["suceava:Suceava"]);
    let file = fixture("problems.xlsx");
    let arguments = ["sessions", &file, "--unit", "suceava", "--dry-run"];
    let told = import(&office, &arguments).with_code(1);
    assert!(told.err.contains("problems found: 3"), "{}", told.err);
    for line in [
        "Data: day",
        "Total: people",
        "row 4, Județ: found Sucevaa, allowed: ",
        "row 4, Fete 14-17: found \"mulți\", allowed: ",
        "row 5, Total: found 12, and 10 by sex and age",
    ] {
        assert!(told.out.contains(line), "{line}: {}", told.out);
    }
    let told = import(&office, &[&arguments[..], &["--json"]].concat());
    let told = told.with_code(1).json();
    assert_eq!(
        (&told["sessions"], &told["import"]),
        (&1.into(), &Value::Null)
    );
    assert_eq!(
        (&told["problems"][0]["row"], &told["problems"][0]["column"]),
        (&4.into(), &"Județ".into())
    );
    let list = import(&office, &["list", "--json"]).with_code(0).json();
    assert_eq!(list, Value::Array(Vec::new()));
}

#[test]
fn venues_come_in_from_a_table_of_a_spreadsheet() {
    let office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let venues = |office: &Office| {
        let _synced = office.phone("ana", &["sync"]).with_code(0);
        office
            .phone("ana", &["venues", "stefan", "--json"])
            .with_code(0)
            .json()
    };
    let file = fixture("venues.csv");
    let dry = import(&office, &["venues", &file, "--dry-run"]).with_code(0);
    assert_eq!(dry.out, "Would be: 2 new, 0 changed, 0 as they were.\n");
    assert_eq!(venues(&office), Value::Array(Vec::new()));
    let brought = import(&office, &["venues", &file, "--json"])
        .with_code(0)
        .json();
    assert_eq!(brought["new"], 2);
    let found = &venues(&office)[0];
    assert_eq!(
        (&found["id"], &found["adm1"]),
        (&"sv-1".into(), &"RO-SV".into())
    );
    // The same by its name alone, which says what it holds.
    let again = import(&office, &[&file]).with_code(0);
    assert_eq!(again.out, "0 new, 0 changed, 2 as they were.\n");

    let wrong = import(&office, &["venues", &fixture("venues-wrong.csv")]).with_code(1);
    assert!(wrong.err.contains("problems found: 4"), "{}", wrong.err);
    for place in [
        "row 2, column adm1: found Sucevaa",
        "row 3, column id: ",
        "row 3, column name: ",
        "row 3, column unit: found iasi",
    ] {
        assert!(wrong.out.contains(place), "{place}: {}", wrong.out);
    }
}

#[test]
fn a_file_with_problems_brings_nothing_and_names_them_all() {
    let office = Office::open(&["suceava:Suceava"]);
    let file = fixture("problems.csv");
    let refused = import(&office, &["sessions", &file]).with_code(1);
    assert!(refused.err.contains("problems found: 7"), "{}", refused.err);
    for place in [
        "row 3, Tip activitate",
        "row 3, Data",
        "row 4, Centru",
        "row 5, session",
    ] {
        assert!(refused.out.contains(place), "{place}: {}", refused.out);
    }
    let list = import(&office, &["list", "--json"]).with_code(0).json();
    assert_eq!(list, Value::Array(Vec::new()));
    let missing = import(&office, &["sessions", "nowhere.csv"]).with_code(1);
    assert!(missing.err.contains("nowhere.csv"), "{}", missing.err);
}

#[test]
fn the_example_adds_up_and_is_exported_as_a_table() {
    let office = Office::open(&["dolj:Dolj"]);
    let made = import(&office, &["--example", "annual-2017", "--json"]);
    let made = made.with_code(0).json();
    assert_eq!(made["units_made"], 41);
    let again = import(&office, &["example", "annual-2017", "--json"]);
    assert_eq!(again.with_code(0).json()["sessions"], 0);
    let table = office.data().with_file_name("forgive.csv");
    let to = table.to_str().unwrap();
    let arguments = [
        "--format",
        "csv",
        "--to",
        to,
        "--campaign",
        "does-not-forgive",
    ];
    let _written = office.teren("export", &arguments).with_code(0);
    let text = fs::read_to_string(&table).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let headings: Vec<&str> = lines.next().unwrap().split(',').collect();
    let tags: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let sum = |heading: &str| -> u64 {
        let at = headings.iter().position(|found| *found == heading).unwrap();
        rows.iter()
            .filter_map(|row| row[at].parse::<u64>().ok())
            .sum()
    };
    assert_eq!(
        tags[headings
            .iter()
            .position(|found| *found == "people")
            .unwrap()],
        "#reached+total"
    );
    assert_eq!((sum("activities"), sum("people")), (1_031, 380_000));
    assert_eq!(
        (sum("reached.u.unknown"), sum("media.items")),
        (380_000, 230)
    );
    let _right = office.teren("check", &[]).with_code(0);
}
