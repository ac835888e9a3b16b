//! The overview page.

use maud::{Markup, html};

use crate::dashboard::components::figure::{Figure, figures};
use crate::dashboard::components::filter::{Fields, filter};
use crate::dashboard::components::panel::{empty, panel};
use crate::dashboard::components::{badge, bars, page, progress, pyramid, table, trend};
use crate::dashboard::model::figures::{Moved, Sum};
use crate::dashboard::model::frame::Frame;
use crate::dashboard::model::overview::{Overview, Trouble, Unit};
use crate::dashboard::view::{quarantine, sessions};
use crate::i18n::Texts;

/// Draws it.
pub fn overview(frame: &Frame, it: &Overview) -> Markup {
    let t = frame.texts;
    let title = t.text("overview-title");
    page::page(
        frame,
        &title,
        html! {
            (page::head(&title, &it.filter.period))
            @for trouble in &it.troubles { p.fault { (words(t, *trouble)) } }
            (quarantine::pointer(frame))
            (filter(t, "/", Fields::Figures, &it.filter))
            (headline(t, it))
            (panel("trend", &t.text(trend::title(it.trend.by)), &trend::note(t, &it.trend),
                trend::trend(t, &it.trend)))
            div.columns.columns-figures {
                (campaigns(t, it))
                (by_sex_and_age(t, it))
            }
            div.columns.columns-three {
                (sums(t, "groups", &t.text("overview-groups"), &t.text("overview-contacts-note"),
                    &it.groups))
                (sums(t, "materials", &t.text("overview-materials"), "", &it.handed_out))
                (sums(t, "tallies", &t.text("overview-tallies"), &t.text("overview-tallies-note"),
                    &it.tallies))
            }
            div.columns.columns-main {
                (units(t, &it.units))
                (statuses(t, &it.statuses))
            }
            (panel("latest", &t.text("overview-latest"), &t.text("overview-latest-note"), html! {
                @if it.latest.is_empty() { (empty(&t.text("overview-latest-none"))) }
                @else { (sessions::short(t, &it.latest)) }
            }))
        },
    )
}

/// What is wrong at the machine, and what to do about it.
fn words(t: &Texts, trouble: Trouble) -> String {
    match trouble {
        Trouble::DiskLow(free) => t.with("trouble-disk-low", &[("number", &t.number(free))]),
        Trouble::DiskFull => t.text("trouble-disk-full"),
        Trouble::ClockImpossible => t.text("trouble-clock-impossible"),
        Trouble::ClockBehind => t.text("trouble-clock-behind"),
        Trouble::Certificate => t.text("trouble-certificate"),
        Trouble::CertificateEnds(day) => {
            t.with("trouble-certificate-ends", &[("day", &t.day(day))])
        }
        Trouble::CertificateEnded(day) => {
            t.with("trouble-certificate-ended", &[("day", &t.day(day))])
        }
    }
}

fn headline(t: &Texts, it: &Overview) -> Markup {
    let before = |amount: fn(Moved) -> u64| {
        let number = t.number(amount(it.trend.before?.total));
        Some(t.with("overview-before", &[("number", &number)]))
    };
    figures(&[
        Figure {
            name: &t.text("overview-people"),
            value: t.about(it.people, it.people_estimated),
            note: t.text("overview-contacts-note"),
            address: None,
            moved: before(|total| total.people),
            open: false,
        },
        Figure {
            name: &t.text("overview-activities"),
            value: t.number(it.activities),
            note: String::new(),
            address: Some(it.address.clone()),
            moved: before(|total| total.activities),
            open: false,
        },
        Figure {
            name: &t.text("overview-things"),
            value: t.number(it.materials),
            note: t.text("overview-materials-note"),
            address: None,
            moved: None,
            open: false,
        },
        Figure {
            name: &t.text("overview-to-review"),
            value: t.number(it.to_review),
            note: t.text(if it.to_review > 0 {
                "overview-review-some"
            } else {
                "overview-review-none"
            }),
            address: (it.to_review > 0).then(|| it.review_address.clone()),
            moved: None,
            open: it.to_review > 0,
        },
    ])
}

fn campaigns(t: &Texts, it: &Overview) -> Markup {
    panel(
        "campaigns",
        &t.text("overview-campaigns"),
        "",
        html! {
            @if it.campaigns.is_empty() { (empty(&t.text("overview-nothing"))) }
            @for campaign in &it.campaigns {
                article.campaign {
                    h3 { a href=(campaign.address) { (campaign.name) } }
                    @for measure in &campaign.measures { (progress::progress(t, measure)) }
                }
            }
        },
    )
}

fn by_sex_and_age(t: &Texts, it: &Overview) -> Markup {
    let people = &it.by_sex_and_age;
    let caption = t.text("overview-pyramid");
    panel(
        "people",
        &caption,
        &t.text("overview-contacts-note"),
        html! {
            @if people.total().total() == 0 { (empty(&t.text("overview-nothing"))) }
            @else {
                (pyramid::pyramid(t, &caption, people))
                dl.pair {
                    @for (key, adult) in [("overview-children", false), ("overview-adults", true)] {
                        div { dt { (t.text(key)) } dd {
                            (pyramid::known_number(t, people.of_age(adult), people.knows_age()))
                        } }
                    }
                }
            }
        },
    )
}

fn sums(t: &Texts, id: &str, title: &str, note: &str, sums: &[Sum]) -> Markup {
    panel(
        id,
        title,
        note,
        html! {
            @if sums.is_empty() { (empty(&t.text("overview-nothing"))) }
            @else { (bars::bars(t, title, &t.text("table-what"), sums)) }
        },
    )
}

fn units(t: &Texts, units: &[Unit]) -> Markup {
    let title = t.text("overview-units");
    panel(
        "units",
        &title,
        "",
        table::wide(
            &title,
            html! {
                table.list {
                    caption.hidden { (title) }
                    thead {
                        tr {
                            th scope="col" { (t.text("table-unit")) }
                            th.number scope="col" { (t.text("overview-activities")) }
                            th.number scope="col" { (t.text("overview-people")) }
                            th.number scope="col" { (t.text("overview-materials")) }
                            th.number scope="col" { (t.text("overview-to-review")) }
                        }
                    }
                    tbody {
                        @for unit in units {
                            tr {
                                th scope="row" { a href=(unit.address) { (unit.name) } }
                                td.number { (t.number(unit.activities)) }
                                td.number { (t.number(unit.people)) }
                                td.number { (t.number(unit.materials)) }
                                td.number { (t.number(unit.to_review)) }
                            }
                        }
                    }
                }
            },
        ),
    )
}

fn statuses(t: &Texts, statuses: &[(String, u64)]) -> Markup {
    let title = t.text("overview-statuses");
    let most = statuses
        .iter()
        .map(|(_, amount)| *amount)
        .max()
        .unwrap_or(0);
    panel(
        "statuses",
        &title,
        "",
        html! {
            table.bars {
                caption.hidden { (title) }
                thead.hidden {
                    tr {
                        th scope="col" { (t.text("table-status")) }
                        th scope="col" { (t.text("table-amount")) }
                    }
                }
                tbody {
                    @for (code, amount) in statuses {
                        tr {
                            th scope="row" { (badge::status(t, code)) }
                            td {
                                span.bar-number { (t.number(*amount)) }
                                (bars::bar(*amount, most, "bar-fill", bars::Side::Left))
                            }
                        }
                    }
                }
            }
        },
    )
}
