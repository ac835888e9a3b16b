//! Figures of people and things as a page shows them, of many sessions or of one.

use jiff::civil::Date;

/// People reached by sex and age. Contacts: somebody met twice is counted twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// One line an age band, youngest first, *unknown* last.
    pub bands: Vec<Band>,
}

/// One age band.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Code of the band: `14-17`.
    pub age: String,
    /// Whether it lies above 18, which no band crosses; not known of an unknown age.
    pub adult: Option<bool>,
    /// Women and girls.
    pub female: u64,
    /// Men and boys.
    pub male: u64,
    /// Neither.
    pub other: u64,
    /// Not said.
    pub unknown: u64,
}

impl Band {
    /// Everybody of this age.
    pub fn total(&self) -> u64 {
        self.female + self.male + self.other + self.unknown
    }
}

impl People {
    /// Everybody, as one band without an age.
    pub fn total(&self) -> Band {
        self.bands.iter().fold(Band::default(), |sum, band| Band {
            age: String::new(),
            adult: None,
            female: sum.female + band.female,
            male: sum.male + band.male,
            other: sum.other + band.other,
            unknown: sum.unknown + band.unknown,
        })
    }

    /// Whether somebody's sex was said; of nobody there is nothing to say.
    pub fn knows_sex(&self) -> bool {
        let total = self.total();
        total.unknown < total.total() || total.total() == 0
    }

    /// Whether somebody's age was said; of nobody there is nothing to say.
    pub fn knows_age(&self) -> bool {
        let known = self.bands.iter().filter(|band| band.adult.is_some());
        known.map(Band::total).sum::<u64>() > 0 || self.total().total() == 0
    }

    /// Children, or adults.
    pub fn of_age(&self, adult: bool) -> u64 {
        self.bands
            .iter()
            .filter(|band| band.adult == Some(adult))
            .map(Band::total)
            .sum()
    }
}

/// One amount with its name, ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// In the reader's language.
    pub name: String,
    /// How many.
    pub amount: u64,
}

/// How figures moved, step by step, beside the steps of the period before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// What one step is.
    pub by: Step,
    /// The steps, oldest first, without gaps.
    pub points: Vec<Point>,
    /// Whether these are the latest steps of what was asked for, and not all of it.
    pub is_latest: bool,
    /// The period before and what it came to; none when no period is chosen to have one before.
    pub before: Option<Before>,
}

/// How long a step of a trend is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// From Monday to Sunday.
    Week,
    /// As the calendar has it.
    Month,
}

/// One step of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its first day.
    pub first: Date,
    /// What it came to.
    pub now: Moved,
    /// What the step at the same place of the period before came to.
    pub before: Option<Moved>,
}

/// The figures that a trend follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Activities.
    pub activities: u64,
    /// Contacts.
    pub people: u64,
}

/// The period before the chosen one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// All of it.
    pub total: Moved,
}
