//! A wide table scrolls in a box of its own, which the keyboard can reach and a reader names.

use maud::{Markup, html};

/// Wraps a table that may be wider than the screen.
pub fn wide(name: &str, table: Markup) -> Markup {
    html! { div.wide role="group" aria-label=(name) tabindex="0" { (table) } }
}
