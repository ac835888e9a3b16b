//! The sheets of an XLSForm as rows of text. Cells are read one by one and counted, so that a small
//! file that unpacks to a huge one costs no memory.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, DataType, Reader, Xlsx, XlsxError};

use super::XlsformError;
use crate::limits::{XLSFORM_BYTES_MAX, XLSFORM_CELLS_MAX, XLSFORM_TEXT_BYTES_MAX};

/// The sheets that are read.
pub(super) const SHEETS: [&str; 3] = ["survey", "choices", "settings"];

/// The sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Book {
    /// Those of [`SHEETS`] that are there.
    pub(super) sheets: BTreeMap<&'static str, Vec<Row>>,
    /// The names of the others.
    pub(super) others: Vec<String>,
}

/// A row with at least one cell that says something.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// As a spreadsheet numbers it.
    pub(super) number: u64,
    /// What stands in each column, counted from 0; none of them is empty.
    pub(super) cells: BTreeMap<u32, String>,
}

pub(super) fn open(path: &Path) -> Result<Book, XlsformError> {
    let file = |source| XlsformError::File {
        path: path.to_owned(),
        source,
    };
    let damaged = |reason: String| XlsformError::Damaged {
        path: path.to_owned(),
        reason,
    };
    let size = fs::metadata(path).map_err(file)?.len();
    if size > XLSFORM_BYTES_MAX {
        let most = XLSFORM_BYTES_MAX / (1024 * 1024);
        return Err(damaged(format!(
            "it has {size} bytes, more than {most} MB: a form has no pictures and no data in it"
        )));
    }
    let opened = BufReader::new(File::open(path).map_err(file)?);
    let said = |error: XlsxError| damaged(reason(&error).to_owned());
    let mut workbook = Xlsx::new(opened).map_err(said)?;
    let mut book = Book::default();
    let mut room = Room {
        cells: XLSFORM_CELLS_MAX,
        bytes: XLSFORM_TEXT_BYTES_MAX,
    };
    for name in workbook.sheet_names() {
        let wanted = name.trim().to_lowercase();
        let Some(sheet) = SHEETS.into_iter().find(|sheet| *sheet == wanted) else {
            book.others.push(name);
            continue;
        };
        let rows = rows(&mut workbook, &name, &mut room).map_err(said)?;
        let rows = rows.ok_or_else(|| {
            damaged(format!(
                "it holds more than {XLSFORM_CELLS_MAX} cells or {XLSFORM_TEXT_BYTES_MAX} bytes of \
                 text: delete what is no question"
            ))
        })?;
        book.sheets.insert(sheet, rows);
    }
    Ok(book)
}

/// What may still be read.
struct Room {
    cells: usize,
    bytes: usize,
}

/// None when there is more than fits.
fn rows(
    workbook: &mut Xlsx<BufReader<File>>,
    name: &str,
    room: &mut Room,
) -> Result<Option<Vec<Row>>, XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = shown(cell.get_value());
        let left = (
            room.cells.checked_sub(1),
            room.bytes.checked_sub(text.len()),
        );
        let (Some(cells), Some(bytes)) = left else {
            return Ok(None);
        };
        *room = Room { cells, bytes };
        if !text.is_empty() {
            rows.entry(row).or_default().insert(column, text);
        }
    }
    let rows = rows.into_iter().map(|(row, cells)| Row {
        number: u64::from(row) + 1,
        cells,
    });
    Ok(Some(rows.collect()))
}

/// A cell as a person reads it.
fn shown(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Bool(said) => said.to_string(),
        DataRef::Error(_) => "#ERROR".to_owned(),
        cell => cell.as_string().unwrap_or_default().trim().to_owned(),
    }
}

fn reason(error: &XlsxError) -> &'static str {
    match error {
        XlsxError::Password => "it is protected with a password: save it without one",
        XlsxError::Io(_) | XlsxError::Zip(_) => {
            "it is no workbook, or not all of it is there: save the form as .xlsx"
        }
        _ => "a sheet of it cannot be understood: open it in a spreadsheet and save it as .xlsx",
    }
}
