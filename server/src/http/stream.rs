//! An answer that is made page by page, each when the line has taken the one before.
//!
//! So a slow phone costs its own page of memory and nothing else: between two pages it holds no
//! thread, no place and no hand. An answer that breaks off is cut on the line too, so that no
//! phone takes a part for the whole.

use std::fmt::Display;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use warp::Stream;
use warp::reply::{Reply, Response};

use super::problem::Problem;
use crate::state::gate::{Hands, Place};

/// The answer could not be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer ended before its end")]
pub(super) struct CutShort;

/// Makes the next page; none after the last.
pub(super) type Maker<E> = Box<dyn FnMut() -> Result<Option<Vec<u8>>, E> + Send>;

type Made<E> = (Maker<E>, Result<Option<Vec<u8>>, CutShort>);
type Making<E> = Pin<Box<dyn Future<Output = Made<E>> + Send>>;

/// An answer on its way.
pub(super) struct Pages<E> {
    first: Option<Vec<u8>>,
    hands: Hands,
    /// The lock is never taken: it only lets a response be shared between threads.
    step: Mutex<Step<E>>,
}

enum Step<E> {
    /// Until the line asks for more.
    Waiting(Maker<E>),
    Making(Making<E>),
    Ended,
}

/// Makes the first page in the request's place, so that what fails before it can still be told.
pub(super) async fn answer<E>(place: Place, mut make: Maker<E>) -> Result<Pages<E>, Problem>
where
    E: Into<Problem> + Send + 'static,
{
    let first = place.run(move || make().map(|page| (make, page))).await?;
    let (make, first) = first.map_err(Into::into)?;
    let step = if first.is_some() {
        Step::Waiting(make)
    } else {
        Step::Ended
    };
    Ok(Pages {
        first,
        hands: place.leave(),
        step: Mutex::new(step),
    })
}

impl<E: Display + Send + 'static> Pages<E> {
    pub(super) fn into_response(self) -> Response {
        warp::reply::stream(self).into_response()
    }
}

fn making<E: Display + Send + 'static>(hands: Hands, mut make: Maker<E>) -> Making<E> {
    Box::pin(async move {
        let made = hands.run(move || {
            let page = make().map_err(|error| {
                tracing::warn!(%error, "an answer broke off");
                CutShort
            });
            (make, page)
        });
        // A broken maker is gone with what it was making.
        made.await
            .unwrap_or_else(|_| (Box::new(|| Ok(None)), Err(CutShort)))
    })
}

impl<E: Display + Send + 'static> Stream for Pages<E> {
    type Item = Result<Vec<u8>, CutShort>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(page) = self.first.take() {
            return Poll::Ready(Some(Ok(page)));
        }
        let pages = &mut *self;
        let step = pages.step.get_mut().expect("the lock is never taken");
        let mut making = match std::mem::replace(step, Step::Ended) {
            Step::Ended => return Poll::Ready(None),
            Step::Waiting(make) => making(pages.hands.clone(), make),
            Step::Making(making) => making,
        };
        let Poll::Ready((make, page)) = making.as_mut().poll(context) else {
            *step = Step::Making(making);
            return Poll::Pending;
        };
        if let Ok(Some(_)) = page {
            *step = Step::Waiting(make);
        }
        Poll::Ready(page.transpose())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Code;
    use crate::state::gate::Gate;

    /// A maker of so many pages, which then ends or fails.
    fn maker(pages: u8, whole: bool) -> Maker<Failed> {
        let mut made = 0;
        Box::new(move || {
            made += 1;
            match made {
                made if made <= pages => Ok(Some(vec![made])),
                _ if whole => Ok(None),
                _ => Err(Failed),
            }
        })
    }

    #[derive(Debug, thiserror::Error)]
    #[error("it failed")]
    struct Failed;

    impl From<Failed> for Problem {
        fn from(_: Failed) -> Self {
            Self::busy()
        }
    }

    async fn taken(mut pages: Pages<Failed>) -> Vec<Result<Vec<u8>, CutShort>> {
        let mut taken = Vec::new();
        let mut next =
            async || std::future::poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await;
        while let Some(item) = next().await {
            taken.push(item);
        }
        taken
    }

    #[tokio::test]
    async fn a_whole_answer_ends_and_a_part_is_cut() {
        let gate = Gate::new(1, 1);
        for (whole, end) in [(true, None), (false, Some(Err(CutShort)))] {
            let pages = answer(gate.enter().unwrap(), maker(3, whole)).await;
            let mut expected: Vec<_> = (1..=3).map(|page| Ok(vec![page])).collect();
            expected.extend(end);
            assert_eq!(
                taken(pages.unwrap_or_else(|_| panic!("a page"))).await,
                expected
            );
        }
    }

    #[tokio::test]
    async fn what_fails_before_the_first_page_can_be_told() {
        let gate = Gate::new(1, 1);
        let problem = answer(gate.enter().unwrap(), maker(0, false)).await.err();
        assert_eq!(problem.map(|problem| problem.code()), Some(Code::Busy));
    }

    #[tokio::test]
    async fn between_two_pages_nothing_is_held() {
        let gate = Gate::new(1, 1);
        let slow = answer(gate.enter().unwrap(), maker(9, true)).await;
        let place = gate.enter().expect("the place is free again");
        assert_eq!(place.run(|| 1).await, Ok(1));
        assert!(slow.is_ok());
    }

    #[tokio::test]
    async fn a_maker_that_panics_cuts_its_answer_and_nothing_else() {
        let gate = Gate::new(1, 1);
        let mut calls = 0;
        let make: Maker<Failed> = Box::new(move || {
            calls += 1;
            if calls == 1 {
                Ok(Some(vec![1]))
            } else {
                std::panic::resume_unwind(Box::new("broken"))
            }
        });
        let pages = answer(gate.enter().unwrap(), make).await;
        let taken = taken(pages.unwrap_or_else(|_| panic!("a page"))).await;
        assert_eq!(taken, [Ok(vec![1]), Err(CutShort)]);
        assert_eq!(gate.enter().unwrap().run(|| 1).await, Ok(1));
    }
}
