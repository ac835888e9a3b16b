//! The table as a workbook. Rows go to a temporary file one by one; what anybody typed is written
//! as text and never as a formula.

use std::borrow::Cow;
use std::io::{self, Write};

use client_core::ids::OrganisationId;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::ExportError;
use super::sheet::{self, Sink, Value};
use crate::limits::CELL_UTF16_MAX;
use crate::store::Connection;
use crate::store::read::Filter;

/// Headings and hashtags stay in sight.
const ROWS_FROZEN: u32 = 2;

/// Writes the sessions that the filter lets through, and says how many.
pub fn xlsx(
    c: &Connection,
    of: &OrganisationId,
    filter: &Filter,
    out: &mut (dyn Write + Send),
) -> Result<u64, ExportError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("Sessions")?;
    sheet.set_freeze_panes(ROWS_FROZEN, 0)?;
    let mut rows = Rows {
        sheet,
        next: 0,
        head: Format::new().set_bold(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
    };
    let written = sheet::write(c, of, filter, &mut rows)?;
    workbook.save_to_writer(out)?;
    Ok(written)
}

struct Rows<'a> {
    sheet: &'a mut Worksheet,
    next: u32,
    head: Format,
    day: Format,
}

impl Sink for Rows<'_> {
    fn row(&mut self, cells: &[Value<'_>]) -> Result<(), ExportError> {
        let row = self.next;
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Value::Empty => continue,
                Value::Text(text) if row < ROWS_FROZEN => self
                    .sheet
                    .write_string_with_format(row, column, &**text, &self.head)?,
                Value::Text(text) => self.sheet.write_string(row, column, fitting(text))?,
                Value::Number(n) => self.sheet.write(row, column, *n)?,
                Value::Day(day) => match ExcelDateTime::parse_from_str(day) {
                    Ok(date) => self
                        .sheet
                        .write_datetime_with_format(row, column, &date, &self.day)?,
                    // Excel knows no day before 1900.
                    Err(_) => self.sheet.write_string(row, column, *day)?,
                },
            };
        }
        self.next += 1;
        Ok(())
    }
}

/// A text as far as a cell holds it, with a mark where something is left out: one long list must
/// not cost the whole table.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= CELL_UTF16_MAX {
        return Cow::Borrowed(text);
    }
    let mut left = CELL_UTF16_MAX - 1;
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(['…']).collect())
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => Self::Write(error),
            XlsxError::RowColumnLimitError => Self::TooManyRows,
            error => Self::Write(io::Error::other(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_where_the_cell_ends_and_not_within_a_letter() {
        assert_eq!(fitting("Școală"), "Școală");
        let whole = "a".repeat(CELL_UTF16_MAX);
        assert_eq!(fitting(&whole), whole);
        // Letters of two units each.
        let cut = fitting(&"😀".repeat(CELL_UTF16_MAX)).into_owned();
        assert!(cut.ends_with("😀…"), "{}", &cut[cut.len() - 20..]);
        assert_eq!(cut.encode_utf16().count(), CELL_UTF16_MAX);
    }
}
