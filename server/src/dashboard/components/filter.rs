//! The filter above figures and lists: a plain form that writes the address.

use maud::{Markup, html};

use super::field::{Input, input, select};
use super::icon::{Icon, icon};
use crate::dashboard::model::filter::{Fault, FilterForm, Shortcut};
use crate::i18n::Texts;

/// Which fields a page offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fields {
    /// Those that figures can be narrowed by.
    Figures,
    /// All, for a list.
    List,
}

/// The form, folded away until it is wanted or something in it is wrong, with what it narrows
/// always in view above it.
pub fn filter(t: &Texts, action: &str, fields: Fields, form: &FilterForm) -> Markup {
    let list = fields == Fields::List;
    html! {
        search.filter {
            (shortcuts(t, &form.shortcuts))
            form method="get" action=(action) {
                @if list {
                    div.filter-search {
                        label.hidden for="q" { (t.text("filter-search")) }
                        input #q type="search" name="q" value=(form.search)
                            placeholder=(t.text("filter-search-hint"));
                        button.button type="submit" {
                            (icon(Icon::Search)) (t.text("filter-find"))
                        }
                    }
                }
                details.filter-more open[!form.faults.is_empty()] {
                    summary { (icon(Icon::Filter)) (t.text("filter-narrow")) }
                    div.filter-fields {
                        (day(t, "from", &form.from, &form.faults))
                        (day(t, "until", &form.until, &form.faults))
                        @if !form.campaigns.is_empty() {
                            (select("campaign", &t.text("filter-campaign"),
                                &t.text("filter-campaign-all"), &form.campaigns))
                        }
                        @if !form.units.is_empty() {
                            (select("unit", &t.text("filter-unit"),
                                &t.text("filter-unit-all"), &form.units))
                        }
                        (select("kind", &t.text("filter-kind"), &t.text("filter-kind-all"),
                            &form.kinds))
                        @if list { (list_only(t, form)) }
                        button.button.button-main type="submit" { (t.text("filter-show")) }
                    }
                }
            }
            (narrowed(t, form))
        }
    }
}

fn shortcuts(t: &Texts, shortcuts: &[Shortcut]) -> Markup {
    html! {
        @if !shortcuts.is_empty() {
            ul.shortcuts aria-label=(t.text("filter-period")) {
                @for one in shortcuts {
                    li {
                        a href=(one.address) aria-current=[one.chosen.then_some("true")] {
                            (t.word("period", &one.period))
                        }
                    }
                }
            }
        }
    }
}

fn list_only(t: &Texts, form: &FilterForm) -> Markup {
    html! {
        @if !form.counties.is_empty() {
            (select("county", &t.text("filter-county"), &t.text("filter-county-all"),
                &form.counties))
        }
        (select("status", &t.text("filter-status"), &t.text("filter-status-all"), &form.statuses))
        div.field.field-check {
            input #review type="checkbox" name="review" value="conflicts"
                checked[form.only_conflicts];
            label for="review" { (t.text("filter-conflicts")) }
        }
        div.field.field-check {
            input #notes type="checkbox" name="notes" value="suspect"
                checked[form.only_suspects];
            label for="notes" { (t.text("filter-suspects")) }
        }
        div.field.field-check {
            input #withdrawn type="checkbox" name="withdrawn" value="yes"
                checked[form.only_withdrawn];
            label for="withdrawn" { (t.text("filter-withdrawn")) }
        }
    }
}

fn day(t: &Texts, name: &str, value: &str, faults: &[Fault]) -> Markup {
    let fault = faults.iter().find_map(|fault| match (fault, name) {
        (Fault::From, "from") | (Fault::Until, "until") => Some("filter-not-a-day"),
        (Fault::Order, "until") => Some("filter-wrong-order"),
        _ => None,
    });
    input(&Input {
        name,
        label: t.text(if name == "from" {
            "filter-from"
        } else {
            "filter-until"
        }),
        kind: "date",
        value,
        autocomplete: "off",
        help: String::new(),
        fault: fault.map(|key| t.text(key)).unwrap_or_default(),
        required: false,
    })
}

fn narrowed(t: &Texts, form: &FilterForm) -> Markup {
    if form.narrowed.is_empty() {
        return html! {};
    }
    html! {
        ul.narrowed aria-label=(t.text("filter-narrowed")) {
            @for one in &form.narrowed {
                li {
                    a href=(one.without) {
                        (one.name)
                        span aria-hidden="true" { "×" }
                        span.hidden { (t.text("filter-without")) }
                    }
                }
            }
        }
    }
}
