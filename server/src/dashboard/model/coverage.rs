//! Coverage: whom outreach reached in each county, beside where people come from.

use super::figures::Sum;
use super::filter::FilterForm;

/// The page's content. All figures obey the same filter.
pub struct Coverage {
    /// What the figures are narrowed to, and the choices to narrow them further.
    pub filter: FilterForm,
    /// The counties of the country, from the north-west to the south-east.
    pub counties: Vec<County>,
    /// Where the places of origin come from; none when the catalogue does not know them.
    pub need: Option<Source>,
    /// Whether every county is in view. Where not, none is compared with another.
    pub is_whole: bool,
    /// The counties whose place is known by need, the first place first.
    pub origins: Vec<Origin>,
    /// Counties in view in which nobody was reached, by name.
    pub empty: Vec<String>,
    /// How many places lower a county must stand to be named.
    pub gap_places: u64,
    /// People reached outside the country, and where nobody said where.
    pub elsewhere: Vec<Sum>,
    /// Of them, those of whom nobody said where.
    pub no_place: u64,
}

/// One county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct County {
    /// Its name.
    pub name: String,
    /// What fits a small tile: `DJ`.
    pub short: String,
    /// Column and row on the map, where there is one.
    pub tile: Option<(u8, u8)>,
    /// Address of the sessions held there.
    pub address: String,
    /// Contacts; none when the county is not in view.
    pub people: Option<u64>,
    /// Its place by people reached, counted from 1; none where nobody was reached or not all
    /// counties are in view.
    pub place: Option<u64>,
    /// Its place as a place of origin.
    pub need: Option<u64>,
    /// How dark the tile is: 0 where nobody was reached, 5 where most were.
    pub shade: u64,
    /// Whether it is named under-served.
    pub is_gap: bool,
}

/// One county that people come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its place, counted from 1.
    pub need: u64,
    /// Which of the counties.
    pub county: County,
}

/// Who published the places of origin, and for when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Who.
    pub source: String,
    /// `2017`.
    pub period: String,
}
