//! `teren questions`: the campaigns' questionnaires, from and to XLSForm.
//!
//! Works while the server runs: phones hear of a new version at their next contact.

mod say;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use client_core::ids::CampaignId;
use client_core::model::questions::{Form, Questionnaire};
use serde::Serialize;
use serde_json::json;

use super::{Data, Failure, json_line};
use crate::config::{keep_out, write_over_by};
use crate::environment;
use crate::register::{self, Kept};
use crate::store::{Connection, StoreError, catalogue};
use crate::xlsform::{self, Problem, XlsformError};

/// Keep the questions that campaigns ask
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Questions {
    #[command(subcommand)]
    act: Act,
}

const EXAMPLES: &str = "\
Examples:
  teren questions import form.xlsx --campaign not-for-sale --dry-run --data /srv/teren
  teren questions import form.xlsx --campaign not-for-sale --data /srv/teren
  teren questions list --data /srv/teren
  teren questions show --campaign not-for-sale --language ro --data /srv/teren
  teren questions export --campaign not-for-sale --to form.xlsx --data /srv/teren

A form is an XLSForm workbook with the sheets survey, choices and settings. Taken are the types
begin_group, end_group, begin_repeat, end_repeat, select_one, select_multiple, integer, decimal,
text, date, note and calculate; relevant, constraint, required and calculation; and labels, hints
and messages in a column for each language, such as `label::Romanian (ro)`. What cannot be taken is
said by sheet, row and column, all of it at once. A session keeps the version that it was answered
under, so a version is never changed and never taken away: what says something new is a new one.";

#[derive(Debug, Subcommand)]
enum Act {
    /// Read a form as the campaign's next version
    Import(Import),
    /// Write a version as a workbook that reads back equal
    Export(Export),
    /// Versions of all campaigns
    List {
        #[command(flatten)]
        data: Data,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What a version asks
    Show(Show),
}

#[derive(Debug, Args)]
struct Import {
    /// The workbook
    #[arg(value_name = "FORM.xlsx")]
    file: PathBuf,
    /// The campaign that asks it
    #[arg(long, value_name = "CODE")]
    campaign: CampaignId,
    /// Say what would be kept, and keep nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    data: Data,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Which version.
#[derive(Debug, Args)]
struct Of {
    /// The campaign
    #[arg(long, value_name = "CODE")]
    campaign: CampaignId,
    /// The version; without it the last
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    #[command(flatten)]
    data: Data,
}

#[derive(Debug, Args)]
struct Export {
    #[command(flatten)]
    of: Of,
    /// The file, replaced when it is there; `-` for standard output
    #[arg(long, value_name = "FILE.xlsx")]
    to: PathBuf,
}

#[derive(Debug, Args)]
struct Show {
    #[command(flatten)]
    of: Of,
    /// The language; without it the form's own
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Questions {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        match self.act {
            Act::Import(import) => import.run(out),
            Act::Export(export) => export.run(out),
            Act::List { data, json } => list(&data, json, out),
            Act::Show(show) => show.run(out),
        }
    }
}

/// What an import came to.
#[derive(Debug, Default, Serialize)]
struct Told {
    campaign: String,
    dry_run: bool,
    /// None when nothing was kept.
    version: Option<String>,
    is_new: bool,
    questions: usize,
    languages: Vec<String>,
    ignored: Vec<String>,
    problems: Vec<Problem>,
}

impl Import {
    fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, _) = self.data.open()?;
        let read = xlsform::read(&self.file, &self.campaign)?;
        let mut told = Told {
            campaign: self.campaign.to_string(),
            dry_run: self.dry_run,
            ignored: read.ignored,
            ..Told::default()
        };
        match read.form {
            Ok(form) => {
                told.questions = asked(&form);
                told.languages = form.languages.keys().cloned().collect();
                let now = environment::now();
                let kept = if self.dry_run {
                    let kept = store.read(|c| register::questions_to_keep(c, form))?;
                    kept.0
                } else {
                    store.write(|tx| register::keep_questions(tx, form, now))?
                };
                let Kept { version, is_new } = kept;
                told.version = Some(version);
                told.is_new = is_new;
            }
            Err(problems) => told.problems = problems,
        }
        if self.json {
            json_line(out, &told)?;
        } else {
            say::told(&told, out).map_err(Failure::output)?;
        }
        match told.problems.len() {
            0 => Ok(()),
            problems => Err(Failure::NothingImported(problems)),
        }
    }
}

