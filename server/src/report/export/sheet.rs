//! Sessions as a table: one row each, in the 5W layout (who, what, when, where, for whom), with
//! the hashtags of HXL 1.1 under the headings.
//!
//! The headings are the names of the plain form, so that what was exported can be imported again.
//! Rows are those that figures count: whoever sums a column gets what the pages show. Notes and
//! people's names stay out: a table is passed on. How a cell is written is the sink's business.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{CampaignId, DocId, OrganisationId, UnitId};
use client_core::model::{AgeBand, Cell, PeopleKey, Session, Table, Topic};
use client_core::time::Timestamp;

use super::ExportError;
use super::answers::{Answers, Asked};
use crate::projection::{self, load};
use crate::store::read::{Filter, Scope, figures, sessions};
use crate::store::{Connection, StoreError, catalogue, organisation};

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    /// Nothing was said.
    Empty,
    /// Words.
    Text(Cow<'a, str>),
    /// A number.
    Number(u64),
    /// A day, `YYYY-MM-DD`.
    Day(&'a str),
}

/// Takes the rows of a table one after the other.
pub(super) trait Sink {
    fn row(&mut self, cells: &[Value<'_>]) -> Result<(), ExportError>;
}

/// What a row is made of.
struct Line<'a> {
    session: &'a Session,
    day: &'a str,
    names: &'a Names,
    answers: &'a Answers,
}

struct Column {
    heading: Cow<'static, str>,
    tag: Cow<'static, str>,
    value: Source,
}

enum Source {
    Field(for<'a> fn(&Line<'a>) -> Value<'a>),
    Figure(Cell),
    Answer,
}

/// Writes the table and says how many sessions are in it.
pub(super) fn write(
    c: &Connection,
    of: &OrganisationId,
    filter: &Filter,
    sink: &mut dyn Sink,
) -> Result<u64, ExportError> {
    let asked = Asked::load(c, filter)?;
    let columns = columns(c, filter, &asked)?;
    let texts = |text: fn(&Column) -> &Cow<'static, str>| -> Vec<Value<'_>> {
        columns
            .iter()
            .map(|column| Value::Text(Cow::Borrowed(text(column))))
            .collect()
    };
    sink.row(&texts(|column| &column.heading))?;
    sink.row(&texts(|column| &column.tag))?;
    let listed: BTreeSet<&Cell> = columns.iter().filter_map(Column::cell).collect();
    let names = Names::load(c)?;
    let mut written = 0;
    sessions::each_counted(c, &Scope::All, filter, |doc: DocId, day: &str| {
        let Some(loaded) = load(c, of, doc)? else {
            return Ok(());
        };
        let session = projection::session(&loaded, None);
        let mut figures = session.figures.iter().filter(|(_, n)| **n > 0);
        if let Some((cell, _)) = figures.find(|(cell, _)| !listed.contains(cell)) {
            return Err(ExportError::Outdated(cell.clone()));
        }
        let line = Line {
            session: &session,
            day,
            names: &names,
            answers: &asked.of(&session, day),
        };
        let cells: Vec<Value<'_>> = columns.iter().map(|column| column.of(&line)).collect();
        sink.row(&cells)?;
        written += 1;
        Ok::<_, ExportError>(())
    })?;
    Ok(written)
}

impl Column {
    fn field(
        heading: &'static str,
        tag: &'static str,
        value: for<'a> fn(&Line<'a>) -> Value<'a>,
    ) -> Self {
        Self {
            heading: Cow::Borrowed(heading),
            tag: Cow::Borrowed(tag),
            value: Source::Field(value),
        }
    }

    fn figure(cell: Cell) -> Self {
        Self {
            heading: Cow::Owned(cell.to_string()),
            tag: Cow::Owned(hashtag(&cell)),
            value: Source::Figure(cell),
        }
    }

    fn answer((heading, tag): (String, String)) -> Self {
        Self {
            heading: Cow::Owned(heading),
            tag: Cow::Owned(tag),
            value: Source::Answer,
        }
    }

    fn cell(&self) -> Option<&Cell> {
        match &self.value {
            Source::Figure(cell) => Some(cell),
            Source::Field(_) | Source::Answer => None,
        }
    }

    fn of<'a>(&self, line: &Line<'a>) -> Value<'a> {
        match &self.value {
            Source::Field(value) => value(line),
            Source::Figure(cell) => {
                let figure = line.session.figures.get(cell);
                figure.map_or(Value::Empty, |n| Value::Number(*n))
            }
            Source::Answer => match line.answers.get(&*self.heading) {
                None => Value::Empty,
                // A whole number is one in the spreadsheet as well; 007 is not one.
                Some(said) => match said.parse::<u64>() {
                    Ok(number) if number.to_string() == *said => Value::Number(number),
                    _ => Value::Text(Cow::Borrowed(said)),
                },
            },
        }
    }
}

