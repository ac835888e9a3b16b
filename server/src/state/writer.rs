//! The one writer: a thread that takes what waits, commits it all together, and tells each of
//! those who waited. So a hundred phones cost a few syncs of the disk, not a hundred.
//!
//! Knows nothing of what it commits, and nothing of who waits: a phone that went away is committed
//! like any other, a slow one is not waited for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread::JoinHandle;

use tokio::sync::{mpsc, oneshot};

use crate::limits::{COMMIT_BATCH_MAX, EXCHANGES_MAX};

/// The handle to the writer; when it is dropped, what waits is committed and the thread ends.
#[derive(Debug)]
pub struct Writer<T, E> {
    /// None only while being dropped.
    queue: Option<mpsc::Sender<Job<T, E>>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Job<T, E> {
    work: T,
    done: oneshot::Sender<Result<T, E>>,
}

/// Why work was not committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCommitted<E> {
    /// The whole batch failed and nothing of it is there.
    #[error(transparent)]
    Failed(E),
    /// The writer broke on this batch; nothing of it was acknowledged.
    #[error("the writer failed")]
    Broke,
}

impl<T, E> Writer<T, E>
where
    T: Send + 'static,
    E: Clone + Send + 'static,
{
    /// Starts the thread. `commit` takes a batch in the order of arrival and leaves in each what
    /// came of it, or fails for all.
    pub fn start<F>(commit: F) -> std::io::Result<Self>
    where
        F: FnMut(&mut [T]) -> Result<(), E> + Send + 'static,
    {
        let (queue, waiting) = mpsc::channel(EXCHANGES_MAX);
        let thread = std::thread::Builder::new().name("writer".into());
        let thread = thread.spawn(move || write(waiting, commit))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Hands work over and waits for its commit.
    pub async fn commit(&self, work: T) -> Result<T, NotCommitted<E>> {
        let (done, result) = oneshot::channel();
        let queue = self.queue.as_ref().expect("there until dropped");
        queue
            .send(Job { work, done })
            .await
            .map_err(|_| NotCommitted::Broke)?;
        result
            .await
            .map_err(|_| NotCommitted::Broke)?
            .map_err(NotCommitted::Failed)
    }
}

impl<T, E> Drop for Writer<T, E> {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer's thread failed");
        }
    }
}

fn write<T, E, F>(mut waiting: mpsc::Receiver<Job<T, E>>, mut commit: F)
where
    E: Clone,
    F: FnMut(&mut [T]) -> Result<(), E>,
{
    let mut jobs = Vec::new();
    while waiting.blocking_recv_many(&mut jobs, COMMIT_BATCH_MAX) > 0 {
        let (mut batch, done): (Vec<T>, Vec<_>) =
            jobs.drain(..).map(|job| (job.work, job.done)).unzip();
        // A panic costs this batch, not the server: its senders fall, and each waiter is told.
        let Ok(result) = catch_unwind(AssertUnwindSafe(|| commit(&mut batch))) else {
            tracing::error!(batch = batch.len(), "committing a batch failed");
            continue;
        };
        for (work, done) in batch.into_iter().zip(done) {
            // Nobody may be waiting any more; what is committed stays so.
            let _ = done.send(result.clone().map(|()| work));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc as sync;

    use super::*;

    #[tokio::test]
    async fn what_waits_while_one_batch_is_written_makes_the_next() {
        let (started, batches) = sync::channel();
        let (release, gate) = sync::channel::<()>();
        let writer = Writer::<u32, ()>::start(move |batch| {
            started.send(batch.len()).unwrap();
            gate.recv().unwrap();
            batch.iter_mut().for_each(|work| *work += 100);
            Ok(())
        });
        let writer = std::sync::Arc::new(writer.unwrap());
        let submit = |work| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.commit(work).await })
        };
        let first = submit(0);
        tokio::task::yield_now().await;
        assert_eq!(batches.recv().unwrap(), 1);
        let rest: Vec<_> = (1..=5).map(submit).collect();
        tokio::task::yield_now().await;
        release.send(()).unwrap();
        assert_eq!(batches.recv().unwrap(), 5);
        release.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Ok(100));
        for (at, done) in rest.into_iter().enumerate() {
            assert_eq!(done.await.unwrap(), Ok(101 + u32::try_from(at).unwrap()));
        }
    }

    #[tokio::test]
    async fn a_failed_batch_is_told_and_a_broken_one_does_not_end_the_writer() {
        let writer = Writer::<u32, &str>::start(|batch| match batch[0] {
            0 => Err("full"),
            1 => std::panic::resume_unwind(Box::new("broken")),
            _ => Ok(()),
        });
        let writer = writer.unwrap();
        assert_eq!(writer.commit(0).await, Err(NotCommitted::Failed("full")));
        assert_eq!(writer.commit(1).await, Err(NotCommitted::Broke));
        assert_eq!(writer.commit(2).await, Ok(2));
    }

    #[test]
    fn what_was_handed_over_is_committed_before_the_end() {
        let (done, seen) = sync::channel();
        let writer = Writer::<u32, ()>::start(move |batch| {
            batch.iter().for_each(|work| done.send(*work).unwrap());
            Ok(())
        });
        let writer = writer.unwrap();
        let (gone, _) = oneshot::channel();
        let queue = writer.queue.as_ref().unwrap();
        queue
            .try_send(Job {
                work: 7,
                done: gone,
            })
            .unwrap();
        drop(writer);
        assert_eq!(seen.iter().collect::<Vec<_>>(), [7]);
    }
}
