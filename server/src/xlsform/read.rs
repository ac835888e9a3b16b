//! From a workbook to a form: all of it, or everything that is wrong with it.

use std::path::Path;

use client_core::ids::CampaignId;
use client_core::model::questions::{Form, FormProblem, Questionnaire, Spot};

use super::XlsformError;
use super::choices::{self, Choices};
use super::heading::Headings;
use super::problem::{Noted, Problem};
use super::settings::{self, Settings};
use super::survey::{self, Survey};
use super::workbook::{self, Book, Row};

/// What a workbook holds.
#[derive(Debug)]
pub struct Read {
    /// The form, without a number and maybe without a version; or what is wrong with it.
    pub form: Result<Form, Vec<Problem>>,
    /// Columns, sheets and rows that were passed by.
    pub ignored: Vec<String>,
}

/// Reads the questionnaire of a campaign.
pub fn read(path: &Path, campaign: &CampaignId) -> Result<Read, XlsformError> {
    let book = workbook::open(path)?;
    let file = path.file_stem().unwrap_or_default().to_string_lossy();
    let (mut problems, mut ignored) = (Vec::new(), Vec::new());
    for other in &book.others {
        ignored.push(format!("the sheet {other}"));
    }
    if !book.sheets.contains_key("survey") {
        let mut noted = noted("survey", &mut problems);
        noted.note(
            1,
            "type",
            "no sheet `survey`",
            "a sheet of that name with the questions",
        );
    }
    let survey_sheet = Sheet::of(&book, "survey", &survey::KNOWN, &mut problems);
    let choices_sheet = Sheet::of(&book, "choices", &choices::KNOWN, &mut problems);
    let settings_sheet = Sheet::of(&book, "settings", &settings::KNOWN, &mut problems);
    let sheets = [
        ("survey", &survey_sheet),
        ("choices", &choices_sheet),
        ("settings", &settings_sheet),
    ];
    for (name, sheet) in sheets {
        let columns = sheet.headings.ignored.iter();
        ignored.extend(columns.map(|column| format!("{name}, the column {column}")));
    }
    let named: Vec<_> = survey_sheet
        .headings
        .languages()
        .chain(choices_sheet.headings.languages())
        .collect();
    let settings = settings::read(
        settings_sheet.rows,
        &settings_sheet.headings,
        &named,
        &file,
        &mut noted("settings", &mut problems),
    );
    let default = settings.default_language.as_str();
    let mut survey = survey::read(
        survey_sheet.rows,
        &survey_sheet.headings,
        default,
        &mut noted("survey", &mut problems),
    );
    ignored.append(&mut survey.ignored);
    let choices = choices::read(
        choices_sheet.rows,
        &choices_sheet.headings,
        default,
        &mut noted("choices", &mut problems),
    );
    let form = checked(campaign, settings, survey, choices, problems);
    Ok(Read { form, ignored })
}

/// The headings of one sheet and the rows below them.
struct Sheet<'b> {
    headings: Headings,
    rows: &'b [Row],
}

impl<'b> Sheet<'b> {
    fn of(
        book: &'b Book,
        name: &'static str,
        known: &super::heading::Known,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let rows = book.sheets.get(name).map_or(&[][..], Vec::as_slice);
        Self {
            headings: Headings::of(rows.first(), known, &mut noted(name, problems)),
            rows: rows.get(1..).unwrap_or_default(),
        }
    }
}

fn noted<'p>(sheet: &'static str, problems: &'p mut Vec<Problem>) -> Noted<'p> {
    Noted { sheet, problems }
}

fn checked(
    campaign: &CampaignId,
    settings: Settings,
    survey: Survey,
    choices: Choices,
    mut problems: Vec<Problem>,
) -> Result<Form, Vec<Problem>> {
    let places = Places {
        settings: settings.row,
        survey: survey.rows,
        choices: choices.rows,
    };
    let form = Form {
        campaign: campaign.clone(),
        version: settings.version,
        number: 0,
        title: settings.title,
        default_language: settings.default_language,
        languages: settings.languages,
        items: survey.items,
        choices: choices.lists,
    };
    // A form without a version is given one when it is kept.
    let version = if form.version.is_empty() {
        "1"
    } else {
        &form.version
    };
    let named = Form {
        version: version.to_owned(),
        ..form.clone()
    };
    if let Err(wrong) = Questionnaire::try_from(named) {
        problems.extend(wrong.0.into_iter().map(|wrong| places.told(wrong)));
    }
    if problems.is_empty() {
        return Ok(form);
    }
    let order = |problem: &Problem| {
        let sheet = workbook::SHEETS
            .iter()
            .position(|sheet| *sheet == problem.sheet);
        (sheet, problem.row)
    };
    problems.sort_by_key(order);
    Err(problems)
}

/// In which rows things stand.
struct Places {
    settings: u64,
    survey: Vec<u64>,
    choices: std::collections::BTreeMap<String, Vec<u64>>,
}

impl Places {
    fn told(&self, wrong: FormProblem) -> Problem {
        const HEADINGS: u64 = 1;
        let (sheet, row) = match &wrong.spot {
            Spot::Settings => match wrong.column {
                "form_title" | "version" | "default_language" => ("settings", self.settings),
                _ => ("survey", HEADINGS),
            },
            Spot::Item(at) => ("survey", self.survey.get(*at).copied().unwrap_or(HEADINGS)),
            Spot::Choice(list, at) => {
                let rows = self.choices.get(list);
                let row = rows.and_then(|rows| rows.get(*at)).copied();
                ("choices", row.unwrap_or(HEADINGS))
            }
        };
        Problem {
            sheet,
            row,
            column: wrong.column.to_owned(),
            found: wrong.found,
            allowed: wrong.allowed,
        }
    }
}
