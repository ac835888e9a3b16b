//! The first sheet of a workbook as rows of text.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx, XlsxError};
use jiff::Span;
use jiff::civil::{DateTime, date};

use super::ImportError;
use super::table::Row;

/// Reads the first sheet.
pub(super) fn rows(path: &Path) -> Result<Vec<Row>, ImportError> {
    let opened = File::open(path).map_err(|source| ImportError::File {
        path: path.to_owned(),
        source,
    })?;
    let damaged = |reason: &str| ImportError::Damaged {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let mut book: Xlsx<_> =
        Xlsx::new(BufReader::new(opened)).map_err(|error| damaged(words(&error)))?;
    let sheet = book.worksheet_range_at(0);
    let sheet = sheet.ok_or_else(|| damaged("it has no sheet"))?;
    let sheet = sheet.map_err(|error| damaged(words(&error)))?;
    let first = u64::from(sheet.start().unwrap_or_default().0) + 1;
    let rows = (first..).zip(sheet.rows());
    Ok(rows
        .map(|(number, cells)| Row {
            number,
            cells: cells.iter().map(shown).collect(),
        })
        .collect())
}

fn words(error: &XlsxError) -> &'static str {
    match error {
        XlsxError::Password => "it is protected with a password: save it without one",
        XlsxError::Io(_) | XlsxError::Zip(_) => {
            "it is no workbook, or not all of it is there: open it in a spreadsheet and save it \
             anew as .xlsx"
        }
        _ => {
            "its first sheet cannot be understood: open it in a spreadsheet and save it anew as \
             .xlsx or CSV"
        }
    }
}

/// A cell as a person reads it; days and times as ISO 8601.
fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(moment) => moment_of(moment.as_f64()),
        Data::Bool(said) => said.to_string(),
        Data::Error(_) => "#ERROR".to_owned(),
        cell => cell.as_string().unwrap_or_default().trim().to_owned(),
    }
}

/// Excel counts days from the end of 1899.
fn moment_of(serial: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a conversion that saturates, and a span that is refused beyond the year 9999"
    )]
    let seconds = (serial * 86_400.0).round() as i64;
    let first: DateTime = date(1899, 12, 30).at(0, 0, 0, 0);
    let span = Span::new().try_seconds(seconds);
    match span.and_then(|span| first.checked_add(span)) {
        Ok(moment) if seconds % 86_400 == 0 => moment.date().to_string(),
        Ok(moment) => moment.to_string(),
        Err(_) => serial.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excel_counts_days_from_the_end_of_1899() {
        assert_eq!(moment_of(42_808.0), "2017-03-14");
        assert_eq!(moment_of(42_808.5), "2017-03-14T12:00:00");
        assert!(!moment_of(f64::MAX).is_empty());
    }

    #[test]
    fn what_is_no_workbook_is_said_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.xlsx");
        for bytes in [&b"Titlu,Data\n"[..], b"PK\x03\x04 cut off", b""] {
            std::fs::write(&path, bytes).unwrap();
            let said = rows(&path).unwrap_err().to_string();
            assert!(said.ends_with("save it anew as .xlsx"), "{said}");
        }
    }
}
