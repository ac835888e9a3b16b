//! `/v1/blobs/DOCUMENT/SHA256`: photos of phones, after the figures and one piece at a time.
//!
//! `HEAD` says how far a photo came, `PUT` brings the piece that begins there, `GET` gives what is
//! here whole. Who reaches which, the exchange decides; what is taken, `blobs`. Photos come in by a
//! door of their own, so that however many come, figures keep their places.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use client_core::limits::BLOB_CHUNK_BYTES_MAX;
use client_core::photo::MEDIA_TYPE;
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use warp::reply::Response;
use warp::{Buf, Filter, Stream, path};

use super::problem::{Problem, UPLOAD_OFFSET};
use super::{auth, body, stream};
use crate::accounts::Known;
use crate::blobs::{Refused, Standing};
use crate::environment;
use crate::exchange::Reach;
use crate::limits::{PHOTO_PAGE_BYTES, PHOTOS_DISK_FREE_BYTES_MIN};
use crate::metrics::Code;
use crate::state::State;
use crate::state::gate::Place;
use crate::state::underway::Alone;
use crate::state::watch;
use crate::store::blobs::BlobId;

const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_COMPLETE: HeaderName = HeaderName::from_static("upload-complete");

pub(super) fn route(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let photo = path!("blobs" / String / String).and(warp::header::headers_cloned());
    let (asked, sent) = (state.clone(), state.clone());
    let ask = photo
        .and(warp::get().or(warp::head()).unify().and(warp::method()))
        .then(move |doc: String, sha256: String, headers, method| {
            let answer = ask(asked.clone(), (doc, sha256), headers, method);
            async { answer.await.unwrap_or_else(Problem::into_response) }
        });
    let send = photo.and(warp::put()).and(warp::body::stream()).then(
        move |doc: String, sha256: String, headers, body| {
            let answer = send(sent.clone(), (doc, sha256), headers, body);
            async { answer.await.unwrap_or_else(Problem::into_response) }
        },
    );
    ask.or(send).unify().boxed()
}

/// `HEAD` and `GET`.
async fn ask(
    state: Arc<State>,
    name: (String, String),
    headers: HeaderMap,
    method: Method,
) -> Result<Response, Problem> {
    let id = parsed(&name)?;
    let place = state.uploads.enter().ok_or_else(Problem::busy)?;
    let token = auth::bearer(&headers)?.to_owned();
    if method == Method::HEAD {
        let look = move || {
            let (known, _) = reached(&state, &token, id)?;
            let standing = state.blobs.standing(&known.who, id)?;
            standing.ok_or_else(unknown)
        };
        return Ok(told(place.run(look).await??));
    }
    let open = {
        let state = state.clone();
        move || {
            let (known, reach) = reached(&state, &token, id)?;
            if !reach.reads {
                return Err(unknown());
            }
            let opened = state.blobs.open(&known.who.organisation, id)?;
            opened.ok_or_else(unknown)
        }
    };
    let opened = place.run(open).await??;
    given(opened, place).await
}

/// `PUT`.
async fn send<S, B>(
    state: Arc<State>,
    name: (String, String),
    headers: HeaderMap,
    body: S,
) -> Result<Response, Problem>
where
    S: Stream<Item = Result<B, warp::Error>> + Send,
    B: Buf + Send,
{
    let piece = match greet(&state, &name, &headers).await {
        Ok(piece) => piece,
        Err(problem) => return Err(body::refuse(&headers, body, problem).await),
    };
    let body = body::read(&headers, body, BLOB_CHUNK_BYTES_MAX, &state.budget).await?;
    state.metrics.photo_bytes_in.add(body.bytes.len() as u64);
    let Piece {
        known,
        alone,
        place,
        id,
        offset,
    } = piece;
    let taking = state.clone();
    let take = move || {
        let now = environment::now();
        let taken = taking.blobs.take(&known.who, id, offset, &body.bytes, now);
        // Until the bytes are on the disk, whatever became of the line meanwhile.
        drop(alone);
        taken
    };
    let taken = place.run(take).await?;
    if let Err(refused) = &taken
        && refused.is_full()
    {
        state.watch.wrote(true);
    }
    let standing = taken?;
    if standing.complete {
        state.live.moved();
    }
    Ok(told(standing))
}

/// A piece that is about to be read.
struct Piece {
    known: Known,
    /// A phone sends one piece at a time.
    alone: Alone,
    place: Place,
    id: BlobId,
    offset: u64,
}

/// Whose piece it is, and whether it is wanted. The body is not touched yet.
async fn greet(
    state: &Arc<State>,
    name: &(String, String),
    headers: &HeaderMap,
) -> Result<Piece, Problem> {
    if let Some(trouble) = watch::impossible(environment::now()) {
        tracing::warn!(trouble = trouble.code(), "a photo was sent away");
        return Err(Problem::busy_because(
            "the server's clock is wrong: nothing on this phone is lost, it will be tried again",
        ));
    }
    let id = parsed(name)?;
    let offset = offset(headers)?;
    let token = auth::bearer(headers)?.to_owned();
    let place = state.uploads.enter().ok_or_else(Problem::busy)?;
    let asking = state.clone();
    let look = move || -> Result<_, Problem> {
        let (known, reach) = reached(&asking, &token, id)?;
        check_sends(reach)?;
        let alone = asking.uploading.enter(known.who.device);
        let alone = alone.ok_or_else(Problem::busy)?;
        let standing = asking.blobs.standing(&known.who, id)?;
        let standing = standing.ok_or_else(unknown)?;
        if !standing.complete && offset != standing.offset {
            return Err(Refused::OffsetDiffers(standing).into());
        }
        Ok((known, alone, standing))
    };
    let (known, alone, standing) = place.run(look).await??;
    let free = state.watch.free_bytes();
    if !standing.complete && free.is_some_and(|free| free < PHOTOS_DISK_FREE_BYTES_MIN) {
        return Err(Refused::DiskLow.into());
    }
    Ok(Piece {
        known,
        alone,
        place,
        id,
        offset,
    })
}

