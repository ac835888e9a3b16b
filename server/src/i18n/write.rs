//! How a language writes numbers, days and times. The forms come from its `writing.ftl`.

use fluent_bundle::FluentArgs;
use jiff::civil::{Date, DateTime};

use super::Texts;

impl Texts {
    /// A whole number with its thousands set apart: `380,000`.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut written = String::with_capacity(digits.len() * 4 / 3);
        // Four digits stay together where the language says so; English groups them.
        let group = self.text("number-group");
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                written.push_str(&group);
            }
            written.push(digit);
        }
        written
    }

    /// `first`, `24th`: a place in an order.
    pub fn ordinal(&self, n: u64) -> String {
        // What English asks for: 21st, but 11th.
        let end = match n % 100 {
            11..=13 => 0,
            _ => n % 10,
        };
        let mut gaps = FluentArgs::new();
        gaps.set("n", n);
        gaps.set("end", end);
        gaps.set("number", self.number(n));
        self.say("writing-ordinal", Some(&gaps))
    }

    /// The name of a country by its ISO 3166-1 code; the code where nobody wrote one down.
    pub fn country(&self, code: &str) -> String {
        let lower = code.to_ascii_lowercase();
        if self.has(&format!("country-{lower}")) {
            self.word("country", &lower)
        } else {
            code.to_owned()
        }
    }

    /// `part` of `whole` in whole per cents, rounded down: 99.9 % is not yet the target.
    pub fn percent(&self, part: u64, whole: u64) -> String {
        let percent = u128::from(part) * 100 / u128::from(whole.max(1));
        let percent = u64::try_from(percent).unwrap_or(u64::MAX);
        self.with("number-percent", &[("number", &self.number(percent))])
    }

    /// A number, and whether a part of it was estimated: `about 380,000`.
    pub fn about(&self, number: u64, is_estimated: bool) -> String {
        match is_estimated {
            true => self.with("number-about", &[("number", &self.number(number))]),
            false => self.number(number),
        }
    }

    /// A day in full: `14 March 2017`.
    pub fn day(&self, day: Date) -> String {
        self.dated("writing-day", day, &self.text(MONTHS[month(day)]))
    }

    /// A day in little room: `14 Mar 2017`.
    pub fn short_day(&self, day: Date) -> String {
        self.dated("writing-day", day, &self.text(SHORT_MONTHS[month(day)]))
    }

    /// A month: `Mar 2017`.
    pub fn month(&self, first: Date) -> String {
        self.dated(
            "writing-month",
            first,
            &self.text(SHORT_MONTHS[month(first)]),
        )
    }

    /// A day and its time: `14 March 2017, 10:05`.
    pub fn moment(&self, at: DateTime) -> String {
        let day = self.short_day(at.date());
        self.with("writing-moment", &[("day", &day), ("time", &self.time(at))])
    }

    /// A time of day: `10:05`.
    pub fn time(&self, at: DateTime) -> String {
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// A period with either end open.
    pub fn period(&self, from: Option<Date>, until: Option<Date>) -> String {
        let written = |day: Option<Date>| day.map(|day| self.short_day(day)).unwrap_or_default();
        let gaps = [("from", written(from)), ("until", written(until))];
        let gaps = gaps.each_ref().map(|(name, day)| (*name, day.as_str()));
        match (from, until) {
            (Some(from), Some(until)) if from == until => self.day(from),
            (Some(_), Some(_)) => self.with("writing-period", &gaps),
            (Some(_), None) => self.with("writing-since", &gaps),
            (None, Some(_)) => self.with("writing-until", &gaps),
            (None, None) => self.text("writing-always"),
        }
    }

    fn dated(&self, form: &str, day: Date, month: &str) -> String {
        let (number, year) = (day.day().to_string(), day.year().to_string());
        self.with(form, &[("day", &number), ("month", month), ("year", &year)])
    }
}

fn month(day: Date) -> usize {
    usize::from(day.month().unsigned_abs()) - 1
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

const SHORT_MONTHS: [&str; 12] = [
    "month-short-1",
    "month-short-2",
    "month-short-3",
    "month-short-4",
    "month-short-5",
    "month-short-6",
    "month-short-7",
    "month-short-8",
    "month-short-9",
    "month-short-10",
    "month-short-11",
    "month-short-12",
];
