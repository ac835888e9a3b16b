//! What the campaign asked and what was answered; nothing where nobody answered anything.

use maud::{Markup, html};

use crate::dashboard::components::panel::panel;
use crate::dashboard::model::session::{Answers, Standing};
use crate::i18n::Texts;

pub(super) fn answers(t: &Texts, it: &Answers) -> Markup {
    if it.answers.is_empty() {
        return html! {};
    }
    let note = match it.version.as_str() {
        "" => t.text("answers-unknown"),
        version => t.with(
            "answers-version",
            &[("title", &it.title), ("version", version)],
        ),
    };
    panel(
        "answers",
        &t.text("answers-title"),
        &note,
        html! {
            dl.facts {
                @for answer in &it.answers {
                    dt { (answer.question) }
                    dd {
                        (answer.value)
                        @match &answer.standing {
                            Standing::Good => {}
                            Standing::Missing => { " " span.note { (t.text("answers-missing")) } }
                            Standing::NotAsked => {
                                " " span.note { (t.text("answers-not-asked")) }
                            }
                            Standing::Wrong(why) => {
                                " " span.note { (t.with("answers-wrong", &[("why", why)])) }
                            }
                        }
                    }
                }
            }
        },
    )
}
