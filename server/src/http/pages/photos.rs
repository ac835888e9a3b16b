//! The photos of a session in a browser: small, and whole.
//!
//! They lie in what is private of a session, which nobody but its regional centre and whoever sees
//! every centre reads; so do these addresses.

use client_core::ids::OrganisationId;
use client_core::model::DocKind;
use warp::http::{HeaderValue, header};
use warp::reply::Response;

use super::Outcome;
use super::desk::home_of;
use super::visit::Visit;
use crate::accounts::{Act, Viewer};
use crate::http::problem::Problem;
use crate::metrics::Code;
use crate::store::blobs::BlobId;
use crate::store::documents;

/// A photo never changes under its address. It is kept for an hour and not longer: whoever signs
/// out at a desk that others use leaves nothing for the next day.
const FOR_AN_HOUR: &str = "private, max-age=3600, immutable";
/// Opened by itself it is a picture and runs nothing.
const PICTURE_ALONE: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// `GET /sessions/ID/photos/SHA256`.
pub(super) fn photo(visit: &Visit) -> Result<Outcome, Problem> {
    shown(visit, |organisation, id| {
        let opened = visit.state.blobs.open(organisation, id)?;
        Ok(opened.map(Outcome::Photo))
    })
}

/// `GET /sessions/ID/photos/SHA256/thumbnail`.
pub(super) fn thumbnail(visit: &Visit) -> Result<Outcome, Problem> {
    shown(visit, |organisation, id| {
        let small = visit.state.blobs.thumbnail(organisation, id)?;
        Ok(small.map(Outcome::Thumbnail))
    })
}

/// The photo of an address, for whoever sees its session. A foreign one, one that has not come and
/// one that is nowhere look alike.
fn shown(
    visit: &Visit,
    give: impl FnOnce(&OrganisationId, BlobId) -> Result<Option<Outcome>, Problem>,
) -> Result<Outcome, Problem> {
    let Some(viewer) = visit
        .viewer()?
        .filter(|viewer| !viewer.must_choose_password)
    else {
        return Ok(Outcome::sign_in());
    };
    let given = match seen(visit, &viewer)? {
        Some((organisation, id)) => give(&organisation, id)?,
        None => None,
    };
    given.ok_or_else(|| Problem::new(Code::NotFound, "there is no such photo"))
}

fn seen(visit: &Visit, viewer: &Viewer) -> Result<Option<(OrganisationId, BlobId)>, Problem> {
    let named = visit.subject.split_once('/');
    let named = named.and_then(|(doc, hash)| {
        let (doc, sha256) = (doc.parse().ok()?, hash.parse().ok()?);
        Some(BlobId { doc, sha256 })
    });
    let Some(id) = named.filter(|_| viewer.may(Act::Coordinate)) else {
        return Ok(None);
    };
    visit.state.store.read(|c| {
        let organisation = home_of(c)?;
        let row = documents::get(c, &organisation, id.doc)?;
        let is_session = |kind: u8| kind == DocKind::Session.number();
        let seen = row.is_some_and(|row| is_session(row.kind) && viewer.scope.covers(&row.unit));
        Ok(seen.then_some((organisation, id)))
    })
}

/// How browsers are to treat a picture.
pub(super) fn as_picture(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, FOR_AN_HOUR),
        (header::CONTENT_SECURITY_POLICY, PICTURE_ALONE),
        (header::CONTENT_DISPOSITION, "inline"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
