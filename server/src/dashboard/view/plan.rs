//! The form in which a session is planned.

use maud::{Markup, html};

use crate::dashboard::components::field::{Input, choice, input, input_offering, select};
use crate::dashboard::components::icon::{Icon, icon};
use crate::dashboard::components::{form, page};
use crate::dashboard::model::filter::Choice;
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::plan::{Plan, PlanFault};
use crate::i18n::Texts;

/// The name of the field, and its label.
const CAMPAIGN: (&str, &str) = ("campaign", "filter-campaign");

/// Draws it.
pub fn plan(frame: &Frame, it: &Plan) -> Markup {
    let t = frame.texts;
    let title = t.text("plan-title");
    page::page(
        frame,
        &title,
        html! {
            p.crumb { a href="/sessions" { (icon(Icon::Back)) (t.text("session-back")) } }
            (page::head(&title, &t.text("plan-lead")))
            form.panel.plan method="post" action="/sessions/new" {
                (form::token(frame))
                (what(t, it))
                (place_and_time(t, it))
                (people(t, it))
                div.buttons {
                    button.button.button-main type="submit" { (t.text("plan-submit")) }
                }
            }
        },
    )
}

fn what(t: &Texts, it: &Plan) -> Markup {
    let (choose, none) = (t.text("plan-choose"), t.text("plan-no-campaign"));
    html! {
        fieldset.plan-part {
            legend { (t.text("plan-what")) }
            (line(t, it, "title", "plan-name", &it.title, PlanFault::Title))
            (chosen(t, it, ("kind", "filter-kind"), &choose, &it.kinds, PlanFault::Kind))
            (chosen(t, it, CAMPAIGN, &none, &it.campaigns, PlanFault::Campaign))
        }
    }
}

fn place_and_time(t: &Texts, it: &Plan) -> Markup {
    let (choose, own) = (t.text("plan-choose"), t.text("plan-own-county"));
    html! {
        fieldset.plan-part {
            legend { (t.text("plan-where")) }
            (chosen(t, it, ("unit", "filter-unit"), &choose, &it.units, PlanFault::Unit))
            (select("county", &t.text("plan-county"), &own, &it.counties))
            (line(t, it, "locality", "plan-locality", &it.locality, PlanFault::Place))
            (venue(t, it))
        }
        fieldset.plan-part {
            legend { (t.text("plan-when")) }
            (typed(t, it, ("day", "date"), "plan-day", &it.day, PlanFault::Day))
            (typed(t, it, ("time", "time"), "plan-time", &it.time, PlanFault::Time))
        }
    }
}

fn people(t: &Texts, it: &Plan) -> Markup {
    let nobody = t.text("plan-nobody");
    html! {
        fieldset.plan-part {
            legend { (t.text("plan-who")) }
            (chosen(t, it, ("lead", "plan-lead-member"), &nobody, &it.leads, PlanFault::Member))
        }
        @if !it.helpers.is_empty() {
            details open[it.helpers.iter().any(|helper| helper.chosen)] {
                summary { (t.text("plan-helper-member")) }
                fieldset.plan-part {
                    legend.hidden { (t.text("plan-helper-member")) }
                    @for helper in &it.helpers { (tick(helper)) }
                }
            }
        }
    }
}

/// One of those who can help, to be ticked.
fn tick(helper: &Choice) -> Markup {
    let id = format!("helper-{}", helper.value);
    html! {
        div.field-check {
            input id=(id) type="checkbox" name="helper" value=(helper.value)
                checked[helper.chosen];
            label for=(id) { (helper.name) }
        }
    }
}

/// A line to type in that offers the venues of the register.
fn venue(t: &Texts, it: &Plan) -> Markup {
    let help = if it.venues.is_empty() {
        String::new()
    } else {
        t.text("plan-venue-help")
    };
    let field = Input {
        name: "venue",
        label: t.text("plan-venue"),
        kind: "text",
        value: &it.venue,
        autocomplete: "off",
        help,
        fault: fault(t, it, PlanFault::Place),
        required: false,
    };
    input_offering(&field, &it.venues)
}

fn chosen(
    t: &Texts,
    it: &Plan,
    (name, label): (&str, &str),
    none: &str,
    choices: &[Choice],
    about: PlanFault,
) -> Markup {
    choice(name, &t.text(label), none, choices, &fault(t, it, about))
}

fn line(t: &Texts, it: &Plan, name: &str, label: &str, value: &str, about: PlanFault) -> Markup {
    typed(t, it, (name, "text"), label, value, about)
}

fn typed(
    t: &Texts,
    it: &Plan,
    (name, kind): (&str, &str),
    label: &str,
    value: &str,
    about: PlanFault,
) -> Markup {
    let is_needed = !matches!(about, PlanFault::Place);
    input(&Input {
        name,
        label: t.text(label),
        kind,
        value,
        autocomplete: "off",
        help: String::new(),
        fault: fault(t, it, about),
        required: is_needed,
    })
}

fn fault(t: &Texts, it: &Plan, about: PlanFault) -> String {
    if !it.faults.contains(&about) {
        return String::new();
    }
    t.text(match about {
        PlanFault::Kind => "plan-fault-kind",
        PlanFault::Title => "plan-fault-title",
        PlanFault::Campaign => "plan-fault-campaign",
        PlanFault::Unit => "plan-fault-unit",
        PlanFault::Place => "plan-fault-place",
        PlanFault::Day => "plan-fault-day",
        PlanFault::Time => "plan-fault-time",
        PlanFault::Member => "plan-fault-member",
    })
}
