//! Workbooks of people: one that is right, one with everything wrong, some that are none.

use super::*;

#[test]
fn a_form_of_the_field_is_read_in_both_its_languages() {
    let read = read_from(&fixture("school.xlsx"));
    let form = read.form.unwrap();
    assert_eq!(
        read.ignored,
        [
            "survey, the column appearance",
            "choices, the column image",
            "settings, the column form_id",
            "settings, the column style",
            "survey, row 2: start, which a session knows",
            "survey, row 3: end, which a session knows",
            "survey, row 4: deviceid, which a session knows",
        ]
    );
    assert_eq!(
        (form.title.as_str(), form.version.as_str()),
        ("School survey", "2017031401")
    );
    assert_eq!(form.default_language, "ro");
    assert_eq!(form.languages["ro"], "Română");
    assert_eq!(form.choices["grade"][1].name, "10");
    assert_eq!(form.items.len(), 13);
    let item = |name: &str| form.items.iter().find(|item| item.name == name).unwrap();
    assert_eq!(item("heard").required.as_ref().unwrap().as_str(), "true()");
    assert_eq!(item("heard").within.as_deref(), Some("school"));
    assert_eq!(
        item("fears").kind,
        ItemKind::SelectMultiple("fears".to_owned())
    );
    assert_eq!(
        item("heard_many").relevant.as_ref().unwrap().as_str(),
        "${heard} = 'yes'"
    );
    assert_eq!(
        item("heard_many").constraint_message.0["ro"],
        "Între 0 și 1000"
    );
    assert_eq!(item("all_pupils").within, None);
    assert_eq!(written(&form), form);
}

#[test]
fn everything_that_is_wrong_is_said_by_sheet_row_and_column() {
    let read = read_from(&fixture("wrong.xlsx"));
    let said: Vec<_> = read
        .form
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "survey, row 1, label::English: found `English`, allowed: a language with its code",
        "survey, row 2, name: found `q 1`, allowed: 1 to 40 of a-z",
        "survey, row 2, type: found the list `yesno`, allowed: yes_no",
        "survey, row 3, type: found `select_one yes_no or_other`, allowed: the list alone",
        "survey, row 4, type: found `geopoint`, allowed: begin_group, end_group",
        "survey, row 6, relevant: found `${ages}`, allowed: the name of a question",
        "survey, row 7, relevant: found `‘` at character 18 of `selected(${age}, ‘1’)`, allowed: \
         straight quotes",
        "survey, row 7, name: found `age`, allowed: a name that no other row has",
        "survey, row 8, relevant: found `regex` at character 1 of `regex(., \"a\")`, allowed: one",
        "survey, row 9, type: found end_repeat, allowed: end_group, the end of `g`",
        "survey, row 10, calculation: found the end at character 4 of `1 +`, allowed: ${question}",
        "survey, row 10, calculation: found nothing, allowed: what a row of type calculate",
        "survey, row 13, choice_filter: found `region=${a}`, allowed: nothing: all choices",
        "survey, row 14, type: found `r` without an end, allowed: an end_repeat behind it",
        "survey, row 15, type: found text in a repeat, allowed: integer",
        "choices, row 3, list_name: found nothing, allowed: the list that it belongs to",
        "choices, row 4, name: found `yes`, allowed: a name that no other choice of `yes_no` has",
        "choices, row 5, name: found `not sure`, allowed: 1 to 40 of",
        "settings, row 2, default_language: found `Klingon`, allowed: Romanian, or a language as",
        "settings, row 2, version: found `v 1`, allowed: 1 to 40 of a-z",
    ];
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected), "{said}\nis not\n{expected}");
    }
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    assert_eq!(read.ignored, ["the sheet notes"]);
}

/// A workbook of one sheet, cell by cell.
fn workbook(folder: &tempfile::TempDir, name: &str, rows: &[&[&str]]) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*row) {
            sheet.write_string(at, column, *cell).unwrap();
        }
    }
    let path = folder.path().join("street.xlsx");
    book.save(&path).unwrap();
    path
}

#[test]
fn a_form_without_settings_is_called_as_its_file_and_has_one_language() {
    let folder = tempfile::tempdir().unwrap();
    let rows: &[&[&str]] = &[&["Type", "Name", "Label"], &["int", "people", "How many?"]];
    let form = read_from(&workbook(&folder, "survey", rows)).form.unwrap();
    assert_eq!((form.title.as_str(), form.version.as_str()), ("street", ""));
    assert_eq!(form.items[0].label.0["default"], "How many?");
    let named = Form {
        version: "1".to_owned(),
        ..form
    };
    assert_eq!(written(&named), named);
}

#[test]
fn what_is_no_form_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = workbook(&folder, "Sheet1", &[&["type"]]);
    let problems = read_from(&path).form.unwrap_err();
    assert!(
        problems[0].to_string().contains("no sheet `survey`"),
        "{problems:?}"
    );

    std::fs::write(&path, b"type,name\n").unwrap();
    let refused = read(&path, &"c".parse().unwrap()).unwrap_err().to_string();
    assert!(refused.contains("it is no workbook"), "{refused}");
    File::create(&path)
        .unwrap()
        .set_len(XLSFORM_BYTES_MAX + 1)
        .unwrap();
    let refused = read(&path, &"c".parse().unwrap()).unwrap_err().to_string();
    assert!(refused.contains("more than 4 MB"), "{refused}");
}

#[test]
fn a_small_file_with_a_huge_sheet_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("survey").unwrap();
    let rows = u32::try_from(XLSFORM_CELLS_MAX).unwrap();
    for row in 0..=rows {
        sheet.write_string(row, 0, "note").unwrap();
    }
    book.save(&path).unwrap();
    assert!(std::fs::metadata(&path).unwrap().len() < XLSFORM_BYTES_MAX);
    let refused = read(&path, &"c".parse().unwrap()).unwrap_err().to_string();
    assert!(refused.contains("delete what is no question"), "{refused}");
}
