//! `teren export`: everything in the plain form, or sessions as a table, to a file or to standard
//! output.
//!
//! Works while the server runs and shows one moment.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use client_core::ids::{CampaignId, OrganisationId, UnitId};
use jiff::civil::Date;

use super::{Data, Failure};
use crate::config::{keep_out, write_over_by};
use crate::report::export::{self, ExportError};
use crate::store::read::Filter;
use crate::store::{Connection, catalogue};

/// Write sessions and exchanges to a file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    #[command(flatten)]
    data: Data,
    /// The form
    #[arg(long, value_enum)]
    format: Format,
    /// The file, replaced when it is there; `-` for standard output
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Of a table: from this day on, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Of a table: up to and with this day
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    /// Of a table: of this unit
    #[arg(long, value_name = "CODE")]
    unit: Option<UnitId>,
    /// Of a table: of this campaign
    #[arg(long, value_name = "CODE")]
    campaign: Option<CampaignId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Everything: one JSON array of sessions and exchanges, notes and withdrawn ones among them
    Json,
    /// Sessions as a table for spreadsheets and other tools, UTF-8 with a byte order mark
    Csv,
    /// The same table as a workbook
    Xlsx,
}

const EXAMPLES: &str = "\
A table has one row for each session that figures count: withdrawn and cancelled ones and duplicates
are left out, and so are notes and people's names. Its columns, with the hashtags of HXL 1.1 below:
  who       organisation, unit, partners
  what      campaign, programme, kind, title, status, activities, topics, who met whom; media and
            online figures
  when      day (the unit's local day), planned_for, started_at, ended_at (UTC)
  where     place.country, place.adm1, place.locality, place.venue, at
  for whom  people (contacts), then one column for each sex and age band, group, material and tally
            that occurs: reached.f.14-17, groups.pupils, materials.brochure, tallies.questions
  answers   to the campaigns' questions, without free text: answers.heard, answers.fears/abroad
Headings are the names of the plain form: `teren import sessions` reads such a file.

Examples:
  teren export --data /srv/teren --format json --to - | gzip > sessions.json.gz
  teren export --data /srv/teren --format xlsx --to 2017.xlsx --since 2017-01-01 --until 2017-12-31
  teren export --data /srv/teren --format csv --to dolj.csv --unit dolj --campaign not-for-sale";

impl Export {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let filter = Filter {
            from: self.since,
            until: self.until,
            unit: self.unit.clone(),
            campaign: self.campaign.clone(),
            ..Filter::default()
        };
        if self.format == Format::Json && filter != Filter::default() {
            return Err(Failure::OnlyTables);
        }
        let (store, organisation) = self.data.open()?;
        store.read(|c| self.check_names(c))?;
        if self.to == Path::new("-") {
            let mut out = BufWriter::new(out);
            let done = store.read(|c| self.stream(c, &organisation, &filter, &mut out));
            return done.map(drop).map_err(|error| match error {
                ExportError::Write(error) => Failure::output(error),
                error => error.into(),
            });
        }
        keep_out(&self.to)?;
        let written = store.read(|c| self.to_file(c, &organisation, &filter))?;
        let file = self.to.display();
        let what = match self.format {
            Format::Json => "Sessions and exchanges",
            Format::Csv | Format::Xlsx => "Sessions",
        };
        writeln!(out, "{what} written to {file}: {written}.").map_err(Failure::output)
    }

    /// A typing error must not look like a year without work.
    fn check_names(&self, c: &Connection) -> Result<(), Failure> {
        if let Some(unit) = &self.unit
            && catalogue::unit(c, unit)?.is_none()
        {
            let there: Vec<_> = catalogue::units(c)?
                .into_iter()
                .map(|unit| unit.id)
                .collect();
            return Err(Failure::no_such("unit", unit, &there));
        }
        if let Some(campaign) = &self.campaign {
            let all = catalogue::campaigns(c)?.into_iter();
            let there: Vec<_> = all.map(|campaign| campaign.id).collect();
            if !there.contains(campaign) {
                return Err(Failure::no_such("campaign", campaign, &there));
            }
        }
        match (self.since, self.until) {
            (Some(since), Some(until)) if until < since => Err(Failure::EndsBefore),
            _ => Ok(()),
        }
    }

    /// Without a file of our own: a workbook is not made that way.
    fn stream(
        &self,
        c: &Connection,
        of: &OrganisationId,
        filter: &Filter,
        out: &mut dyn Write,
    ) -> Result<u64, ExportError> {
        match self.format {
            Format::Json => export::json(c, of, out),
            Format::Csv => export::csv(c, of, filter, out),
            Format::Xlsx => Err(ExportError::NeedsFile),
        }
    }

    /// What is exported is nobody else's business, so the file is its owner's alone.
    fn to_file(
        &self,
        c: &Connection,
        of: &OrganisationId,
        filter: &Filter,
    ) -> Result<u64, ExportError> {
        let file = &self.to;
        if fs::metadata(file).is_ok_and(|there| !there.is_file()) {
            // A pipe or a device is written to, never replaced.
            let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(file)?);
            return self.stream(c, of, filter, &mut out);
        }
        write_over_by(file, |mut out| match self.format {
            Format::Json => export::json(c, of, &mut out),
            Format::Csv => export::csv(c, of, filter, &mut out),
            Format::Xlsx => export::xlsx(c, of, filter, out),
        })
    }
}
