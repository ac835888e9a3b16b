//! Figures of people and things as a page shows them, of many sessions or of one.

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

/// One month of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: jiff::civil::Date,
    /// How many in it.
    pub amount: u64,
}
