//! What the address of a page asks for, and how such an address is written.
//!
//! Everything that narrows or sorts a page stands in its address, so that it can be kept, sent to
//! a colleague and opened again. A wrong value is reported beside its field and narrows nothing.

use client_core::counties::{self, County};
use client_core::ids::{CampaignId, UnitId};
use client_core::model::{Kind, Status};
use jiff::civil::Date;

use super::model::filter::Fault;
use super::model::sessions::Direction;

mod fields;

pub use fields::Fields;

/// What a page is asked to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// One campaign.
    pub campaign: Option<CampaignId>,
    /// One regional centre.
    pub unit: Option<UnitId>,
    /// One kind of session.
    pub kind: Option<Kind>,
    /// One county: a code that is known here.
    pub county: Option<&'static County>,
    /// One state.
    pub status: Option<Status>,
    /// Only sessions with something to settle.
    pub only_conflicts: bool,
    /// Only sessions with a text to look at.
    pub only_suspects: bool,
    /// The hidden sessions, instead of all others.
    pub only_withdrawn: bool,
    /// Words to look for, as typed, without the spaces around them.
    pub search: String,
    /// The column to sort by.
    pub sort: Sort,
    /// Which way, where it is not the column's own way.
    pub reversed: bool,
    /// Which page of a long list.
    pub at: At,
}

/// A day as it was typed, and as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// As typed.
    pub typed: String,
    /// None when nothing was typed, or nothing that is a day.
    pub date: Option<Date>,
}

/// The columns that a list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By day, newest first.
    #[default]
    Day,
    /// By title, A first.
    Title,
    /// By regional centre, A first.
    Unit,
    /// By people reached, most first.
    People,
}

/// Which page of a list: the first, or the one beside a row. The row's key is opaque here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// From the beginning.
    #[default]
    First,
    /// After the row with this key.
    After(String),
    /// Before it.
    Before(String),
}

impl Sort {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 4] = [Self::Day, Self::Title, Self::Unit, Self::People];

    /// How it stands in an address and in the names of the columns.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Title => "title",
            Self::Unit => "unit",
            Self::People => "people",
        }
    }

    /// The way in which somebody who clicks on the column expects it first.
    const fn own_way(self) -> Direction {
        match self {
            Self::Day | Self::People => Direction::Down,
            Self::Title | Self::Unit => Direction::Up,
        }
    }
}

impl Asked {
    /// Reads an address. Unknown fields are left alone: an old bookmark still opens.
    pub fn parse(fields: &Fields) -> Self {
        let code = |name| fields.get(name).filter(|value| !value.is_empty());
        let at = match (code("after"), code("before")) {
            (Some(key), _) => At::After(key.to_owned()),
            (None, Some(key)) => At::Before(key.to_owned()),
            (None, None) => At::First,
        };
        let sort = Sort::ALL
            .into_iter()
            .find(|sort| code("sort") == Some(sort.code()));
        Self {
            from: Day::parse(code("from")),
            until: Day::parse(code("until")),
            campaign: code("campaign").and_then(|value| value.parse().ok()),
            unit: code("unit").and_then(|value| value.parse().ok()),
            kind: code("kind").and_then(|value| value.parse().ok()),
            county: code("county").and_then(counties::find),
            status: code("status").and_then(|value| value.parse().ok()),
            only_conflicts: code("review") == Some("conflicts"),
            only_suspects: code("notes") == Some("suspect"),
            only_withdrawn: code("withdrawn") == Some("yes"),
            search: code("q")
                .map(|words| words.trim().to_owned())
                .unwrap_or_default(),
            sort: sort.unwrap_or_default(),
            reversed: code("order") == Some("reversed"),
            at,
        }
    }

    /// The address at `path` that asks for this.
    pub fn address(&self, path: &str) -> String {
        let mut fields = Fields::default();
        fields.add("q", &self.search);
        fields.add("from", &self.from.typed);
        fields.add("until", &self.until.typed);
        fields.add(
            "campaign",
            self.campaign.as_ref().map_or("", |id| id.as_str()),
        );
        fields.add("unit", self.unit.as_ref().map_or("", |id| id.as_str()));
        fields.add("kind", self.kind.map_or("", Kind::code));
        fields.add("county", self.county.map_or("", |county| county.code));
        fields.add("status", self.status.map_or("", Status::code));
        fields.add("review", if self.only_conflicts { "conflicts" } else { "" });
        fields.add("notes", if self.only_suspects { "suspect" } else { "" });
        fields.add("withdrawn", if self.only_withdrawn { "yes" } else { "" });
        fields.add(
            "sort",
            if self.sort == Sort::default() {
                ""
            } else {
                self.sort.code()
            },
        );
        fields.add("order", if self.reversed { "reversed" } else { "" });
        match &self.at {
            At::First => {}
            At::After(key) => fields.add("after", key),
            At::Before(key) => fields.add("before", key),
        }
        fields.address(path)
    }

