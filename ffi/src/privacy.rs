//! What a screen warns of while somebody writes a note. Nothing is sent, and nothing is blocked.

use client_core::privacy;

/// Something in a note that should not be there.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NoteWarning {
    /// What it looks like: `identity`, `phone`, `email`, `address`.
    pub kind: String,
    /// What was found, as it was written.
    pub words: String,
    /// Where it begins, in UTF-16 code units, as texts of Kotlin and Swift count.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// What should not be in a note as it stands in an editor, in the order of the text.
#[uniffi::export]
pub fn notes_warnings(text: String) -> Vec<NoteWarning> {
    let units = |bytes: usize| u32::try_from(text[..bytes].encode_utf16().count());
    let findings = privacy::find(&text).into_iter();
    findings
        .map(|finding| NoteWarning {
            kind: finding.kind.code().to_owned(),
            start: units(finding.range.start).unwrap_or(u32::MAX),
            end: units(finding.range.end).unwrap_or(u32::MAX),
            words: text[finding.range].to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_screens_count() {
        let text = "🙂 ș, tel. 0745 123 456".to_owned();
        let units: Vec<u16> = text.encode_utf16().collect();
        let [found] = &notes_warnings(text)[..] else {
            panic!("one phone number");
        };
        let there = &units[found.start as usize..found.end as usize];
        assert_eq!(String::from_utf16(there).unwrap(), "0745 123 456");
        assert_eq!(
            (found.kind.as_str(), found.words.as_str()),
            ("phone", "0745 123 456")
        );
    }
}
