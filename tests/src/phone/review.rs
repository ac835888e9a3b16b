//! A coordinator's word about a session, said on the phone.

use std::io::Write;

use clap::Args;
use client_core::client::Client;
use client_core::ids::DocId;
use client_core::model::{Review as Said, ReviewState};

use super::failure::Failure;
use super::record::doc;

/// Say that a session is verified, or return it to those who held it
///
/// For coordinators. It is said of the session as it stands on this phone: whatever comes after
/// shows as changed since. Moving a session to another unit needs the server: its page does that.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./eva review ID verified
  phone --store ./eva review ID returned --comment 'Which class was it?'
  phone --store ./eva review ID --undo")]
pub(super) struct Review {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// verified or returned
    #[arg(value_parser = state, required_unless_present = "undo")]
    state: Option<ReviewState>,
    /// Words to it; whoever returns a session says why
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    comment: String,
    /// Take back what was said
    #[arg(long, conflicts_with_all = ["state", "comment"])]
    undo: bool,
}

impl Review {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let session = match self.state {
            Some(state) => client.review(self.id, state, &self.comment)?,
            None => client.unreview(self.id)?,
        };
        Ok(writeln!(out, "{} {}", session.id, session.title)?)
    }
}

/// Prints what a coordinator said, and whether it is about what is shown.
pub(super) fn print(out: &mut dyn Write, review: Option<&Said>) -> Result<(), Failure> {
    let Some((review, state)) = review.and_then(|said| Some((said, said.state?))) else {
        return Ok(());
    };
    let since = match (review.changed_since, state) {
        (false, _) => "",
        (true, ReviewState::Verified) => ", changed after verification",
        (true, ReviewState::Returned) => ", changed since",
    };
    let comment = match review.comment.as_str() {
        "" => String::new(),
        words => format!(": {words}"),
    };
    Ok(writeln!(out, "{state}{since}{comment}")?)
}

fn state(text: &str) -> Result<ReviewState, String> {
    text.parse().map_err(|error| format!("{error}"))
}
