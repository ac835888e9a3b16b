//! How far a figure has come towards its target.

use maud::{Markup, html};

use super::bars::percent;
use crate::dashboard::model::overview::Measure;
use crate::i18n::Texts;

/// One measure: the words always, the bar where there is a target to reach.
pub fn progress(t: &Texts, measure: &Measure) -> Markup {
    let name = t.word("measure", &measure.what);
    html! {
        div.progress {
            p.progress-words {
                span.progress-name { (name) }
                span.progress-reached {
                    (t.about(measure.reached, measure.estimated))
                }
                @if let Some(target) = measure.target {
                    span.note {
                        @if target.is_of_the_whole {
                            (t.with("target-of-country", &[("target", &t.number(target.amount))]))
                        } @else {
                            (t.with("target-of", &[("target", &t.number(target.amount))]))
                        }
                    }
                    span.progress-percent.progress-met[measure.reached >= target.amount] {
                        (t.percent(measure.reached, target.amount))
                    }
                } @else {
                    span.note { (t.text("target-none")) }
                }
            }
            @if let Some(target) = measure.target { (track(measure.reached, target.amount)) }
        }
    }
}

/// Beyond the target the bar goes on and a notch shows where the target was.
fn track(reached: u64, target: u64) -> Markup {
    let scale = reached.max(target);
    let (width, notch) = (percent(reached, scale), percent(target, scale));
    html! {
        svg.track aria-hidden="true" focusable="false" {
            rect.bar-room width="100%" height="100%" rx="4" {}
            rect.track-fill.track-met[reached >= target] width=(format!("{width:.2}%"))
                height="100%" rx="4" {}
            @if reached > target {
                rect.track-notch x=(format!("{notch:.2}%")) width="2" height="100%" {}
            }
        }
    }
}