/// The device of this token with what it may do, if it reaches the photo at all; one that does not
/// hears what it would hear of a photo that is nowhere.
fn reached(state: &State, token: &str, id: BlobId) -> Result<(Known, Reach), Problem> {
    let known = state.exchange.enter(Some(token))?;
    let reach = state.exchange.reach(&known, id.doc, environment::now())?;
    if reach.reads || reach.sends {
        Ok((known, reach))
    } else {
        Err(unknown())
    }
}

/// Who sees the session and may not write it is told so: such a phone would wait for ever for a
/// photo to be wanted.
fn check_sends(reach: Reach) -> Result<(), Problem> {
    if reach.sends {
        return Ok(());
    }
    let message = "you may see this session and add nothing to it, photos neither";
    Err(Problem::new(Code::Forbidden, message))
}

fn unknown() -> Problem {
    Refused::Unknown.into()
}

/// The photo that an address names. Whatever else stands there names none.
fn parsed((doc, sha256): &(String, String)) -> Result<BlobId, Problem> {
    let (doc, sha256) = (doc.parse().ok(), sha256.parse().ok());
    let id = doc.zip(sha256).map(|(doc, sha256)| BlobId { doc, sha256 });
    id.ok_or_else(unknown)
}

fn offset(headers: &HeaderMap) -> Result<u64, Problem> {
    let told = headers
        .get(UPLOAD_OFFSET)
        .and_then(|value| value.to_str().ok());
    let wrong = || {
        let message = "the header `upload-offset` says where the piece begins: a number of bytes";
        Problem::new(Code::Malformed, message)
    };
    told.and_then(|told| told.parse().ok()).ok_or_else(wrong)
}

/// An answer that says how far a photo came.
fn told(standing: Standing) -> Response {
    let mut response = Response::default();
    let headers = response.headers_mut();
    headers.insert(UPLOAD_OFFSET, standing.offset.into());
    headers.insert(UPLOAD_LENGTH, standing.length.into());
    let complete = if standing.complete { "?1" } else { "?0" };
    headers.insert(UPLOAD_COMPLETE, HeaderValue::from_static(complete));
    response
}

/// An answer that is a photo, read at the pace of the line.
pub(super) async fn given((file, bytes): (File, u64), place: Place) -> Result<Response, Problem> {
    let pages = stream::answer(place, pages(file, bytes)).await?;
    let mut response = jpeg(pages.into_response());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, bytes.into());
    Ok(response)
}

/// The same of one that is in memory.
pub(super) fn jpeg(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

fn pages(file: File, bytes: u64) -> stream::Maker<Refused> {
    let mut rest = file.take(bytes);
    Box::new(move || {
        let mut page = Vec::with_capacity(PHOTO_PAGE_BYTES);
        let wanted = rest.limit().min(PHOTO_PAGE_BYTES as u64);
        (&mut rest).take(wanted).read_to_end(&mut page)?;
        if (page.len() as u64) < wanted {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        Ok((!page.is_empty()).then_some(page))
    })
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let code = match &refused {
            Refused::Unknown => Code::NotFound,
            Refused::OffsetDiffers(standing) => {
                return Self::offset_differs(standing.offset, refused.to_string());
            }
            Refused::GivenUp => return Self::offset_differs(0, refused.to_string()),
            Refused::TooLong { .. } | Refused::TooLarge => Code::TooLarge,
            Refused::HashDiffers => Code::PhotoDamaged,
            Refused::OtherKind | Refused::Unfit(_) | Refused::LengthDiffers { .. } => {
                Code::PhotoUnfit
            }
            Refused::TooMany => Code::PhotosTooMany,
            Refused::NoRoom => Code::PhotosFull,
            Refused::DayFull { retry_after_ms } => {
                return Self::later(Code::PhotosDayFull, refused.to_string(), *retry_after_ms);
            }
            Refused::DiskLow => Code::StorageFull,
            Refused::Store(error) => return error.into(),
            Refused::File(error) => {
                if refused.is_full() {
                    tracing::warn!(%error, "a photo found no room");
                    let message = "the server's disk is full: try later";
                    return Self::new(Code::StorageFull, message);
                }
                tracing::error!(%error, "a photo's file failed");
                return Self::internal();
            }
        };
        Self::new(code, refused.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_only_look_hears_that_no_photo_is_taken_of_them() {
        let (reads, sends) = (true, false);
        let refused = check_sends(Reach { reads, sends }).unwrap_err();
        assert!(format!("{refused:?}").contains("Forbidden"), "{refused:?}");
        assert!(check_sends(Reach { reads, sends: true }).is_ok());
    }
}
