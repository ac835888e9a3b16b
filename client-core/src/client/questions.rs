//! The campaign's questions about a session: which version is asked, what was answered, and
//! answering. Everything is local.

use serde::Serialize;

use super::Client;
use super::commands::{enter, open};
use super::error::ClientError;
use super::queries::{Zones, session};
use crate::ids::{CampaignId, DocId};
use crate::model::catalogue::Entry;
use crate::model::questions::{
    Again, Form, Interview, NotAsked, Questionnaire, Shown, VERSION_KEY,
};
use crate::model::{Edit, FieldProblem, Session};
use crate::store::{Connection, StoreError, catalogue, epoch};

/// What a campaign asks about one session, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Questions {
    /// What the questionnaire is called.
    pub title: String,
    /// The version that the session is answered under: the last one until the first answer.
    pub version: String,
    /// What is asked now, in order, with the answers and what is wrong with them.
    pub shown: Vec<Shown>,
    /// Groups that can be asked once more.
    pub again: Vec<Again>,
    /// Answers that nothing asks for any more.
    pub not_asked: Vec<NotAsked>,
}

impl Client {
    /// What the session's campaign asks, in a language or else in the questionnaire's own; none
    /// when it asks nothing. `begun` are times of groups that a screen shows before anything is
    /// answered there, each named by how its keys begin ([`Self::ask_again`]).
    pub fn questions(
        &self,
        doc: DocId,
        language: &str,
        begun: &[String],
    ) -> Result<Option<Questions>, ClientError> {
        self.read(|connection, own| {
            let session = session(connection, own, doc)?;
            let Some(asked) = of_session(connection, &session)? else {
                return Ok(None);
            };
            let day = day(connection, &session)?;
            let interview = Interview::with_begun(&asked, &session, &day, begun);
            let Form { title, version, .. } = asked.form();
            Ok(Some(Questions {
                title: title.clone(),
                version: version.clone(),
                shown: interview.shown(language),
                again: interview.again(language),
                not_asked: interview.not_asked(language),
            }))
        })
    }

    /// What is asked of a session and wrong: what must be answered and is not, above all. It is
    /// worth saying when a session is finished, and never a reason not to.
    pub fn open_questions(&self, doc: DocId, language: &str) -> Result<Vec<Shown>, ClientError> {
        let questions = self.questions(doc, language, &[])?;
        let shown = questions.into_iter().flat_map(|questions| questions.shown);
        Ok(shown.filter(|shown| shown.trouble.is_some()).collect())
    }

    /// Answers a question, or takes the answer back when nothing is said. Choices are named with
    /// spaces between. What breaks a rule of the form is taken and shown with what is wrong.
    pub fn answer(
        &self,
        doc: DocId,
        key: &str,
        said: Option<&str>,
    ) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let session = folder.session(tx, own)?;
            let asked = asked(tx, &session)?;
            let day = day(tx, &session)?;
            let edits = Interview::new(&asked, &session, &day).answer(key, said)?;
            if edits.is_empty() {
                return Ok(session);
            }
            enter(tx, own, &mut folder, &edits)
        })
    }

    /// How the keys of another time of a group that repeats begin: a question's name goes behind
    /// it. The time is there once one of its questions is answered.
    pub fn ask_again(&self, doc: DocId, group: &str) -> Result<String, ClientError> {
        self.read(|connection, own| {
            let session = session(connection, own, doc)?;
            let asked = asked(connection, &session)?;
            let day = day(connection, &session)?;
            let replica = epoch::general(connection)?.short();
            let begin = Interview::new(&asked, &session, &day).another(group, replica);
            Ok(begin.ok_or_else(|| {
                FieldProblem::new(group, "no group that repeats", "a group that repeats")
            })?)
        })
    }

    /// Takes back everything that was answered at one time of a group, named by how its keys begin.
    pub fn unask(&self, doc: DocId, begin: &str) -> Result<Session, ClientError> {
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let session = folder.session(tx, own)?;
            let asked = asked(tx, &session)?;
            let day = day(tx, &session)?;
            let edits = Interview::new(&asked, &session, &day).without(begin)?;
            if edits.is_empty() {
                return Ok(session);
            }
            enter(tx, own, &mut folder, &edits)
        })
    }
}

fn asked(connection: &Connection, session: &Session) -> Result<Questionnaire, ClientError> {
    let asked = of_session(connection, session)?;
    Ok(asked.ok_or_else(|| {
        let allowed = "a session of a campaign that asks questions; sync first if they are new";
        FieldProblem::new("campaign", "one without questions", allowed)
    })?)
}

/// The version that a session is answered under; the last one where it is not answered yet.
fn of_session(
    connection: &Connection,
    session: &Session,
) -> Result<Option<Questionnaire>, ClientError> {
    let Some(campaign) = &session.campaign else {
        return Ok(None);
    };
    let Some(version) = session.answered_version() else {
        return Ok(latest(connection, campaign)?);
    };
    match catalogue::get(connection, &Questionnaire::key_of(campaign, &version))? {
        Some(Entry::Questionnaire(questionnaire)) => Ok(Some(questionnaire)),
        _ => {
            let allowed = "a version that this phone and this app know: sync, or update the app";
            let field = format!("answers.{VERSION_KEY}");
            Err(FieldProblem::new(field, format!("`{version}`"), allowed).into())
        }
    }
}

fn latest(
    connection: &Connection,
    campaign: &CampaignId,
) -> Result<Option<Questionnaire>, StoreError> {
    let entries = catalogue::of_kind(connection, &Questionnaire::kind_of(campaign))?;
    let versions = entries.into_iter().filter_map(|entry| match entry {
        Entry::Questionnaire(questionnaire) => Some(questionnaire),
        _ => None,
    });
    Ok(versions.max_by_key(|version| version.form().number))
}

fn day(connection: &Connection, session: &Session) -> Result<String, StoreError> {
    let mut zones = Zones::default();
    let zone = zones.of_unit(connection, session.unit.as_ref())?;
    Ok(session.moment().date_in(zone))
}

/// What is to be said of the version when edits answered something by its bare name: that they
/// answer the version that is asked today.
pub(super) fn version_unsaid(
    connection: &Connection,
    session: &Session,
    edits: &[Edit],
) -> Result<Option<Edit>, ClientError> {
    let answers = edits.iter().any(|edit| {
        matches!(
            edit,
            Edit::Answer { value: Some(_), .. } | Edit::Text { .. }
        )
    });
    let Some(campaign) = session.campaign.as_ref().filter(|_| answers) else {
        return Ok(None);
    };
    if session.answered_version().is_some() {
        return Ok(None);
    }
    let asked = latest(connection, campaign)?;
    Ok(asked.map(|asked| Interview::version_edit(&asked)))
}
