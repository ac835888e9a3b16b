//! Who counted what: one column a counter, so that two counts of one room lie side by side.

use maud::{Markup, html};

use crate::dashboard::components::panel::panel;
use crate::dashboard::components::table;
use crate::dashboard::model::session::{CountedTable, Counter, Line};
use crate::i18n::Texts;

/// All tables in which somebody counted.
pub(in super::super) fn counts(t: &Texts, tables: &[CountedTable]) -> Markup {
    if tables.is_empty() {
        return html! {};
    }
    panel(
        "counts",
        &t.text("counts-title"),
        &t.text("counts-note"),
        html! {
            @for counted in tables { (one(t, counted)) }
        },
    )
}

fn one(t: &Texts, counted: &CountedTable) -> Markup {
    let name = t.word("counted", &counted.what);
    html! {
        h3 {
            (name)
            @if counted.in_conflict { " " span.badge.badge-open { (t.text("counts-open")) } }
        }
        (table::wide(&name, html! {
            table.list.counts {
                caption.hidden { (name) }
                thead {
                    tr {
                        th scope="col" { (t.text("table-what")) }
                        @for counter in &counted.counters { (heading(t, counter)) }
                        th.number.counts-shown scope="col" { (t.text("counts-shown")) }
                    }
                }
                tbody { @for line in &counted.lines { (cells(t, &counted.counters, line)) } }
                tfoot { (totals(t, counted)) }
            }
        }))
    }
}

fn heading(t: &Texts, counter: &Counter) -> Markup {
    html! {
        th.number.counts-unused[!counter.used] scope="col" {
            span.counts-who { (counter.who) }
            span.badge { (t.word("basis", &counter.basis)) }
            @if !counter.used { span.note { (t.text("counts-not-used")) } }
        }
    }
}

fn cells(t: &Texts, counters: &[Counter], line: &Line) -> Markup {
    html! {
        tr {
            th scope="row" { (line.name) }
            @for (counter, count) in counters.iter().zip(&line.counts) {
                td.number.counts-unused[!counter.used] {
                    @if let Some(count) = count { (t.number(*count)) }
                    @else { span aria-hidden="true" { "–" } }
                }
            }
            td.number.counts-shown { (t.number(line.shown)) }
        }
    }
}

fn totals(t: &Texts, counted: &CountedTable) -> Markup {
    html! {
        tr {
            th scope="row" { (t.text("table-total")) }
            @for counter in &counted.counters {
                td.number.counts-unused[!counter.used] { (t.number(counter.total)) }
            }
            td.number.counts-shown { (t.number(counted.total)) }
        }
    }
}
