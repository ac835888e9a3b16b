//! The filter form of a page: what the address asks for, and everything it could ask for.

use client_core::counties;
use client_core::ids::UnitId;
use client_core::model::{Kind, Status};
use jiff::civil::{Date, date};

use super::names::Names;
use super::seat::Seat;
use crate::dashboard::address::{Asked, Day};
use crate::dashboard::model::filter::{Choice, FilterForm, Narrowed, Shortcut};
use crate::i18n::Texts;

/// The form of the page at `path`.
pub(super) fn form(seat: &Seat<'_>, path: &str, asked: &Asked) -> FilterForm {
    let Seat {
        texts,
        names,
        units,
        today,
        ..
    } = *seat;
    FilterForm {
        from: asked.from.typed.clone(),
        until: asked.until.typed.clone(),
        search: asked.search.clone(),
        campaigns: names
            .campaigns
            .values()
            .map(|it| {
                choice(
                    it.id.as_str(),
                    it.title.clone(),
                    asked.campaign.as_ref() == Some(&it.id),
                )
            })
            .collect(),
        units: if units.len() < 2 {
            vec![]
        } else {
            unit_choices(names, units, asked)
        },
        kinds: Kind::ALL
            .iter()
            .map(|it| {
                choice(
                    it.code(),
                    texts.word("kind", it.code()),
                    asked.kind == Some(*it),
                )
            })
            .collect(),
        counties: counties::of(seat.country)
            .iter()
            .map(|it| choice(it.code, it.name.to_owned(), asked.county == Some(it)))
            .collect(),
        statuses: Status::ALL
            .iter()
            .map(|it| {
                choice(
                    it.code(),
                    texts.word("status", it.code()),
                    asked.status == Some(*it),
                )
            })
            .collect(),
        only_conflicts: asked.only_conflicts,
        only_suspects: asked.only_suspects,
        only_withdrawn: asked.only_withdrawn,
        faults: asked.faults(),
        narrowed: narrowed(texts, names, path, asked),
        period: texts.period(asked.from.date, asked.until.date),
        shortcuts: shortcuts(path, asked, today),
    }
}

fn choice(value: &str, name: String, chosen: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        name,
        chosen,
    }
}

fn unit_choices(names: &Names, units: &[UnitId], asked: &Asked) -> Vec<Choice> {
    let mut choices: Vec<Choice> = units
        .iter()
        .map(|id| choice(id.as_str(), names.unit(id), asked.unit.as_ref() == Some(id)))
        .collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    choices
}

/// The period is not among them: it has its own place on the page, and its own way back.
fn narrowed(texts: &Texts, names: &Names, path: &str, asked: &Asked) -> Vec<Narrowed> {
    let mut narrowed = Vec::new();
    let mut add = |name: Option<String>, change: fn(&mut Asked)| {
        if let Some(name) = name {
            narrowed.push(Narrowed {
                name,
                without: asked.with(change).address(path),
            });
        }
    };
    let search = Some(asked.search.clone()).filter(|words| !words.is_empty());
    add(search, |asked| asked.search.clear());
    add(
        asked.campaign.as_ref().map(|id| names.campaign(id)),
        |asked| asked.campaign = None,
    );
    add(asked.unit.as_ref().map(|id| names.unit(id)), |asked| {
        asked.unit = None
    });
    add(asked.county.map(|county| county.name.to_owned()), |asked| {
        asked.county = None
    });
    add(
        asked.kind.map(|kind| texts.word("kind", kind.code())),
        |asked| asked.kind = None,
    );
    add(
        asked
            .status
            .map(|status| texts.word("status", status.code())),
        |asked| {
            asked.status = None;
        },
    );
    let conflicts = asked.only_conflicts.then(|| texts.text("filter-conflicts"));
    add(conflicts, |asked| asked.only_conflicts = false);
    let suspects = asked.only_suspects.then(|| texts.text("filter-suspects"));
    add(suspects, |asked| asked.only_suspects = false);
    let withdrawn = asked.only_withdrawn.then(|| texts.text("filter-withdrawn"));
    add(withdrawn, |asked| asked.only_withdrawn = false);
    narrowed
}

fn shortcuts(path: &str, asked: &Asked, today: Date) -> Vec<Shortcut> {
    let year = today.year();
    let periods = [
        (
            "month",
            Some((today.first_of_month(), today.last_of_month())),
        ),
        ("year", Some((date(year, 1, 1), date(year, 12, 31)))),
        (
            "before",
            Some((date(year - 1, 1, 1), date(year - 1, 12, 31))),
        ),
        ("always", None),
    ];
    let shortcut = |(period, days): (&str, Option<(Date, Date)>)| {
        let (from, until) = days.map_or_else(Default::default, |(from, until)| {
            (Day::of(from), Day::of(until))
        });
        Shortcut {
            period: period.to_owned(),
            chosen: asked.from == from && asked.until == until,
            address: asked
                .with(|asked| {
                    asked.from = from;
                    asked.until = until;
                })
                .address(path),
        }
    };
    periods.map(shortcut).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dashboard::address::Fields;
    use crate::i18n::choose;
    use crate::store::read::Scope;

    #[test]
    fn each_narrowing_can_be_taken_back_alone() {
        let asked = Asked::parse(&Fields::parse("q=piata&kind=school&after=x"));
        let today = date(2017, 2, 3);
        let names = Names::default();
        let seat = Seat {
            scope: &Scope::All,
            units: &[],
            texts: choose(None, None),
            names: &names,
            country: "RO",
            today,
        };
        let form = form(&seat, "/sessions", &asked);
        let ways: Vec<_> = form
            .narrowed
            .iter()
            .map(|one| (one.name.as_str(), one.without.as_str()))
            .collect();
        assert_eq!(
            ways,
            [
                ("piata", "/sessions?kind=school"),
                ("School activity", "/sessions?q=piata"),
            ]
        );
        let periods: Vec<_> = form
            .shortcuts
            .iter()
            .map(|one| (one.address.as_str(), one.chosen))
            .collect();
        assert_eq!(
            periods[0].0,
            "/sessions?q=piata&from=2017-02-01&until=2017-02-28&kind=school"
        );
        assert_eq!(periods[3], ("/sessions?q=piata&kind=school", true));
    }
}
