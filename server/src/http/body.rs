//! Bodies, read with an end in sight: a cap known before the first byte is kept, a share of the
//! memory that all bodies may hold together, and a time.
//!
//! Knows no message. What is refused here was never buffered beyond its cap.

use std::pin::{Pin, pin};

use tokio::time::{Instant, timeout_at};
use warp::http::{HeaderMap, header};
use warp::{Buf, Stream};

use super::problem::Problem;
use crate::limits::{BODY_BYTES_DISCARDED_MAX, BODY_PIECE_TIMEOUT, BODY_TIMEOUT};
use crate::metrics::Code;
use crate::state::budget::{Budget, Share};

/// A body in memory.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    /// Returns to the budget with the bytes.
    _share: Share,
}

/// Refuses a body of another media type than `wanted`, before it is read.
pub(super) fn check_type(headers: &HeaderMap, wanted: &str) -> Result<(), Problem> {
    let told = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let told = told.map(|value| value.split(';').next().unwrap_or_default().trim());
    if told.is_some_and(|told| told.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    let message = format!("this address takes content of type {wanted}");
    Err(Problem::new(Code::UnsupportedMediaType, message))
}

/// Reads a body of at most `limit` bytes.
pub(super) async fn read<S, B>(
    headers: &HeaderMap,
    stream: S,
    limit: usize,
    budget: &Budget,
) -> Result<Body, Problem>
where
    S: Stream<Item = Result<B, warp::Error>> + Send,
    B: Buf + Send,
{
    let mut stream = pin!(stream);
    let end = Instant::now() + BODY_TIMEOUT;
    let told = told_length(headers)?;
    if told.is_some_and(|told| told > limit) {
        discard(stream, told).await;
        return Err(too_large(limit));
    }
    let mut body = Body {
        bytes: Vec::new(),
        _share: Share::default(),
    };
    while let Some(piece) = next(stream.as_mut(), end).await? {
        let needed = body.bytes.len() + piece.remaining();
        if needed > limit {
            drop(body);
            discard(stream, told).await;
            return Err(too_large(limit));
        }
        body._share
            .cover(needed, budget)
            .map_err(|_| Problem::busy())?;
        append(&mut body.bytes, piece);
    }
    Ok(body)
}

/// Reads and drops what the peer is still sending, up to a bound, so that it can read our refusal
/// before the connection is reset under it.
pub(super) async fn refuse<S, B>(headers: &HeaderMap, stream: S, problem: Problem) -> Problem
where
    S: Stream<Item = Result<B, warp::Error>> + Send,
    B: Buf + Send,
{
    discard(pin!(stream), told_length(headers).ok().flatten()).await;
    problem
}

async fn discard<S, B>(mut stream: Pin<&mut S>, told: Option<usize>)
where
    S: Stream<Item = Result<B, warp::Error>>,
    B: Buf,
{
    if told.is_some_and(|told| told > BODY_BYTES_DISCARDED_MAX) {
        return;
    }
    let end = Instant::now() + BODY_PIECE_TIMEOUT;
    let mut seen = 0;
    while let Ok(Some(piece)) = next(stream.as_mut(), end).await {
        seen += piece.remaining();
        if seen > BODY_BYTES_DISCARDED_MAX {
            return;
        }
    }
}

async fn next<S, B>(mut stream: Pin<&mut S>, end: Instant) -> Result<Option<B>, Problem>
where
    S: Stream<Item = Result<B, warp::Error>>,
{
    let piece = std::future::poll_fn(|context| stream.as_mut().poll_next(context));
    match timeout_at(end.min(Instant::now() + BODY_PIECE_TIMEOUT), piece).await {
        Ok(Some(Ok(piece))) => Ok(Some(piece)),
        Ok(None) => Ok(None),
        Ok(Some(Err(_))) => Err(Problem::new(
            Code::Malformed,
            "the body ended before its end",
        )),
        Err(_) => Err(Problem::new(
            Code::TooSlow,
            "the body took too long: try again",
        )),
    }
}

/// The length that the request claims; a claim that is no number is not guessed at.
fn told_length(headers: &HeaderMap) -> Result<Option<usize>, Problem> {
    let Some(value) = headers.get(header::CONTENT_LENGTH) else {
        return Ok(None);
    };
    let length = value.to_str().ok().and_then(|text| text.parse().ok());
    let wrong = || Problem::new(Code::Malformed, "content-length is no number");
    length.map(Some).ok_or_else(wrong)
}

fn append(bytes: &mut Vec<u8>, mut piece: impl Buf) {
    while piece.has_remaining() {
        let chunk = piece.chunk();
        bytes.extend_from_slice(chunk);
        let length = chunk.len();
        piece.advance(length);
    }
}

fn too_large(limit: usize) -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("this address takes at most {limit} bytes"),
    )
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Poll};

    use warp::http::{HeaderName, HeaderValue};

    use super::*;

    struct Pieces(Vec<&'static [u8]>);

    impl Stream for Pieces {
        type Item = Result<&'static [u8], warp::Error>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready((!self.0.is_empty()).then(|| Ok(self.0.remove(0))))
        }
    }

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[tokio::test]
    async fn a_body_is_read_whole_up_to_its_cap() {
        let budget = Budget::of(1 << 20);
        let pieces = || Pieces(vec![b"ab", b"", b"cde"]);
        let none = HeaderMap::new();
        assert_eq!(
            read(&none, pieces(), 5, &budget).await.unwrap().bytes,
            b"abcde"
        );
        let told = |length| with(header::CONTENT_LENGTH, length);
        for (headers, limit, code) in [
            (none, 4, Code::TooLarge),
            (told("5"), 4, Code::TooLarge),
            (told("9999999999"), 4, Code::TooLarge),
            (told("five"), 9, Code::Malformed),
        ] {
            let problem = read(&headers, pieces(), limit, &budget).await.unwrap_err();
            assert_eq!(problem.code(), code);
        }
    }

    #[tokio::test]
    async fn all_bodies_together_stay_within_the_budget() {
        let budget = Budget::of(8 * 1024);
        static PIECE: [u8; 4096] = [0; 4096];
        let none = HeaderMap::new();
        let one = read(&none, Pieces(vec![&PIECE]), 1 << 20, &budget)
            .await
            .unwrap();
        let two = || Pieces(vec![&PIECE, &PIECE]);
        let problem = read(&none, two(), 1 << 20, &budget).await.unwrap_err();
        assert_eq!(problem.code(), Code::Busy);
        drop(one);
        assert!(read(&none, two(), 1 << 20, &budget).await.is_ok());
    }

    #[test]
    fn parameters_of_a_media_type_do_not_matter_but_the_type_does() {
        let typed = |value| with(header::CONTENT_TYPE, value);
        let json = "application/json";
        assert!(check_type(&typed("Application/JSON; charset=utf-8"), json).is_ok());
        for headers in [
            typed("text/json"),
            typed("application/jsonp"),
            HeaderMap::new(),
        ] {
            let problem = check_type(&headers, json).unwrap_err();
            assert_eq!(problem.code(), Code::UnsupportedMediaType);
        }
    }
}
