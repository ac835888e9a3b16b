//! A country as tiles, each about where its county lies.
//!
//! It is a table: the style sheet puts each row on its place of the map, so the picture and what a
//! screen reader reads cannot differ. Some browsers forget that a table laid out otherwise was
//! one: hence the roles.

use maud::{Markup, html};

use crate::dashboard::model::coverage::County;
use crate::i18n::Texts;
use crate::limits::SHADES;

/// Draws the map with its legend.
pub fn tiles(t: &Texts, counties: &[County]) -> Markup {
    html! {
        table.tiles role="table" {
            caption.hidden { (t.text("coverage-map")) }
            thead.hidden role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { (t.text("coverage-county")) }
                    th role="columnheader" scope="col" { (t.text("coverage-people")) }
                    th role="columnheader" scope="col" { (t.text("coverage-place")) }
                    th role="columnheader" scope="col" { (t.text("coverage-need")) }
                }
            }
            tbody role="rowgroup" { @for county in counties { (tile(t, county)) } }
        }
        (legend(t))
    }
}

/// How many were reached, or that nobody here may know.
pub fn people(t: &Texts, county: &County) -> String {
    match county.people {
        Some(people) => t.number(people),
        None => t.text("coverage-not-in-view"),
    }
}

fn tile(t: &Texts, county: &County) -> Markup {
    html! {
        tr class=(classes(county)) role="row" {
            th.tile-name role="rowheader" scope="row" {
                a href=(county.address) title=(county.name) {
                    span.tile-short aria-hidden="true" { (county.short) }
                    span.tile-long { (county.name) }
                }
            }
            td.tile-people role="cell" {
                @if county.people.is_some() { (people(t, county)) }
                @else { span.hidden { (people(t, county)) } }
            }
            td.hidden role="cell" {
                @if let Some(place) = county.place { (t.number(place)) } @else { "–" }
            }
            td.tile-need role="cell" {
                @if let Some(need) = county.need { span { (t.number(need)) } }
                @else { span.hidden { "–" } }
                @if county.is_gap { span.hidden { ", " (t.text("coverage-under-served")) } }
            }
        }
    }
}

fn classes(county: &County) -> String {
    let mut classes = match county.people {
        Some(_) => format!("tile tile-shade-{}", county.shade),
        None => "tile tile-unseen".to_owned(),
    };
    if let Some((column, row)) = county.tile {
        classes += &format!(" tile-column-{column} tile-row-{row}");
    }
    if county.is_gap {
        classes += " tile-gap";
    }
    classes
}

/// What shades and marks say. A screen reader has the words and needs no legend.
fn legend(t: &Texts) -> Markup {
    html! {
        div.tiles-legend aria-hidden="true" {
            span { (t.text("coverage-nobody")) span.swatch.tile-shade-0 {} }
            span {
                (t.text("coverage-few"))
                @for shade in 1..=SHADES { span class=(format!("swatch tile-shade-{shade}")) {} }
                (t.text("coverage-many"))
            }
            span { span.tile-need { span { "1" } } (t.text("coverage-mark-need")) }
            span { span.swatch.tile-gap {} (t.text("coverage-mark-gap")) }
        }
    }
}