    /// The same on another page of the list.
    pub fn at(&self, at: At) -> Self {
        Self { at, ..self.clone() }
    }

    /// The same from its beginning, with a change: what narrowed differently has other pages.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.at(At::First);
        change(&mut changed);
        changed
    }

    /// The same sorted by `sort`; the other way round when it is sorted by it already.
    pub fn sorted(&self, sort: Sort) -> Self {
        self.with(|asked| {
            asked.reversed = asked.sort == sort && !asked.reversed;
            asked.sort = sort;
        })
    }

    /// Which way the list goes.
    pub fn direction(&self) -> Direction {
        match (self.sort.own_way(), self.reversed) {
            (Direction::Up, false) | (Direction::Down, true) => Direction::Up,
            (Direction::Down, false) | (Direction::Up, true) => Direction::Down,
        }
    }

    /// What could not be understood.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.from.is_no_day() {
            faults.push(Fault::From);
        }
        if self.until.is_no_day() {
            faults.push(Fault::Until);
        }
        if let (Some(from), Some(until)) = (self.from.date, self.until.date)
            && until < from
        {
            faults.push(Fault::Order);
        }
        faults
    }
}

impl Day {
    /// The day that is meant when none needs to be typed.
    pub fn of(date: Date) -> Self {
        Self {
            typed: date.to_string(),
            date: Some(date),
        }
    }

    fn parse(typed: Option<&str>) -> Self {
        let typed = typed.unwrap_or_default().trim().to_owned();
        Self {
            date: typed.parse().ok(),
            typed,
        }
    }

    fn is_no_day(&self) -> bool {
        !self.typed.is_empty() && self.date.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Asked {
        Asked::parse(&Fields::parse(query))
    }

    #[test]
    fn an_address_says_what_it_was_made_from() {
        let query = "q=R%C4%83d%C4%83u%C8%9Bi+9&from=2017-01-01&until=2017-12-31&unit=suceava\
                     &kind=school&county=RO-SV&status=done&review=conflicts&notes=suspect\
                     &sort=people&order=reversed&after=x%7C1";
        let asked = asked(query);
        assert_eq!(asked.search, "Rădăuți 9");
        assert_eq!(asked.at, At::After("x|1".to_owned()));
        assert_eq!(asked.address("/sessions"), format!("/sessions?{query}"));
    }

    #[test]
    fn what_is_not_asked_is_not_in_the_address() {
        assert_eq!(asked("").address("/sessions"), "/sessions");
        assert_eq!(asked("kind=&from=&q=++&unknown=1").address("/"), "/");
        assert_eq!(
            asked("kind=puppet_show&unit=NO+UNIT&county=Dolj").address("/"),
            "/"
        );
    }

    #[test]
    fn a_wrong_day_is_kept_and_reported() {
        let no_days = asked("from=2017-13-01&until=yesterday");
        assert_eq!(no_days.faults(), [Fault::From, Fault::Until]);
        assert_eq!(no_days.from.typed, "2017-13-01");
        let no_order = asked("from=2017-02-01&until=2017-01-31");
        assert_eq!(no_order.faults(), [Fault::Order]);
    }

    #[test]
    fn sorting_again_turns_the_list_round_and_goes_to_its_beginning() {
        let by_day = asked("after=x");
        assert_eq!(by_day.direction(), Direction::Down);
        let turned = by_day.sorted(Sort::Day);
        assert_eq!(
            (turned.direction(), &turned.at),
            (Direction::Up, &At::First)
        );
        let by_title = turned.sorted(Sort::Title);
        assert_eq!(by_title.direction(), Direction::Up);
        assert_eq!(by_title.sorted(Sort::Title).direction(), Direction::Down);
    }
}
