//! Names in Latin letters, as people spell them by ear: one spelling for what two alphabets and
//! several romanisations write differently. Compared, never shown.

/// Whose rules turn Cyrillic into Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Ukrainian, and whatever is not said to be Bulgarian.
    Ukrainian,
    /// Bulgarian and Macedonian.
    Bulgarian,
}

impl Script {
    pub(super) fn of_country(country: &str) -> Self {
        match country {
            "BG" | "MK" => Self::Bulgarian,
            _ => Self::Ukrainian,
        }
    }
}

/// Folded text in plain Latin letters.
pub(super) fn latin(folded: &str, script: Script) -> String {
    let mut text = String::with_capacity(folded.len());
    for letter in folded.chars() {
        match cyrillic(letter, script) {
            Some(latin) => text.push_str(latin),
            None => text.push(letter),
        }
    }
    text
}

/// One letter of folded text, in which no accents are left: `й` is `и`, `ї` is `і`.
fn cyrillic(letter: char, script: Script) -> Option<&'static str> {
    let is_bulgarian = script == Script::Bulgarian;
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' if is_bulgarian => "g",
        'г' => "h",
        'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' | 'ы' | 'ј' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' if is_bulgarian => "sht",
        'щ' => "shch",
        'ъ' if is_bulgarian => "a",
        'ъ' | 'ь' | '\u{2019}' | '\u{2bc}' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// A word as it sounds: romanisations differ in these letters.
pub(super) fn by_ear(word: &str) -> String {
    let plain = word.replace("kh", "h").replace(['y', 'j'], "i");
    // Numbers stay apart: 11 is not 1, and II is not I.
    let is_number = plain
        .chars()
        .all(|c| matches!(c, 'i' | 'v' | 'x' | '0'..='9'));
    if is_number {
        return plain;
    }
    let mut heard = String::with_capacity(plain.len());
    for letter in plain.chars() {
        if !heard.ends_with(letter) {
            heard.push(letter);
        }
    }
    heard
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold;

    #[test]
    fn two_alphabets_come_to_one_spelling() {
        for (cyrillic, script, written) in [
            ("Чернівці", Script::Ukrainian, "Chernivtsi"),
            ("Сторожинець", Script::Ukrainian, "Storozhynets"),
            ("Глибока", Script::Ukrainian, "Hlyboka"),
            ("гімназія", Script::Ukrainian, "himnaziia"),
            ("Охридски", Script::Bulgarian, "Ohridski"),
            ("училище", Script::Bulgarian, "uchilishte"),
            ("Йордан", Script::Bulgarian, "Yordan"),
            ("гимназия", Script::Bulgarian, "gimnaziya"),
        ] {
            let heard = by_ear(&latin(&fold(cyrillic), script));
            assert_eq!(heard, by_ear(&fold(written)), "{cyrillic}");
        }
    }

    #[test]
    fn numbers_stay_apart() {
        assert_ne!(by_ear("ii"), by_ear("i"));
        assert_ne!(by_ear("11"), by_ear("1"));
    }
}