/// The same columns for every row: the fixed ones, a column for each figure that at least one of
/// the rows has, and one for each question of their campaigns.
fn columns(c: &Connection, filter: &Filter, asked: &Asked) -> Result<Vec<Column>, StoreError> {
    let mut columns = who_what();
    columns.extend(when_where());
    columns.extend(media_online());
    let scope = &Scope::All;
    let mut people: Vec<PeopleKey> = figures::by_sex_age(c, scope, filter)?
        .into_iter()
        .map(|(sex, age, _)| PeopleKey { sex, age })
        .collect();
    people.sort();
    columns.extend(
        people
            .into_iter()
            .map(|key| Column::figure(Cell::Reached(key))),
    );
    for (container, table) in [
        ("groups", Table::People),
        ("materials", Table::Materials),
        ("tallies", Table::Tallies),
    ] {
        let mut keys: Vec<String> = figures::by_code(c, scope, filter, table)?
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        keys.sort();
        let cells = keys
            .iter()
            .filter_map(|key| Cell::parse(container, key).ok());
        columns.extend(cells.map(Column::figure));
    }
    columns.extend(asked.columns().into_iter().map(Column::answer));
    Ok(columns)
}

fn who_what() -> Vec<Column> {
    let field = Column::field;
    vec![
        field("id", "#activity+id", |line| {
            owned(line.session.id.to_string())
        }),
        field("organisation", "#org+name", |line| {
            text(&line.names.organisation)
        }),
        field("unit", "#org+unit+code", |line| {
            code(line.session.unit.as_ref())
        }),
        field("unit_name", "#org+unit+name", |line| {
            let unit = line.session.unit.as_ref();
            text(
                unit.and_then(|unit| line.names.units.get(unit))
                    .map_or("", String::as_str),
            )
        }),
        field("partners", "#org+partner+list", |line| {
            list(line.session.partners.iter().map(OrganisationId::as_str))
        }),
        field("campaign", "#activity+campaign+code", |line| {
            code(line.session.campaign.as_ref())
        }),
        field("campaign_title", "#activity+campaign+name", |line| {
            let campaign = line.session.campaign.as_ref();
            let title = campaign.and_then(|campaign| line.names.campaigns.get(campaign));
            text(title.map_or("", String::as_str))
        }),
        field("programme", "#activity+programme+code", |line| {
            code(line.session.programme.as_ref())
        }),
        field("kind", "#activity+type", |line| {
            code(line.session.kind.as_ref())
        }),
        field("title", "#activity+name", |line| text(&line.session.title)),
        field("status", "#status", |line| text(line.session.status.code())),
        field("review.state", "#status+review", |line| {
            let review = line.session.review.as_ref();
            code(review.and_then(|review| review.state.as_ref()))
        }),
        field("activities", "#activity+num", |line| {
            Value::Number(u64::from(line.session.activities))
        }),
        field("format", "#modality", |line| {
            code(line.session.format.as_ref())
        }),
        field("topics", "#activity+topic+list", |line| {
            list(line.session.topics.iter().map(|topic: &Topic| topic.code()))
        }),
        field("meeting.body", "#activity+meeting+body", |line| {
            optional(line.session.meeting.body.as_ref())
        }),
        field("meeting.level", "#activity+meeting+level", |line| {
            optional(line.session.meeting.level.as_ref())
        }),
        field("meeting.institutions", "#org+meeting+list", |line| {
            optional(line.session.meeting.institutions.as_ref())
        }),
    ]
}

