//! Everything that can be wrong with a form, all of it at once.

use std::collections::BTreeSet;

use super::VERSION_KEY;
use super::expression::{Expression, Mention};
use super::form::{Form, FormProblem, Item, ItemKind, Spot};
use super::order::Order;
use super::wording::{self, Wording};
use crate::limits::{
    CHOICES_MAX, LINE_CHARS_MAX, QUESTION_LANGUAGES_MAX, QUESTION_NAME_CHARS_MAX,
    QUESTION_WORDS_CHARS_MAX, QUESTIONNAIRE_BYTES_MAX, QUESTIONS_MAX,
};
use crate::model::value::{is_line, is_name};

pub(super) fn check(form: &Form) -> Result<Order, Vec<FormProblem>> {
    let mut check = Check {
        form,
        problems: Vec::new(),
    };
    check.settings();
    let order = Order::nested(form, &mut check.problems);
    check.names();
    check.choices();
    for at in 0..form.items.len().min(QUESTIONS_MAX) {
        check.item(&order, at);
    }
    // A form whose names lead nowhere has no order to speak of.
    if check.problems.is_empty() {
        let order = order.sorted(form, &mut check.problems);
        if check.problems.is_empty() {
            return Ok(order);
        }
    }
    Err(check.problems)
}

/// Whether a text may name a question, a group, a list or a choice.
fn is_short_name(text: &str) -> bool {
    is_name(text) && text.len() <= QUESTION_NAME_CHARS_MAX
}

fn names_allowed() -> String {
    format!("1 to {QUESTION_NAME_CHARS_MAX} of a-z, A-Z, 0-9, dot, dash and underscore")
}

struct Check<'f> {
    form: &'f Form,
    problems: Vec<FormProblem>,
}

