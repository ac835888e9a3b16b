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
use crate::text;

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
    let ours = auth::check_own_page(headers, host).and_then(|()| match boundary {
        Some(_) => Ok(()),
        None => body::check_type(headers, PLAIN),
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
        let bytes = part.bytes().await.map_err(broken)?;
        // What is typed is UTF-8; a file is what a spreadsheet made of it.
        let lossy = || String::from_utf8_lossy(&bytes).into_owned();
        let text = text::decode(&bytes).map_or_else(lossy, |text| text.text);
        fields.add(&name, &text);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_read_in_the_encoding_of_the_spreadsheet_that_wrote_it() {
        let part = |name: &str, bytes: &[u8]| -> Vec<u8> {
            let head = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            [head.as_bytes(), bytes, b"\r\n"].concat()
        };
        let form = [
            part("table", "Ștefan".as_bytes()),
            part("file", b"name;unit\r\n\xaatefan;Ia\xbai"),
            b"--x--\r\n".to_vec(),
        ];
        let fields = parts(form.concat(), "x".to_owned()).await;
        let fields = fields.unwrap_or_else(|_| panic!("a form"));
        assert_eq!(fields.value("table"), "Ștefan");
        assert_eq!(fields.value("file"), "name;unit\r\nŞtefan;Iaşi");
    }
}
