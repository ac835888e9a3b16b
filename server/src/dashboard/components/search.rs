//! A line to search a list by, as a plain form that writes the address.

use maud::{Markup, html};

use super::icon::{Icon, icon};
use crate::i18n::Texts;

/// The form at `action`; `label` names the line, `hint` stands in it while it is empty.
pub fn search(t: &Texts, action: &str, (label, hint): (&str, &str), value: &str) -> Markup {
    html! {
        search.filter {
            form method="get" action=(action) {
                div.filter-search {
                    label.hidden for="q" { (t.text(label)) }
                    input #q type="search" name="q" value=(value) placeholder=(t.text(hint));
                    button.button type="submit" { (icon(Icon::Search)) (t.text("filter-find")) }
                }
            }
        }
    }
}
