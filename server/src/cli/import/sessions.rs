//! `teren import sessions`: planned or done sessions from a file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use client_core::ids::UnitId;
use serde::Serialize;

use crate::cli::{Data, Failure, counted};
use crate::config::keep_out;
use crate::environment;
use crate::import::{self, Column, Mapping, Problem, Read, Wanted};
use crate::text::GUESSED;

/// Import sessions from .json, .jsonl, .csv, .tsv or .xlsx, exchanges from JSON; all or none
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Sessions {
    /// The file
    file: PathBuf,
    #[command(flatten)]
    data: Data,
    /// What columns mean, as `--save-mapping` wrote it and you corrected it
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Write down what the columns are taken for, to be corrected and used again
    #[arg(long, value_name = "FILE")]
    save_mapping: Option<PathBuf>,
    /// The unit of rows that name none
    #[arg(long, value_name = "CODE")]
    unit: Option<UnitId>,
    /// In whose name; without it in the first administrator's
    #[arg(long, value_name = "NAME")]
    member: Option<String>,
    /// Say everything that is wrong and what would be imported, and import nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Columns are known by their headings: the plain form's names (title, place.locality,
reached.f.14-17), words in English and Romanian (County, Judet, Girls 14-17, Fete 14-17), and those
of Kobo and ODK (group/field, _uuid, start, end, today). Beside the plain form's fields there are
`day` (a day without a time, local to the unit), `people` (a total of whom nothing else is known)
and `source_id`, by which a session that was imported before is passed by. Of a file without such
an id, rows that say the same as before are passed by. A row with counts or a day is taken as done
when it says no status; one with counts needs a day, so leave out rows of totals. Days are written
as 2017-03-14, 14.03.2017 or 14/03/2017: the day before the month. Counties are named or coded
(Dolj, RO-DJ). People who were not counted one by one are written as \"about 300\", \"peste 50\" or
\"50+\": the session then says estimated.
Commas, semicolons or tabs divide cells; text is UTF-8, UTF-16, or else that of Windows.

Examples:
  teren import sessions plan.csv --data /srv/teren --unit dolj --dry-run
  teren import sessions kobo.xlsx --data /srv/teren --unit dolj --dry-run --save-mapping kobo.json
  teren import sessions kobo.xlsx --data /srv/teren --unit dolj --mapping kobo.json
  teren import sessions sessions.json --data /srv/teren --member 'Ana Pop' --json";

#[derive(Serialize)]
struct Told<'a> {
    dry_run: bool,
    columns: &'a [Column],
    problems: &'a [Problem],
    /// How the bytes of the file were taken; of a workbook it is no question.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    /// The first day that could be read with its month first, as the file writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    day_first: Option<&'a str>,
    /// New sessions.
    sessions: usize,
    /// New exchanges.
    exchanges: usize,
    /// Passed by: they came by an earlier import.
    known: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<u64>,
}

impl Sessions {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let mapping = self.mapping.as_deref().map(Mapping::load).transpose()?;
        let mapping = mapping.unwrap_or_default();
        let (store, exchange) = self.data.desk()?;
        let editor = store.read(|c| import::editor(c, self.member.as_deref()))?;
        let wanted = Wanted {
            file: &self.file,
            mapping: &mapping,
            unit: self.unit.as_ref(),
            now: environment::now(),
        };
        if let Some(path) = &self.save_mapping {
            keep_out(path)?;
        }
        let read = store.read(|c| import::read(c, &editor, &wanted))?;
        if let Some(path) = &self.save_mapping {
            Mapping::of(&read.columns).save(path)?;
        }
        let mut import = None;
        if !self.dry_run && read.problems.is_empty() {
            let name = self.file.file_name().unwrap_or_default().to_string_lossy();
            let (now, random) = (environment::now(), &mut environment::random);
            import = import::import(&exchange, &editor, &name, &read, now, random)?;
        }
        let told = Told {
            dry_run: self.dry_run,
            columns: &read.columns,
            problems: &read.problems,
            encoding: read.encoding,
            day_first: read.day_first.as_ref().map(|(text, _)| text.as_str()),
            sessions: read.sessions(),
            exchanges: read.exchanges(),
            known: read.known.values().sum::<u64>() + read.own,
            import,
        };
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &told)
                .map_err(|error| Failure::output(error.into()))?;
            writeln!(out).map_err(Failure::output)?;
        } else {
            self.say(&read, &told, out).map_err(Failure::output)?;
        }
        match read.problems.len() {
            0 => Ok(()),
            problems => Err(Failure::NothingImported(problems)),
        }
    }

    fn say(&self, read: &Read, told: &Told<'_>, out: &mut dyn Write) -> std::io::Result<()> {
        if self.dry_run {
            for Column { heading, field } in told.columns {
                match field {
                    Some(field) => writeln!(out, "{heading}: {field}")?,
                    None => writeln!(out, "{heading}: passed by")?,
                }
            }
        }
        if told.encoding == Some(GUESSED) {
            writeln!(
                out,
                "Read as {GUESSED}, since it is no UTF-8. When letters look wrong, save the file \
                 as UTF-8 or .xlsx."
            )?;
        }
        if let Some((text, day)) = &read.day_first {
            writeln!(
                out,
                "The day is read before the month: {text} is {day}. When it is not so, write days \
                 as {day}."
            )?;
        }
        for problem in told.problems {
            writeln!(out, "{problem}")?;
        }
        for (import, rows) in &read.known {
            writeln!(out, "Passed by: {rows} that import {import} brought.")?;
        }
        if read.own > 0 {
            let own = read.own;
            writeln!(out, "Passed by: {own} that are on this server.")?;
        }
        let some = |n: usize, what: &str| counted(n as u64, what);
        let (sessions, exchanges) = (told.sessions, told.exchanges);
        let mut new = some(sessions, "session");
        if exchanges > 0 {
            new = format!("{new}, {}", some(exchanges, "exchange"));
        }
        match told.import {
            Some(import) => writeln!(
                out,
                "Import {import}: {new}. To take it back: teren import undo {import} \
                 --data {}",
                self.data.folder.display()
            ),
            None if !told.problems.is_empty() => Ok(()),
            None if self.dry_run => writeln!(out, "Would be imported: {new}."),
            None => writeln!(out, "Nothing new."),
        }
    }
}
