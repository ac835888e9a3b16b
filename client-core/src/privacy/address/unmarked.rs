//! Streets without a word for a street: `stefan cel mare 130/2 ap 7`, `живе на Липовій, 15`,
//! `живее на „Роза“ 8`; villages without a word for one: `stă în Valea Mare, casa 4`.

use super::super::number::is_named;
use super::super::token::Token;
use super::sentence::{FOLLOWERS, LIVING, LIVING_STEMS, MONTHS, NO_NAMES, NUMBERED, ON_STREETS};
use super::words::{FLATS, HOUSES};
use super::{bare_house, behind_comma, is_counting, joined_house, part, parts};
use crate::limits::{LIVING_BEFORE_MAX, UNMARKED_WORDS_MAX};

/// Digits of a year.
const YEAR_DIGITS: usize = 4;

/// What may stand around the name of a street.
const QUOTES: &str = "„“”\"«»";

/// Digits of a house.
const HOUSE_DIGITS: usize = 3;

/// The token behind an address that no word for a street begins.
pub(super) fn at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let name = Name::read(tokens, at)?;
    let next = behind_comma(tokens, name.end);
    if let Some(house) = house_of_word(tokens, next) {
        return name.is_lived_in(tokens).then(|| parts(tokens, house).0);
    }
    let house = bare_house(tokens, next)?;
    let flat = part(tokens, behind_comma(tokens, house)).filter(|(class, end)| {
        // `3 кв. 2026` is a quarter of a year.
        *class == FLATS && tokens[*end - 1].chars() < YEAR_DIGITS
    });
    // `Ana lives in Orhei, 14` says how old she is.
    let is_cut = next > name.end;
    let (end, parts) = parts(tokens, house);
    let is_home = match flat {
        Some(_) => !is_cut || name.is_capitalised,
        None => {
            let is_house = !is_cut || parts > 0 || name.is_on_street(tokens);
            is_house && name.is_lived_in(tokens) && !is_counting(tokens, house)
        }
    };
    is_home.then_some(end)
}

/// `casa 43`, `буд. 51`: the token behind, if it is no piece of a longer number.
fn house_of_word(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let house = joined_house(tokens, at)?;
    let is_short = tokens[house - 1].chars() <= HOUSE_DIGITS;
    let goes_on = tokens.get(house).is_some_and(Token::is_number);
    (is_short && !goes_on && !is_counting(tokens, house)).then_some(house)
}

/// A few words that may be the name of a street or a village, also between quotation marks.
struct Name {
    start: usize,
    end: usize,
    /// It begins and ends with a capital; between quotation marks, it begins with one.
    is_capitalised: bool,
}

impl Name {
    /// Where there are capitals, the name begins with one.
    fn read(tokens: &[Token<'_>], at: usize) -> Option<Self> {
        let is_quote = |at: usize| tokens.get(at).is_some_and(|token| token.is_sign(QUOTES));
        let is_quoted = is_quote(at);
        let start = at + usize::from(is_quoted);
        let names = tokens.iter().skip(start).take(UNMARKED_WORDS_MAX);
        let length = names
            .take_while(|token| token.is_word() && !is_house(token))
            .count();
        let words = tokens.get(start..start + length)?;
        let (first, last) = (words.first()?, words.last()?);
        let is_none = first.is_one_of(FOLLOWERS) || first.is_one_of(NO_NAMES);
        let is_late = !first.is_capitalised() && words.iter().any(Token::is_capitalised);
        let is_other = |word: &Token<'_>| word.is_one_of(MONTHS) || word.is_one_of(NUMBERED);
        // `школа „Надія“ 5`.
        let is_of_another = is_quoted && at.checked_sub(1).is_some_and(|at| is_other(&tokens[at]));
        let is_name = !is_none && !is_late && !is_of_another && !words.iter().any(is_other);
        let end = start + length;
        is_name.then(|| Self {
            start: at,
            end: end + usize::from(is_quoted && is_quote(end)),
            is_capitalised: first.is_capitalised() && (is_quoted || last.is_capitalised()),
        })
    }

    /// Whether somebody is said to live there.
    fn is_lived_in(&self, tokens: &[Token<'_>]) -> bool {
        let before = &tokens[self.start.saturating_sub(LIVING_BEFORE_MAX)..self.start];
        self.is_capitalised
            && (is_named(tokens, self.start, LIVING_STEMS, LIVING_BEFORE_MAX)
                || before.iter().any(|token| token.is_one_of(LIVING)))
    }

    /// Whether a word before it leads to a street and no town: `на Липовій`, `адреса: Липова`.
    fn is_on_street(&self, tokens: &[Token<'_>]) -> bool {
        let before = self.start.checked_sub(1).map(|at| &tokens[at]);
        before.is_some_and(|token| token.is_one_of(ON_STREETS) || token.is_sign(":"))
    }
}

/// Whether a word in small letters is one for a house, which ends a name.
fn is_house(token: &Token<'_>) -> bool {
    !token.is_capitalised() && token.is_one_of(HOUSES)
}
