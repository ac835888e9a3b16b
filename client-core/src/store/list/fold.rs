//! Words without accents and capitals: somebody who types `radauti` finds Rădăuți.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in small letters without accents, in any script.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_do_not_count() {
        assert_eq!(fold("RĂDĂUȚI"), "radauti");
        assert_eq!(fold("Rădăuţi"), fold("Rădăuți"));
        assert_eq!(fold("Кишинів"), fold("КИШИНІВ"));
        assert_eq!(fold("Пловдив"), "пловдив");
    }
}
