//! `GET /assets/NAME`: style and drawings, kept by browsers for ever because their names change
//! with their content.

use warp::filters::BoxedFilter;
use warp::http::{HeaderValue, header};
use warp::reply::Response;
use warp::{Filter, path};

use super::problem::Problem;
use crate::assets;
use crate::metrics::Code;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(super) fn route() -> BoxedFilter<(Response,)> {
    path!("assets" / String)
        .and(warp::get())
        .map(|name: String| answer(&name))
        .boxed()
}

fn answer(name: &str) -> Response {
    let Some(asset) = assets::find(name) else {
        return Problem::new(Code::NotFound, "no such file").into_response();
    };
    let mut response = Response::new(asset.bytes.into());
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(asset.content_type),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    response
}