impl Check<'_> {
    fn problem(
        &mut self,
        spot: Spot,
        column: &'static str,
        found: impl Into<String>,
        allowed: impl Into<String>,
    ) {
        self.problems.push(FormProblem {
            spot,
            column,
            found: found.into(),
            allowed: allowed.into(),
        });
    }

    fn settings(&mut self) {
        let form = self.form;
        let settings = || Spot::Settings;
        if form.title.trim().is_empty() || !is_line(&form.title) {
            let allowed = format!("one line of 1 to {LINE_CHARS_MAX} characters");
            self.problem(settings(), "form_title", quoted(&form.title), allowed);
        }
        if !is_short_name(&form.version) {
            self.problem(
                settings(),
                "version",
                quoted(&form.version),
                names_allowed(),
            );
        }
        if form.languages.len() > QUESTION_LANGUAGES_MAX {
            let found = format!("{} languages", form.languages.len());
            let allowed = format!("at most {QUESTION_LANGUAGES_MAX}");
            self.problem(settings(), "label", found, allowed);
        }
        for (code, name) in &form.languages {
            if !is_short_name(code) || !is_line(name) {
                let allowed = "a language as `Romanian (ro)`";
                self.problem(settings(), "label", quoted(code), allowed);
            }
        }
        if !form.languages.contains_key(&form.default_language) {
            let known: Vec<_> = form.languages.keys().map(String::as_str).collect();
            let found = quoted(&form.default_language);
            self.problem(settings(), "default_language", found, known.join(", "));
        }
        if form.items.is_empty() || form.items.len() > QUESTIONS_MAX {
            let found = format!("{} rows", form.items.len());
            let allowed = format!("1 to {QUESTIONS_MAX}");
            self.problem(settings(), "survey", found, allowed);
        }
        let bytes = serde_json::to_string(form).map_or(usize::MAX, |json| json.len());
        if bytes > QUESTIONNAIRE_BYTES_MAX {
            let allowed = format!("at most {QUESTIONNAIRE_BYTES_MAX} bytes of names and words");
            self.problem(settings(), "survey", format!("{bytes} bytes"), allowed);
        }
    }

    fn names(&mut self) {
        let mut seen = BTreeSet::new();
        for (at, item) in self.form.items.iter().enumerate() {
            if !is_short_name(&item.name) {
                self.problem(Spot::Item(at), "name", quoted(&item.name), names_allowed());
            } else if item.name == VERSION_KEY {
                let allowed = "another name: this one says which version was answered";
                self.problem(Spot::Item(at), "name", quoted(&item.name), allowed);
            } else if !seen.insert(&item.name) {
                let allowed = "a name that no other row has";
                self.problem(Spot::Item(at), "name", quoted(&item.name), allowed);
            }
        }
    }

    fn choices(&mut self) {
        let form = self.form;
        for (list, choices) in &form.choices {
            let first = Spot::Choice(list.clone(), 0);
            if !is_short_name(list) {
                self.problem(first.clone(), "list_name", quoted(list), names_allowed());
            }
            if choices.is_empty() || choices.len() > CHOICES_MAX {
                let found = format!("{} choices", choices.len());
                self.problem(first, "list_name", found, format!("1 to {CHOICES_MAX}"));
            }
            let mut seen = BTreeSet::new();
            for (at, choice) in choices.iter().enumerate() {
                let spot = Spot::Choice(list.clone(), at);
                if !is_short_name(&choice.name) {
                    self.problem(spot.clone(), "name", quoted(&choice.name), names_allowed());
                } else if !seen.insert(&choice.name) {
                    let allowed = format!("a name that no other choice of `{list}` has");
                    self.problem(spot.clone(), "name", quoted(&choice.name), allowed);
                }
                self.words(&spot, "label", &choice.label);
            }
        }
    }

    fn item(&mut self, order: &Order, at: usize) {
        let form = self.form;
        let (item, spot) = (&form.items[at], Spot::Item(at));
        self.fitting(item, &spot);
        let wordings = [
            ("label", &item.label),
            ("hint", &item.hint),
            ("constraint_message", &item.constraint_message),
            ("required_message", &item.required_message),
        ];
        for (column, words) in wordings {
            self.words(&spot, column, words);
            for name in words.0.values().flat_map(|words| wording::mentions(words)) {
                self.mention(order, at, column, Mention::Answer(name));
            }
        }
        let rules = [
            ("relevant", &item.relevant),
            ("constraint", &item.constraint),
            ("required", &item.required),
            ("calculation", &item.calculation),
        ];
        for (column, rule) in rules {
            let mut seen = BTreeSet::new();
            let mentions = rule.iter().flat_map(Expression::mentions);
            for mention in mentions.filter(|mention| seen.insert(*mention)) {
                self.mention(order, at, column, mention);
            }
        }
    }

    /// Whether the row says what one of its kind can say.
    fn fitting(&mut self, item: &Item, spot: &Spot) {
        let lists = &self.form.choices;
        if let Some(list) = item.kind.list().filter(|list| !lists.contains_key(*list)) {
            let known: Vec<_> = lists.keys().map(String::as_str).collect();
            let allowed = match known.as_slice() {
                [] => "a list of the sheet choices, which has none".to_owned(),
                known => known.join(", "),
            };
            self.problem(spot.clone(), "type", format!("the list `{list}`"), allowed);
        }
        let is_calculate = item.kind == ItemKind::Calculate;
        if is_calculate && item.calculation.is_none() {
            let allowed = "what a row of type calculate computes";
            self.problem(spot.clone(), "calculation", "nothing", allowed);
        }
        if !is_calculate && let Some(rule) = &item.calculation {
            let allowed = "nothing: only rows of type calculate compute";
            self.problem(spot.clone(), "calculation", quoted(rule.as_str()), allowed);
        }
        if !item.kind.is_question() {
            let rules = [
                ("constraint", &item.constraint),
                ("required", &item.required),
            ];
            for (column, rule) in rules {
                if let Some(rule) = rule {
                    let allowed = format!("nothing: nobody answers a {}", item.kind.code());
                    self.problem(spot.clone(), column, quoted(rule.as_str()), allowed);
                }
            }
        }
    }

    fn words(&mut self, spot: &Spot, column: &'static str, words: &Wording) {
        for (language, words) in &words.0 {
            if !self.form.languages.contains_key(language) {
                let allowed = "a language of the form";
                self.problem(spot.clone(), column, quoted(language), allowed);
            }
            let chars = words.chars().count();
            if chars > QUESTION_WORDS_CHARS_MAX {
                let allowed = format!("at most {QUESTION_WORDS_CHARS_MAX}");
                self.problem(spot.clone(), column, format!("{chars} characters"), allowed);
            }
        }
    }

    /// Whether what a rule speaks of is there, and can be spoken of from where the rule stands.
    fn mention(&mut self, order: &Order, at: usize, column: &'static str, mention: Mention<'_>) {
        let own = order.repeat(at);
        let (name, is_all) = match mention {
            Mention::Answer(name) => (name, false),
            Mention::All(name) => (name, true),
            Mention::Itself if column == "constraint" => return,
            Mention::Itself => {
                let allowed = "${question}: `.` stands for the answer in a constraint only";
                return self.problem(Spot::Item(at), column, "`.`", allowed);
            }
        };
        let Some(named) = order.find(name) else {
            let allowed = "the name of a question or of something computed";
            return self.problem(Spot::Item(at), column, format!("`${{{name}}}`"), allowed);
        };
        let kind = &self.form.items[named].kind;
        let inner = order.repeat(named);
        let is_answer = kind.is_question() || *kind == ItemKind::Calculate;
        let allowed = if is_all && own.is_some() {
            "sum() and count() outside of groups that repeat"
        } else if is_all && inner.is_none() && *kind != ItemKind::Repeat {
            "sum() and count() over a group that repeats, or over a question in one"
        } else if !is_all && !is_answer {
            "the name of a question or of something computed"
        } else if !is_all && inner.is_some() && inner != own {
            "sum() or count() around it: it stands in a group that repeats"
        } else {
            return;
        };
        self.problem(Spot::Item(at), column, format!("`${{{name}}}`"), allowed);
    }
}

fn quoted(text: &str) -> String {
    match text {
        "" => "nothing".to_owned(),
        text => format!(
            "`{}`",
            text.chars().take(LINE_CHARS_MAX).collect::<String>()
        ),
    }
}