fn when_where() -> Vec<Column> {
    let field = Column::field;
    vec![
        field("day", "#date", |line| Value::Day(line.day)),
        field("planned_for", "#date+planned", |line| {
            time(line.session.planned_for)
        }),
        field("started_at", "#date+start", |line| {
            time(line.session.started_at)
        }),
        field("ended_at", "#date+end", |line| time(line.session.ended_at)),
        field("place.country", "#country+code", |line| {
            text(&line.session.place.country)
        }),
        field("place.adm1", "#adm1+code", |line| {
            text(&line.session.place.adm1)
        }),
        field("place.locality", "#loc+name", |line| {
            text(&line.session.place.locality)
        }),
        field("place.venue", "#loc+venue+name", |line| {
            text(&line.session.place.venue)
        }),
        field("place.venue_id", "#loc+venue+code", |line| {
            text(&line.session.place.venue_id)
        }),
        field("at", "#geo+coord", |line| {
            line.session
                .at
                .map_or(Value::Empty, |at| owned(at.to_register()))
        }),
        field("counting", "#meta+counting", |line| {
            text(line.session.counting.code())
        }),
        field("people", "#reached+total", |line| {
            Value::Number(line.session.people_reached())
        }),
    ]
}

fn media_online() -> Vec<Column> {
    let field = Column::field;
    vec![
        field("media.outlet", "#channel+name", |line| {
            optional(line.session.media.outlet.as_ref())
        }),
        field("media.type", "#channel+type", |line| {
            optional(line.session.media.kind.as_ref())
        }),
        field("media.items", "#output+media+items", |line| {
            number(line.session.media.items)
        }),
        field("media.broadcasts", "#output+media+broadcasts", |line| {
            number(line.session.media.broadcasts)
        }),
        field("media.audience", "#output+media+audience", |line| {
            number(line.session.media.audience)
        }),
        field("online.posts", "#output+online+posts", |line| {
            number(line.session.online.posts)
        }),
        field("online.reach_f", "#output+online+reach+f", |line| {
            number(line.session.online.reach_f)
        }),
        field("online.reach_m", "#output+online+reach+m", |line| {
            number(line.session.online.reach_m)
        }),
        field("online.reach_other", "#output+online+reach+other", |line| {
            number(line.session.online.reach_other)
        }),
    ]
}

/// The hashtag of a figure. HXL's attributes are letters, digits and underscores.
fn hashtag(cell: &Cell) -> String {
    let attribute = |text: &str| text.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    match cell {
        Cell::Reached(PeopleKey { sex, age }) => {
            let age = match age {
                AgeBand::From60 => "age_60_plus".to_owned(),
                age => format!("age_{}", attribute(age.code())),
            };
            format!("#reached+{}+{age}", sex.code())
        }
        Cell::Group(group) => format!("#reached+group_{group}"),
        Cell::Material(id) => format!("#output+material_{}", attribute(id.as_str())),
        Cell::Tally(tally) => format!("#output+tally_{tally}"),
        Cell::Participant { role, .. } => format!("#output+participant_{}", attribute(role)),
    }
}

fn owned<'a>(text: String) -> Value<'a> {
    Value::Text(Cow::Owned(text))
}

fn text(text: &str) -> Value<'_> {
    match text {
        "" => Value::Empty,
        text => Value::Text(Cow::Borrowed(text)),
    }
}

fn optional(text: Option<&String>) -> Value<'_> {
    self::text(text.map_or("", String::as_str))
}

fn code<'a>(code: Option<&impl ToString>) -> Value<'a> {
    code.map_or(Value::Empty, |code| owned(code.to_string()))
}

fn number<'a>(number: Option<u64>) -> Value<'a> {
    number.map_or(Value::Empty, Value::Number)
}

fn time<'a>(time: Option<Timestamp>) -> Value<'a> {
    time.map_or(Value::Empty, |time| owned(time.to_string()))
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> Value<'a> {
    let joined = items.collect::<Vec<_>>().join(" ");
    if joined.is_empty() {
        Value::Empty
    } else {
        owned(joined)
    }
}

/// What codes are called.
struct Names {
    organisation: String,
    units: BTreeMap<UnitId, String>,
    campaigns: BTreeMap<CampaignId, String>,
}

impl Names {
    fn load(c: &Connection) -> Result<Self, StoreError> {
        let units = catalogue::units(c)?.into_iter();
        let campaigns = catalogue::campaigns(c)?.into_iter();
        Ok(Self {
            organisation: organisation::home(c)?.map_or_else(String::new, |home| home.name),
            units: units.map(|unit| (unit.id, unit.name)).collect(),
            campaigns: campaigns
                .map(|campaign| (campaign.id, campaign.title))
                .collect(),
        })
    }
}
