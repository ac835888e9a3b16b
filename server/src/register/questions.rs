//! The versions of a campaign's questionnaire: one that says something new comes behind the others,
//! and none goes, since sessions were answered under it.

use std::collections::BTreeSet;

use client_core::ids::CampaignId;
use client_core::limits::QUESTIONNAIRE_VERSIONS_MAX;
use client_core::model::catalogue::Entry;
use client_core::model::questions::{Form, FormProblems, Questionnaire};
use client_core::time::Timestamp;

use super::entries::{self, EntryError};
use crate::store::{Connection, StoreError, Transaction, catalogue};

/// Why a questionnaire was not kept.
#[derive(Debug, thiserror::Error)]
pub enum QuestionsError {
    /// The campaign.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The form.
    #[error(transparent)]
    Form(#[from] FormProblems),
    /// Phones have a version of this name that says something else.
    #[error(
        "version `{0}` is there already and says something else: name the new one differently, in \
         the column `version` of the sheet settings"
    )]
    VersionTaken(String),
    /// More than phones carry.
    #[error(
        "the campaign `{0}` has {QUESTIONNAIRE_VERSIONS_MAX} versions, which is the most: ask the \
         next one in a campaign of its own"
    )]
    TooMany(CampaignId),
}

impl From<StoreError> for QuestionsError {
    fn from(error: StoreError) -> Self {
        Self::Entry(error.into())
    }
}

/// What keeping one came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The version.
    pub version: String,
    /// Whether it was not there.
    pub is_new: bool,
}

/// Keeps a form as the last version of its campaign's questionnaire. A form without a version of
/// its own is given its number. One that says what a version of that name says, or what the last
/// one says when it has no name, changes nothing.
pub fn keep_questions(
    tx: &Transaction<'_>,
    form: Form,
    now: Timestamp,
) -> Result<Kept, QuestionsError> {
    let (kept, new) = questions_to_keep(tx, form)?;
    if let Some(questionnaire) = new {
        let entry = Entry::Questionnaire(questionnaire);
        entries::note(tx, "add", None, entry.clone(), now)?;
        catalogue::put(tx, &entry)?;
    }
    Ok(kept)
}

/// What keeping a form would come to, with the version that would be new.
pub fn questions_to_keep(
    c: &Connection,
    mut form: Form,
) -> Result<(Kept, Option<Questionnaire>), QuestionsError> {
    let campaign = form.campaign.clone();
    entries::check_campaign(c, &campaign)?;
    let versions = catalogue::questionnaires(c, &campaign)?;
    let last = versions.last().map(Questionnaire::form);
    let there = match form.version.as_str() {
        "" => last.filter(|last| says_same(last, &form)),
        name => {
            let mut forms = versions.iter().map(Questionnaire::form);
            forms.find(|it| it.version == name)
        }
    };
    if let Some(there) = there {
        if !says_same(there, &form) {
            return Err(QuestionsError::VersionTaken(form.version));
        }
        let version = there.version.clone();
        return Ok((
            Kept {
                version,
                is_new: false,
            },
            None,
        ));
    }
    form.number = last.map_or(0, |last| last.number) + 1;
    if form.number > QUESTIONNAIRE_VERSIONS_MAX {
        return Err(QuestionsError::TooMany(campaign));
    }
    if form.version.is_empty() {
        form.version = free_name(&versions, form.number);
    }
    let version = form.version.clone();
    Ok((
        Kept {
            version,
            is_new: true,
        },
        Some(form.try_into()?),
    ))
}

/// The number as a name, or the next that is free: an author may have called a version `3`.
fn free_name(versions: &[Questionnaire], number: u32) -> String {
    let taken: BTreeSet<_> = versions
        .iter()
        .map(|it| it.form().version.as_str())
        .collect();
    let mut names = (number..).map(|number| number.to_string());
    let free = names.find(|name| !taken.contains(name.as_str()));
    free.expect("there are more numbers than versions")
}

/// Whether two forms ask the same, whatever they call themselves.
fn says_same(one: &Form, other: &Form) -> bool {
    let named = Form {
        version: one.version.clone(),
        number: one.number,
        ..other.clone()
    };
    named == *one
}
