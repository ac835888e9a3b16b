//! The fields of a form that one of our own pages sent: as plain fields, or with a file among them.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use multer::bytes::Bytes;
use warp::http::{HeaderMap, header};
use warp::{Buf, Stream};

use crate::dashboard::address::Fields;
use crate::http::problem::Problem;
use crate::http::{auth, body};
use crate::limits::FORM_BYTES_MAX;
use crate::metrics::Code;
use crate::state::State;

/// What browsers send where no file is asked for.
const PLAIN: &str = "application/x-www-form-urlencoded";

/// Reads a form, unless another site sent it.
pub(super) async fn read<S, B>(
    state: &State,
    headers: &HeaderMap,
    host: Option<&str>,
    body: S,
) -> Result<Fields, Problem>
where
    S: Stream<Item = Result<B, warp::Error>> + Send,
    B: Buf + Send,
{
    let boundary = boundary(headers);
    let ours = auth::is_from_our_own_page(headers, host).and_then(|()| match boundary {
        Some(_) => Ok(()),
        None => body::is_of_type(headers, PLAIN),
    });
    if let Err(problem) = ours {
        return Err(body::refuse(headers, body, problem).await);
    }
    let body = body::read(headers, body, FORM_BYTES_MAX, &state.budget).await?;
    match boundary {
        None => Ok(Fields::parse(&String::from_utf8_lossy(&body.bytes))),
        Some(boundary) => parts(body.bytes, boundary).await,
    }
}

/// What stands between the parts of a form with a file.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let told = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(told).ok()
}

/// Each part as a field: a file is its text, and one that was not chosen says nothing.
async fn parts(bytes: Vec<u8>, boundary: String) -> Result<Fields, Problem> {
    let broken = |_| Problem::new(Code::Malformed, "this form could not be read");
    let mut form = multer::Multipart::new(Whole(Some(bytes.into())), boundary);
    let mut fields = Fields::default();
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let text = part.bytes().await.map_err(broken)?;
        fields.add(&name, &String::from_utf8_lossy(&text));
    }
    Ok(fields)
}

/// A body that is in memory already.
struct Whole(Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
