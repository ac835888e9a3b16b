//! The table as CSV: UTF-8 with a byte order mark, without which Excel reads accents wrongly; the
//! libraries for HXL skip it.

use std::io::{self, Write};

use client_core::ids::OrganisationId;
use csv::{Terminator, Writer, WriterBuilder};

use super::ExportError;
use super::sheet::{self, Sink, Value};
use crate::store::Connection;
use crate::store::read::Filter;
use crate::text::guarded;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes the sessions that the filter lets through, and says how many.
pub fn csv(
    c: &Connection,
    of: &OrganisationId,
    filter: &Filter,
    out: &mut dyn Write,
) -> Result<u64, ExportError> {
    out.write_all(BYTE_ORDER_MARK)?;
    // RFC 4180 ends lines this way.
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    let written = sheet::write(c, of, filter, &mut writer)?;
    writer.flush()?;
    Ok(written)
}

impl Sink for Writer<&mut dyn Write> {
    fn row(&mut self, cells: &[Value<'_>]) -> Result<(), ExportError> {
        for cell in cells {
            match cell {
                Value::Empty => self.write_field(""),
                Value::Number(n) => self.write_field(n.to_string()),
                Value::Day(day) => self.write_field(day),
                // No spreadsheet runs what a stranger typed as a title.
                Value::Text(text) => self.write_field(&*guarded(text)),
            }
            .map_err(io::Error::from)?;
        }
        self.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(())
    }
}
