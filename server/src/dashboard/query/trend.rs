//! How figures moved over a period, beside the period before.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::dashboard::model::figures::{Before, Moved, Point, Step, Trend};
use crate::limits::{TREND_STEPS_MAX, WEEKLY_DAYS_MAX};
use crate::store::read::figures as read;
use crate::store::read::{Filter, Scope};
use crate::store::{Connection, StoreError};

/// The trend of everything that the filter lets through, up to today: days ahead hold plans, and a
/// phone's clock can say any year.
pub(super) fn trend(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    today: Date,
) -> Result<Trend, StoreError> {
    let period = filter
        .from
        .zip(filter.until)
        .filter(|(from, until)| from <= until);
    let by = match period {
        Some((from, until)) if days(from, until) <= WEEKLY_DAYS_MAX => Step::Week,
        _ => Step::Month,
    };
    let now = amounts(c, scope, filter, by)?;
    let first = filter.from.or_else(|| Some(*now.first_key_value()?.0));
    let end = filter.until.map_or(today, |until| until.min(today));
    let latest = now.range(..=end).next_back().map(|(step, _)| *step);
    let steps = match (first, latest) {
        (Some(first), Some(latest)) => steps(by, first, last(by, latest, end)),
        _ => Vec::new(),
    };
    let is_all = period.is_some() && steps.first().copied() == first.map(|first| by.start(first));
    let is_latest = !steps.is_empty() && !is_all;
    let Some((from, until)) = period.and_then(|(from, until)| before(from, until)) else {
        let points = steps.iter().map(|first| Point {
            first: *first,
            now: at(&now, *first),
            before: None,
        });
        return Ok(Trend {
            by,
            points: points.collect(),
            is_latest,
            before: None,
        });
    };
    let earlier = Filter {
        from: Some(from),
        until: Some(until),
        ..filter.clone()
    };
    let then = amounts(c, scope, &earlier, by)?;
    let total = read::totals(c, scope, &earlier)?;
    let mut earlier_steps = by.start(from).series(by.span());
    let points = steps.iter().map(|first| Point {
        first: *first,
        now: at(&now, *first),
        before: earlier_steps.next().map(|first| at(&then, first)),
    });
    Ok(Trend {
        by,
        points: points.collect(),
        is_latest,
        before: Some(Before {
            from,
            until,
            total: Moved {
                activities: total.activities,
                people: total.people,
            },
        }),
    })
}

impl Step {
    /// The first day of the step that holds this day.
    fn start(self, day: Date) -> Date {
        match self {
            Self::Month => day.first_of_month(),
            Self::Week => {
                let past = day.weekday().to_monday_zero_offset();
                day.checked_sub(i64::from(past).days()).unwrap_or(day)
            }
        }
    }

    fn span(self) -> Span {
        match self {
            Self::Week => 1.week(),
            Self::Month => 1.month(),
        }
    }
}

fn amounts(
    c: &Connection,
    scope: &Scope,
    filter: &Filter,
    by: Step,
) -> Result<BTreeMap<Date, Moved>, StoreError> {
    let steps = match by {
        Step::Week => read::by_week(c, scope, filter)?,
        Step::Month => read::by_month(c, scope, filter)?,
    };
    let moved = |(first, sums): (Date, read::Sums)| {
        let moved = Moved {
            activities: sums.activities,
            people: sums.people,
        };
        (first, moved)
    };
    Ok(steps.into_iter().map(moved).collect())
}

fn at(amounts: &BTreeMap<Date, Moved>, first: Date) -> Moved {
    amounts.get(&first).copied().unwrap_or_default()
}

/// The last step that is worth showing: that of the last day, unless everything happened too long
/// before it to be seen beside it.
fn last(by: Step, latest: Date, end: Date) -> Date {
    let seen = steps(by, Date::MIN, end);
    if seen.first().is_some_and(|first| *first <= latest) {
        end
    } else {
        latest
    }
}

/// The steps from the first to the last, the latest of them when they are too many.
fn steps(by: Step, first: Date, last: Date) -> Vec<Date> {
    let first = by.start(first);
    let mut steps: Vec<Date> = by
        .start(last)
        .series(-by.span())
        .take(TREND_STEPS_MAX)
        .take_while(|step| *step >= first)
        .collect();
    steps.reverse();
    steps
}

/// The period of the same length that ends the day before. Whole months go back by months, so
/// that a year is beside the year before and February beside January.
fn before(from: Date, until: Date) -> Option<(Date, Date)> {
    let last = from.yesterday().ok()?;
    let is_whole = from == from.first_of_month() && until == until.last_of_month();
    let first = if is_whole {
        let years = i64::from(until.year()) - i64::from(from.year());
        let months = years * 12 + i64::from(until.month()) - i64::from(from.month()) + 1;
        from.checked_sub(Span::new().try_months(months).ok()?)
            .ok()?
    } else {
        from.checked_sub(Span::new().try_days(days(from, until)).ok()?)
            .ok()?
    };
    Some((first, last))
}

/// Days of a period, both ends with it.
fn days(from: Date, until: Date) -> i64 {
    let span = from
        .until(until)
        .map_or(0, |span| i64::from(span.get_days()));
    span + 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_period_before_is_as_long_and_ends_the_day_before() {
        let year = before(date(2017, 1, 1), date(2017, 12, 31));
        assert_eq!(year, Some((date(2016, 1, 1), date(2016, 12, 31))));
        let march = before(date(2017, 3, 1), date(2017, 3, 31));
        assert_eq!(march, Some((date(2017, 2, 1), date(2017, 2, 28))));
        let ten_days = before(date(2017, 3, 6), date(2017, 3, 15));
        assert_eq!(ten_days, Some((date(2017, 2, 24), date(2017, 3, 5))));
        assert_eq!(before(Date::MIN, Date::MIN), None);
    }

    #[test]
    fn it_ends_today_unless_nothing_would_be_seen_then() {
        let today = date(2017, 10, 20);
        for (latest, end) in [
            (date(2017, 10, 1), today),
            (date(2014, 11, 1), today),
            (date(2014, 10, 1), date(2014, 10, 1)),
        ] {
            assert_eq!(last(Step::Month, latest, today), end, "{latest}");
        }
    }

    #[test]
    fn steps_have_no_gaps_and_an_end() {
        let weeks = steps(Step::Week, date(2017, 3, 1), date(2017, 3, 20));
        let mondays =
            [(2, 27), (3, 6), (3, 13), (3, 20)].map(|(month, day)| date(2017, month, day));
        assert_eq!(weeks, mondays);
        let months = steps(Step::Month, date(2016, 11, 5), date(2017, 2, 1));
        assert_eq!(months.len(), 4);
        let odd_clock = steps(Step::Month, date(1970, 1, 1), date(2017, 2, 1));
        assert_eq!(odd_clock.len(), TREND_STEPS_MAX);
        assert_eq!(odd_clock.last(), Some(&date(2017, 2, 1)));
    }
}
