//! A headline figure: one number, what it counts, how it moved.

use maud::{Markup, html};

/// One tile of the row on top of a page.
pub struct Figure<'a> {
    /// What is counted.
    pub name: &'a str,
    /// The number, written out.
    pub value: String,
    /// A few words that keep the number from being misread; may be empty.
    pub note: String,
    /// Where the number leads; to the sessions behind it.
    pub address: Option<String>,
    /// What it was in the period before, in words.
    pub moved: Option<String>,
    /// Whether it asks for somebody to act.
    pub open: bool,
}

/// Draws the tiles as a list of terms and values.
pub fn figures(tiles: &[Figure<'_>]) -> Markup {
    html! {
        dl.figures {
            @for tile in tiles {
                div.figure.figure-open[tile.open] {
                    dt { (tile.name) }
                    dd {
                        @match &tile.address {
                            Some(address) => a.figure-value href=(address) { (tile.value) },
                            None => span.figure-value { (tile.value) },
                        }
                        @if !tile.note.is_empty() { span.note { (tile.note) } }
                        @if let Some(moved) = &tile.moved { span.figure-moved { (moved) } }
                    }
                }
            }
        }
    }
}
