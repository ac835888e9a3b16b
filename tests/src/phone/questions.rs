//! The campaign's questions about a session: shown with answers and what is wrong, and answered.

use std::io::{self, Write};

use clap::Args;
use client_core::client::Client;
use client_core::ids::DocId;
use client_core::model::questions::{ItemKind, Shown, Trouble};
use client_core::privacy;

use super::failure::Failure;
use super::record::doc;
use super::show::print_json;
use super::warnings::{warn, warned_anew};

/// The language of whoever names none: where a form lacks it, its own is shown.
const LANGUAGE: &str = "en";

/// Show what the session's campaign asks, with the answers and what is wrong with them
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana questions ID
  phone --store ./ana questions ID --lang ro --json

A question that must be answered and is not is marked with *. Answer with `phone answer`, or with
`phone edit ID answers.QUESTION=...`.")]
pub(super) struct Questions {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// The language
    #[arg(long, value_name = "CODE", default_value = LANGUAGE)]
    lang: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Questions {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let questions = client.questions(self.id, &self.lang, &[])?;
        if self.json {
            return print_json(out, &serde_json::json!(questions));
        }
        let Some(questions) = questions else {
            return Ok(writeln!(out, "The session's campaign asks no questions.")?);
        };
        writeln!(out, "{} (version {})", questions.title, questions.version)?;
        for shown in &questions.shown {
            print(out, shown)?;
        }
        for left in &questions.not_asked {
            let (label, words, key) = (&left.label, &left.words, &left.key);
            writeln!(out, "no longer asked: {label} {words}  [{key}]")?;
        }
        Ok(())
    }
}

fn print(out: &mut dyn Write, shown: &Shown) -> io::Result<()> {
    let indent = "  ".repeat(shown.depth);
    let time = shown
        .repetition
        .map_or_else(String::new, |n| format!("{n}. "));
    let key = &shown.key;
    if !shown.kind.is_question() {
        return match shown.kind {
            ItemKind::Note => writeln!(out, "{indent}{time}{}", shown.label),
            _ => writeln!(out, "{indent}{time}{}  [{key}]", shown.label),
        };
    }
    let mark = if shown.trouble.is_some() { "* " } else { "" };
    let (label, words) = (&shown.label, &shown.words);
    writeln!(out, "{indent}{time}{mark}{label} {words}  [{key}]")?;
    match &shown.trouble {
        Some(trouble) => writeln!(out, "{indent}    {}", wrong(trouble)),
        None => Ok(()),
    }
}

/// What is wrong, in the form's words where it has some.
fn wrong(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Required { message } => {
            let message = message.clone();
            message.unwrap_or_else(|| "it must be answered".to_owned())
        }
        Trouble::Constraint { message, rule } => {
            let message = message.clone();
            message.unwrap_or_else(|| format!("the answer must be such that {rule}"))
        }
        Trouble::Unfit { allowed } => format!("this cannot be the answer; allowed: {allowed}"),
    }
}

/// Says what is open once a session is over. It keeps nobody from anything.
pub(super) fn warn_open(client: &Client, doc: DocId) {
    match client.open_questions(doc, LANGUAGE) {
        Ok(open) => {
            for shown in open {
                let trouble = shown.trouble.as_ref().map(wrong).unwrap_or_default();
                eprintln!(
                    "phone: still open: {} ({}): {trouble}",
                    shown.label, shown.key
                );
            }
        }
        Err(error) => eprintln!("phone: the campaign's questions cannot be shown: {error}"),
    }
}

/// Answer questions of the session's campaign
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  phone --store ./ana answer ID heard=yes fears='abroad other'
  phone --store ./ana answer ID pupils=24 grade=9 --again class
  phone --store ./ana answer ID heard=

Choices are named with spaces between; nothing behind the = takes an answer back. What breaks a rule
of the form is kept and shown with what is wrong.")]
pub(super) struct Answer {
    /// The session
    #[arg(value_parser = doc)]
    id: DocId,
    /// QUESTION=VALUE, or a key that `phone questions` shows
    #[arg(required = true)]
    answers: Vec<String>,
    /// A group that repeats: the answers are to another time of it
    #[arg(long, value_name = "GROUP")]
    again: Option<String>,
}

impl Answer {
    pub(super) fn run(&self, client: &Client, out: &mut dyn Write) -> Result<(), Failure> {
        let again = self.again.as_ref();
        let begin = again
            .map(|group| client.ask_again(self.id, group))
            .transpose()?;
        let begin = begin.unwrap_or_default();
        let before = privacy::session(&client.session(self.id)?);
        for answer in &self.answers {
            let (question, said) = answer
                .split_once('=')
                .ok_or_else(|| Failure::input("answer", answer, "QUESTION=VALUE"))?;
            let key = format!("{begin}{question}");
            let session = client.answer(self.id, &key, Some(said))?;
            writeln!(out, "{} {key}", session.id)?;
        }
        let after = privacy::session(&client.session(self.id)?);
        warn(&warned_anew(&before, after));
        Ok(())
    }
}
