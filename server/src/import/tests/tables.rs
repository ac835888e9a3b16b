//! Tables as people keep them: what is taken, and how everything that is wrong is told.

use super::*;

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
