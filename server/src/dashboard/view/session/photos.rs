//! The photos of a session: small pictures that lead to the whole ones, and a word for each that
//! has not come yet.

use maud::{Markup, html};

use crate::dashboard::components::panel::panel;
use crate::dashboard::model::session::Photo;
use crate::i18n::Texts;

/// Nothing where there are none. A picture without words is described by its number and its name:
/// what is on it nobody told us.
pub(super) fn photos(t: &Texts, photos: &[Photo]) -> Markup {
    if photos.is_empty() {
        return html! {};
    }
    let all = photos.len().to_string();
    let described = |key: &str, at: usize, photo: &Photo| {
        let (number, kilobytes) = ((at + 1).to_string(), t.number(photo.bytes.div_ceil(1_000)));
        let known = [
            ("number", &*number),
            ("of", &*all),
            ("name", &*photo.name),
            ("kilobytes", &*kilobytes),
        ];
        t.with(key, &known)
    };
    panel(
        "photos",
        &t.text("session-photos"),
        &t.text("session-notes-note"),
        html! {
            ul.photos {
                @for (at, photo) in photos.iter().enumerate() {
                    li {
                        @if let Some(address) = &photo.address {
                            a href=(address)
                                aria-label=(described("session-photo-open", at, photo)) {
                                img src=(format!("{address}/thumbnail"))
                                    alt=(described("session-photo", at, photo)) loading="lazy";
                            }
                        } @else {
                            p.photo-missing { (t.text("session-photo-missing")) }
                        }
                        span.note { (photo.name) }
                    }
                }
            }
        },
    )
}
