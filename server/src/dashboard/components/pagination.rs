//! The way to the pages before and after. Keyset paging knows no page numbers.

use maud::{Markup, html};

use super::icon::{Icon, icon};
use crate::i18n::Texts;

/// Both ways, or nothing when everything is on this page.
pub fn pagination(t: &Texts, before: Option<&str>, after: Option<&str>) -> Markup {
    if before.is_none() && after.is_none() {
        return html! {};
    }
    html! {
        nav.pages aria-label=(t.text("pages-name")) {
            @if let Some(before) = before {
                a.button.pages-before href=(before) rel="prev" {
                    (icon(Icon::Back)) (t.text("pages-before"))
                }
            }
            @if let Some(after) = after {
                a.button.pages-after href=(after) rel="next" {
                    (t.text("pages-after")) (icon(Icon::Onward))
                }
            }
        }
    }
}
