//! `POST /v1/sync`: one exchange of one device.
//!
//! In this order: the token, before a byte of the body is kept; the body, capped; admission, off
//! the async threads; the one writer, together with other devices; and after its commit the answer,
//! page by page. What any of these means is decided below; this file only says where each runs.

use std::sync::Arc;
use std::time::Instant;

use client_core::limits::REQUEST_BYTES_MAX;
use client_core::wire::{FailureCode, SYNC_MEDIA_TYPE};
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, HeaderValue, header};
use warp::reply::Response;
use warp::{Buf, Filter, Stream, path};

use super::body::Body;
use super::problem::Problem;
use super::{auth, body, stream};
use crate::accounts::Known;
use crate::environment;
use crate::exchange::{Answer, Failure, Prepared, Step};
use crate::metrics::Code;
use crate::state::State;
use crate::state::gate::Place;
use crate::state::underway::Alone;
use crate::state::watch;
use crate::state::writer::NotCommitted;

pub(super) fn route(state: &Arc<State>) -> BoxedFilter<(Response,)> {
    let state = state.clone();
    path!("sync")
        .and(warp::post())
        .and(warp::header::headers_cloned())
        .and(warp::body::stream())
        .then(move |headers, body| {
            let answer = answer(state.clone(), headers, body);
            async { answer.await.unwrap_or_else(Problem::into_response) }
        })
        .boxed()
}

async fn answer<S, B>(state: Arc<State>, headers: HeaderMap, body: S) -> Result<Response, Problem>
where
    S: Stream<Item = Result<B, warp::Error>> + Send,
    B: Buf + Send,
{
    let begun = Instant::now();
    let (entered, place) = match greet(&state, &headers).await {
        Ok(entered) => entered,
        Err(problem) => return Err(body::refuse(&headers, body, problem).await),
    };
    let body = body::read(&headers, body, REQUEST_BYTES_MAX, &state.budget).await;
    let Some((device, alone)) = entered else {
        return Err(turn_away(&state, &place, &headers, body.ok()).await?);
    };
    let body = body?;
    state.metrics.sync_bytes_in.add(body.bytes.len() as u64);
    let prepared = {
        let state = state.clone();
        let judge = move || {
            state
                .exchange
                .prepare(&device, &body.bytes, environment::now())
        };
        place.run(judge).await??
    };
    let settled = settle(&state, &place, prepared).await?;
    count(&state, &settled);
    let answer = {
        let state = state.clone();
        place
            .run(move || state.exchange.answer(settled, environment::now()))
            .await??
    };
    alone.answers();
    let maker = pages(state.clone(), answer, alone);
    let pages = stream::answer(place, maker).await?;
    state.metrics.sync_time.took(begun.elapsed());
    let mut response = pages.into_response();
    let media_type = HeaderValue::from_static(SYNC_MEDIA_TYPE);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media_type);
    Ok(response)
}

/// Makes the pages one after the other. The device stays alone until the line has the last.
fn pages(state: Arc<State>, mut answer: Answer, alone: Alone) -> stream::Maker<Failure> {
    Box::new(move || {
        if alone.is_cut() {
            return Err(Failure::Busy);
        }
        let page = state.exchange.next_page(&mut answer)?;
        let bytes = page.as_ref().map_or(0, Vec::len);
        state.metrics.sync_bytes_out.add(bytes as u64);
        Ok(page)
    })
}

fn count(state: &State, settled: &Prepared) {
    let metrics = &state.metrics;
    let (written, refused) = settled.written_and_refused();
    metrics.documents_taken.add(written as u64);
    metrics.changes_refused.add(refused as u64);
    metrics.pushes_failed.add(settled.failed() as u64);
    let (hand_overs, refused) = settled.hand_overs_and_refused();
    metrics.hand_overs.add(hand_overs as u64);
    for code in refused {
        metrics.refused_of_hand_over(code);
    }
}

/// Whose exchange it is, and a place for it. The body is not touched yet. None: a token that is
/// not known; the body may show why it should be.
async fn greet(
    state: &Arc<State>,
    headers: &HeaderMap,
) -> Result<(Option<(Known, Alone)>, Place), Problem> {
    body::check_type(headers, SYNC_MEDIA_TYPE)?;
    // What is dated wrongly now would stay so for ever; the phone loses nothing by waiting.
    if let Some(trouble) = watch::impossible(environment::now()) {
        tracing::warn!(trouble = trouble.code(), "a phone was sent away");
        return Err(Problem::busy_because(
            "the server's clock is wrong: nothing on this phone is lost, it will be tried again",
        ));
    }
    let token = auth::bearer(headers)?.to_owned();
    let place = state.gate.enter().ok_or_else(Problem::busy)?;
    let (strangers, underway) = (state.strangers.clone(), state.underway.clone());
    let state = state.clone();
    match place
        .run(move || state.exchange.enter(Some(&token)))
        .await?
    {
        Ok(known) => {
            let alone = underway.enter(known.who.device).ok_or_else(Problem::busy)?;
            Ok((Some((known, alone)), place))
        }
        // Strangers wait among themselves: however many come, phones keep their places.
        Err(Failure::Unauthenticated) => {
            let place = strangers.enter().ok_or_else(Problem::busy)?;
            Ok((None, place))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What a device hears whose token is not known: a certificate in its request is looked at.
async fn turn_away(
    state: &Arc<State>,
    place: &Place,
    headers: &HeaderMap,
    body: Option<Body>,
) -> Result<Problem, Problem> {
    let Some(body) = body else {
        return Ok(Failure::Unauthenticated.into());
    };
    let token = auth::bearer(headers)?.to_owned();
    let state = state.clone();
    let look = move || {
        state
            .exchange
            .turn_away(Some(&token), &body.bytes, environment::now())
    };
    Ok(place.run(look).await?.into())
}

/// Commits what the request brings; what others were quicker with is judged and handed in again.
async fn settle(
    state: &Arc<State>,
    place: &Place,
    mut prepared: Prepared,
) -> Result<Prepared, Problem> {
    loop {
        prepared = match prepared.next_step() {
            Step::Commit => state.writer.commit(prepared).await?,
            Step::JudgeAgain => {
                let state = state.clone();
                let again = move || {
                    let judged = state
                        .exchange
                        .judge_again(&mut prepared, environment::now());
                    judged.map(|()| prepared)
                };
                place.run(again).await??
            }
            Step::Answer => return Ok(prepared),
        };
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let code = match failure.code() {
            FailureCode::Malformed => Code::Malformed,
            FailureCode::TooLarge => Code::TooLarge,
            FailureCode::ProtocolUnknown => Code::ProtocolUnknown,
            FailureCode::EncodingUnknown => Code::EncodingUnknown,
            FailureCode::Unauthenticated => Code::Unauthenticated,
            FailureCode::AwaitsApproval => Code::AwaitsApproval,
            FailureCode::DeviceClosed => Code::DeviceClosed,
            FailureCode::StorageFull => Code::StorageFull,
            FailureCode::Busy => return Self::busy(),
            _ => {
                tracing::error!(%failure, "an exchange failed");
                return Self::internal();
            }
        };
        Self::new(code, failure.told())
    }
}

impl From<NotCommitted<Failure>> for Problem {
    fn from(error: NotCommitted<Failure>) -> Self {
        match error {
            NotCommitted::Failed(failure) => failure.into(),
            NotCommitted::Broke => Self::internal(),
        }
    }
}
