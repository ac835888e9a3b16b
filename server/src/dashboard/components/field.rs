//! Fields of forms: label, help, fault, all tied to the field itself.

use maud::{Markup, html};

use crate::dashboard::model::filter::Choice;

/// One line to type in.
pub struct Input<'a> {
    /// Its name in the form; its id, too.
    pub name: &'a str,
    /// What it asks for.
    pub label: String,
    /// `text`, `password`, `date`, `search`.
    pub kind: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// How a browser may fill it: `username`, `off`.
    pub autocomplete: &'a str,
    /// A sentence that helps; may be empty.
    pub help: String,
    /// What is wrong with it; may be empty.
    pub fault: String,
    /// Whether the form needs it.
    pub required: bool,
}

/// The field with everything that belongs to it.
pub fn input(field: &Input<'_>) -> Markup {
    input_offering(field, &[])
}

/// The same, with what can be chosen while typing.
pub fn input_offering(field: &Input<'_>, offers: &[String]) -> Markup {
    let list = format!("{}-list", field.name);
    let help = format!("{}-help", field.name);
    let fault = format!("{}-fault", field.name);
    let described: Vec<&str> = [
        (!field.help.is_empty(), &help),
        (!field.fault.is_empty(), &fault),
    ]
    .into_iter()
    .filter_map(|(there, id)| there.then_some(id.as_str()))
    .collect();
    html! {
        div.field.field-wrong[!field.fault.is_empty()] {
            label for=(field.name) { (field.label) }
            @if !field.help.is_empty() { p.note id=(help) { (field.help) } }
            @if !field.fault.is_empty() { p.fault id=(fault) { (field.fault) } }
            input id=(field.name) name=(field.name) type=(field.kind) value=(field.value)
                autocomplete=(field.autocomplete)
                autocapitalize=[(field.kind != "date").then_some("none")] spellcheck="false"
                list=[(!offers.is_empty()).then_some(&list)]
                required[field.required]
                aria-invalid=[(!field.fault.is_empty()).then_some("true")]
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
            @if !offers.is_empty() {
                datalist id=(list) { @for offer in offers { option value=(offer) {} } }
            }
        }
    }
}

/// Several lines to type in.
pub fn textarea(name: &str, label: &str, help: &str, value: &str) -> Markup {
    let note = format!("{name}-help");
    html! {
        div.field {
            label for=(name) { (label) }
            @if !help.is_empty() { p.note id=(note) { (help) } }
            textarea id=(name) name=(name) rows="3"
                aria-describedby=[(!help.is_empty()).then_some(note.as_str())] { (value) }
        }
    }
}

/// One of several, `all` standing for no choice.
pub fn select(name: &str, label: &str, all: &str, choices: &[Choice]) -> Markup {
    choice(name, label, all, choices, "")
}

/// The same with what is wrong with the choice; nothing when that is empty.
pub fn choice(name: &str, label: &str, all: &str, choices: &[Choice], fault: &str) -> Markup {
    let id = format!("{name}-fault");
    let is_wrong = !fault.is_empty();
    html! {
        div.field.field-wrong[is_wrong] {
            label for=(name) { (label) }
            @if is_wrong { p.fault id=(id) { (fault) } }
            select id=(name) name=(name)
                aria-invalid=[is_wrong.then_some("true")]
                aria-describedby=[is_wrong.then_some(id.as_str())] {
                option value="" { (all) }
                @for choice in choices {
                    option value=(choice.value) selected[choice.chosen] { (choice.name) }
                }
            }
        }
    }
}

/// One of several, none of them standing for no choice.
pub fn select_one(name: &str, label: &str, choices: &[Choice]) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for choice in choices {
                    option value=(choice.value) selected[choice.chosen] { (choice.name) }
                }
            }
        }
    }
}
