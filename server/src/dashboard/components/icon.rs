//! Small line drawings beside words. Never alone: the word says it, the drawing helps the eye.

use maud::{Markup, html};

/// The drawings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Bars of a chart.
    Overview,
    /// Tiles of a map.
    Coverage,
    /// Lines of a list.
    Sessions,
    /// A flag: something needs a person.
    Review,
    /// Two sheets that overlap.
    Duplicates,
    /// A pin on a map.
    Venues,
    /// Two arrows, one each way.
    Exchanges,
    /// A phone.
    Phones,
    /// Two people.
    Members,
    /// A door with an arrow.
    SignOut,
    /// A magnifying glass.
    Search,
    /// Lines that grow shorter.
    Filter,
    /// A tick.
    Done,
    /// An arrow to the right.
    Onward,
    /// An arrow to the left.
    Back,
}

/// Draws it at the size of the text around it.
pub fn icon(icon: Icon) -> Markup {
    let path = match icon {
        Icon::Overview => "M4 20V11M10 20V4M16 20v-6M21 20H2",
        Icon::Coverage => "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
        Icon::Sessions => "M4 6h16M4 12h16M4 18h10",
        Icon::Review => "M5 21V4M5 4h13l-3 4.5L18 13H5",
        Icon::Duplicates => "M9 3h11v13H9zM15 16v5H4V8h5",
        Icon::Venues => {
            "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        }
        Icon::Exchanges => "M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4",
        Icon::Phones => "M7 3h10v18H7zM11 18h2",
        Icon::Members => {
            "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6\
             M16 4.5a3.3 3.3 0 0 1 0 6M18 14.5c2 .8 3.5 2.6 3.5 5.5"
        }
        Icon::SignOut => "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
        Icon::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
        Icon::Filter => "M3 6h18M7 12h10M10.5 18h3",
        Icon::Done => "M4 12.5 9.5 18 20 6.5",
        Icon::Onward => "M4 12h15M13 6l6 6-6 6",
        Icon::Back => "M20 12H5M11 6l-6 6 6 6",
    };
    html! {
        svg.icon viewBox="0 0 24 24" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}

/// The sign of Teren: furrows of a field under a horizon.
pub fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 32 32" aria-hidden="true" focusable="false" {
            rect.mark-ground width="32" height="32" rx="8" {}
            path.mark-line d="M5 13c6-3.5 16-3.5 22 0" {}
            path.mark-line d="M16 12.5V27M10.5 13.5 7 26M21.5 13.5 25 26" {}
        }
    }
}
