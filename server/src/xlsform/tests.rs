//! Forms as the field writes them, forms with everything wrong, and that what is written reads back
//! equal.

mod round_trip;
mod workbooks;

use std::fs::File;
use std::path::{Path, PathBuf};

use client_core::model::questions::{Form, Function, ItemKind, Questionnaire};
use rust_xlsxwriter::Workbook;

use super::*;
use crate::limits::{XLSFORM_BYTES_MAX, XLSFORM_CELLS_MAX};

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/xlsform");
    folder.join(name)
}

fn read_from(path: &Path) -> Read {
    read(path, &"does-not-forgive".parse().unwrap()).unwrap()
}

/// The form as it reads back once it was written.
fn written(form: &Form) -> Form {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.xlsx");
    write(form, File::create(&path).unwrap()).unwrap();
    let read = read_from(&path);
    assert_eq!(read.ignored, Vec::<String>::new());
    let form = Form {
        number: form.number,
        ..read.form.unwrap()
    };
    // What is kept is checked once more.
    Questionnaire::try_from(form).unwrap().form().clone()
}

#[test]
fn the_documentation_names_all_that_is_taken() {
    let said = include_str!("../../docs/xlsform.md");
    let types = survey::TYPES.iter().copied();
    let known = [&survey::KNOWN, &choices::KNOWN, &settings::KNOWN];
    let columns = known
        .iter()
        .flat_map(|known| known.plain.iter().chain(known.words));
    for name in types.chain(columns.copied()) {
        assert!(
            said.contains(&format!("`{name}`")),
            "`{name}` is not documented"
        );
    }
    for function in Function::ALL {
        let name = format!("{}(", function.name());
        assert!(said.contains(&name), "`{name}` is not documented");
    }
}