/// How many questions somebody answers.
fn asked(form: &Form) -> usize {
    let questions = form.items.iter();
    questions.filter(|item| item.kind.is_question()).count()
}

impl Of {
    fn find(&self, c: &Connection) -> Result<Questionnaire, Failure> {
        let versions = catalogue::questionnaires(c, &self.campaign)?;
        let wanted = versions.iter().rev().find(|it| {
            let version = self.version.as_ref();
            version.is_none_or(|version| it.form().version == *version)
        });
        if let Some(found) = wanted {
            return Ok(found.clone());
        }
        let there: Vec<_> = versions.iter().map(|it| &it.form().version).collect();
        match &self.version {
            Some(version) => Err(Failure::no_such("version", version, &there)),
            None => {
                let asking = campaigns(c)?.into_iter().map(|form| form.campaign);
                let there: std::collections::BTreeSet<_> = asking.collect();
                let there: Vec<_> = there.into_iter().collect();
                Err(Failure::no_such(
                    "campaign with questions",
                    &self.campaign,
                    &there,
                ))
            }
        }
    }
}

impl Export {
    fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, _) = self.of.data.open()?;
        let form = store.read(|c| self.of.find(c))?;
        if self.to == Path::new("-") {
            let mut bytes = Vec::new();
            xlsform::write(form.form(), &mut bytes)?;
            return out.write_all(&bytes).map_err(Failure::output);
        }
        keep_out(&self.to)?;
        write_over_by(&self.to, |file| {
            xlsform::write(form.form(), file)?;
            Ok::<_, XlsformError>(())
        })?;
        let (version, file) = (&form.form().version, self.to.display());
        writeln!(out, "Version {version} written to {file}.").map_err(Failure::output)
    }
}

impl Show {
    fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let (store, _) = self.of.data.open()?;
        let form = store.read(|c| self.of.find(c))?;
        if self.json {
            return json_line(out, form.form());
        }
        let language = self.language.as_ref();
        let language = language.unwrap_or(&form.form().default_language);
        if !form.form().languages.contains_key(language) {
            let there: Vec<_> = form.form().languages.keys().collect();
            return Err(Failure::no_such("language in this form", language, &there));
        }
        say::form(&form, language, out).map_err(Failure::output)
    }
}

/// Every version of every campaign.
fn campaigns(c: &Connection) -> Result<Vec<Form>, StoreError> {
    let mut all = Vec::new();
    for campaign in catalogue::campaigns(c)? {
        let versions = catalogue::questionnaires(c, &campaign.id)?;
        all.extend(versions.into_iter().map(Form::from));
    }
    Ok(all)
}

fn list(data: &Data, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let (store, _) = data.open()?;
    let forms = store.read(campaigns)?;
    if json {
        let rows = forms.iter().map(|form| {
            json!({
                "campaign": form.campaign,
                "version": form.version,
                "number": form.number,
                "title": form.title,
                "questions": asked(form),
                "languages": form.languages.keys().collect::<Vec<_>>(),
            })
        });
        return json_line(out, &rows.collect::<Vec<_>>());
    }
    if forms.is_empty() {
        let none = "No campaign asks questions yet: `teren questions import --help` shows how.";
        return writeln!(out, "{none}").map_err(Failure::output);
    }
    forms
        .iter()
        .try_for_each(|form| say::line(form, out))
        .map_err(Failure::output)
}
