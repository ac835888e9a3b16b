//! A titled section of a page, the unit everything on it is set in.

use maud::{Markup, html};

/// A section whose heading names it. `id` is its place in the address; `note` may be empty.
pub fn panel(id: &str, title: &str, note: &str, content: Markup) -> Markup {
    let heading = format!("{id}-title");
    html! {
        section.panel id=(id) aria-labelledby=(heading) {
            header.panel-head {
                h2 id=(heading) { (title) }
                @if !note.is_empty() { p.note { (note) } }
            }
            (content)
        }
    }
}

/// What stands where there is nothing to show.
pub fn empty(text: &str) -> Markup {
    html! { p.empty { (text) } }
}
