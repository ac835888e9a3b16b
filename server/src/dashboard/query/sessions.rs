//! The list of sessions.

use client_core::ids::OrganisationId;
use client_core::model::Place;

use super::duplicates::alike;
use super::filter;
use super::seat::{self, Seat};
use super::words::parts_of;
use crate::dashboard::address::{Asked, At, Sort};
use crate::dashboard::model::sessions::{Column, Count, Direction, Row, Sessions};
use crate::limits::{LIST_COUNT_MAX, LIST_ROWS};
use crate::register;
use crate::store::read::sessions::{self as read, SessionRow};
use crate::store::read_model::Reviewed;
use crate::store::{Connection, StoreError, attachments, suspects};

/// Where the list lives.
const PATH: &str = "/sessions";

/// One page of the list.
pub fn sessions(
    c: &Connection,
    organisation: &OrganisationId,
    seat: &Seat<'_>,
    asked: &Asked,
) -> Result<Sessions, StoreError> {
    let filter = seat::filter(seat, asked);
    let order = (column(asked.sort), asked.direction() == Direction::Down);
    let page = read::page(c, seat.scope, &filter, order, &place(&asked.at), LIST_ROWS)?;
    let count = read::count(c, seat.scope, &filter, LIST_COUNT_MAX + 1)?;
    let rows = page.rows.iter().map(|row| self::row(c, seat, row));
    let mut rows = rows.collect::<Result<Vec<Row>, _>>()?;
    for (row, found) in rows.iter_mut().zip(&page.rows) {
        row.looks_alike = !alike(c, organisation, seat, found.id)?.is_empty();
    }
    Ok(Sessions {
        filter: filter::form(seat, PATH, asked),
        count: match count {
            n if n > LIST_COUNT_MAX => Count::MoreThan(LIST_COUNT_MAX),
            n => Count::Exactly(n),
        },
        columns: Sort::ALL.map(|sort| heading(asked, sort)).to_vec(),
        rows,
        before: page
            .before
            .map(|key| asked.at(At::Before(key.to_string())).address(PATH)),
        after: page
            .after
            .map(|key| asked.at(At::After(key.to_string())).address(PATH)),
    })
}

/// One session of a list.
pub(super) fn row(c: &Connection, seat: &Seat<'_>, row: &SessionRow) -> Result<Row, StoreError> {
    let said = Place {
        venue: row.venue.clone(),
        locality: row.locality.clone(),
        venue_id: row.venue_id.clone(),
        ..Place::default()
    };
    // A list names town and venue; the county stands on the page of a session.
    let place = Place {
        country: String::new(),
        adm1: String::new(),
        ..register::place(c, &said)?
    };
    Ok(Row {
        address: format!("{PATH}/{}", row.id),
        title: row.title.clone(),
        kind: row
            .kind
            .map(|kind| kind.code().to_owned())
            .unwrap_or_default(),
        status: row.status.code().to_owned(),
        day: row.day,
        campaign: row.campaign.as_ref().map(|id| seat.names.campaign(id)),
        unit: seat.names.unit(&row.unit),
        place: parts_of(seat.texts, &place).join(", "),
        people: row.people,
        conflicts: row.conflicts,
        review: row.review.map_or("", Reviewed::code).to_owned(),
        looks_alike: false,
        photos: attachments::count(c, row.id)?,
        is_suspect: suspects::is_open(c, row.id)?,
    })
}

fn heading(asked: &Asked, sort: Sort) -> Column {
    Column {
        what: sort.code().to_owned(),
        sorted: (asked.sort == sort).then(|| asked.direction()),
        address: asked.sorted(sort).address(PATH),
    }
}

fn column(sort: Sort) -> read::Sort {
    match sort {
        Sort::Day => read::Sort::Day,
        Sort::Title => read::Sort::Title,
        Sort::Unit => read::Sort::Unit,
        Sort::People => read::Sort::People,
    }
}

/// A place that no longer reads (a bookmark of an older version) is the beginning.
fn place(at: &At) -> read::At {
    match at {
        At::First => read::At::First,
        At::After(key) => key.parse().map_or(read::At::First, read::At::After),
        At::Before(key) => key.parse().map_or(read::At::First, read::At::Before),
    }
}
