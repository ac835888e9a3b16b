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
        "#reached"
    );
    assert_eq!((sum("activities"), sum("people")), (1_031, 380_000));
    assert_eq!(
        (sum("reached.u.unknown"), sum("media.items")),
        (380_000, 230)
    );
    let _right = office.teren("check", &[]).with_code(0);
}
