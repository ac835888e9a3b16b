//! Questionnaires and imports of them, in lines for a terminal.

use std::io::{self, Write};

use client_core::model::questions::{Form, Item, Questionnaire};

use super::{Told, asked};
use crate::cli::counted;

/// What an import came to.
pub(super) fn told(told: &Told, out: &mut dyn Write) -> io::Result<()> {
    for ignored in &told.ignored {
        writeln!(out, "Passed by: {ignored}")?;
    }
    for problem in &told.problems {
        writeln!(out, "{problem}")?;
    }
    let Some(version) = &told.version else {
        return Ok(());
    };
    let campaign = &told.campaign;
    let questions = counted(told.questions as u64, "question");
    let languages = told.languages.join(", ");
    match (told.is_new, told.dry_run) {
        (false, _) => writeln!(out, "Nothing new: it is version {version} of {campaign}."),
        (true, true) => writeln!(
            out,
            "Would be version {version} of {campaign}: {questions}, in {languages}."
        ),
        (true, false) => writeln!(
            out,
            "Version {version} of {campaign}: {questions}, in {languages}. Phones ask it from \
             their next contact on; sessions that were answered before keep the version they have."
        ),
    }
}

/// A version in one line of a list.
pub(super) fn line(form: &Form, out: &mut dyn Write) -> io::Result<()> {
    let Form {
        campaign,
        version,
        title,
        ..
    } = form;
    let questions = counted(asked(form) as u64, "question");
    let languages: Vec<_> = form.languages.keys().map(String::as_str).collect();
    let languages = languages.join(", ");
    writeln!(
        out,
        "{campaign:<24} {version:<12} {title}: {questions}, in {languages}"
    )
}

/// What a version asks, question by question.
pub(super) fn form(form: &Questionnaire, language: &str, out: &mut dyn Write) -> io::Result<()> {
    line(form.form(), out)?;
    let items = &form.form().items;
    for item in items {
        let parents = std::iter::successors(item.within.as_ref(), |name| {
            form.item(name).and_then(|group| group.within.as_ref())
        });
        let indent = "  ".repeat(parents.count() + 1);
        let kind = item.kind.code();
        writeln!(
            out,
            "{indent}{} ({}, {kind})",
            form.label(item, language),
            item.name
        )?;
        for (what, rule) in rules(item) {
            writeln!(out, "{indent}    {what}: {rule}")?;
        }
        let choices = item
            .kind
            .list()
            .and_then(|list| Some((list, form.form().choices.get(list)?)));
        for (list, choice) in choices
            .into_iter()
            .flat_map(|(list, all)| all.iter().map(move |choice| (list, choice)))
        {
            let label = form.choice_label(list, &choice.name, language);
            writeln!(out, "{indent}    [{}] {label}", choice.name)?;
        }
    }
    Ok(())
}

fn rules(item: &Item) -> impl Iterator<Item = (&'static str, &str)> {
    let rules = [
        ("relevant", &item.relevant),
        ("constraint", &item.constraint),
        ("required", &item.required),
        ("calculation", &item.calculation),
    ];
    rules
        .into_iter()
        .filter_map(|(what, rule)| Some((what, rule.as_ref()?.as_str())))
}
