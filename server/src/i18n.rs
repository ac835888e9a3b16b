//! Every word the pages say, in the reader's language.
//!
//! The texts lie in `server/locales/LANGUAGE/*.ftl` (Fluent) and are compiled in; a language is a
//! folder there and one line in `LANGUAGES`. How numbers, days and months are written is part of
//! the folder too, so nothing here knows a particular language. Must not know pages or HTML.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

mod choose;
mod write;

pub use choose::choose;

/// The files of one language: what every folder under `locales/` holds.
macro_rules! language {
    ($tag:literal) => {
        (
            $tag,
            &[
                include_str!(concat!("../locales/", $tag, "/writing.ftl")),
                include_str!(concat!("../locales/", $tag, "/frame.ftl")),
                include_str!(concat!("../locales/", $tag, "/words.ftl")),
                include_str!(concat!("../locales/", $tag, "/sign-in.ftl")),
                include_str!(concat!("../locales/", $tag, "/overview.ftl")),
                include_str!(concat!("../locales/", $tag, "/sessions.ftl")),
                include_str!(concat!("../locales/", $tag, "/session.ftl")),
                include_str!(concat!("../locales/", $tag, "/desk.ftl")),
                include_str!(concat!("../locales/", $tag, "/duplicates.ftl")),
                include_str!(concat!("../locales/", $tag, "/exchanges.ftl")),
                include_str!(concat!("../locales/", $tag, "/venues.ftl")),
                include_str!(concat!("../locales/", $tag, "/plan.ftl")),
                include_str!(concat!("../locales/", $tag, "/places.ftl")),
                include_str!(concat!("../locales/", $tag, "/coverage.ftl")),
                include_str!(concat!("../locales/", $tag, "/phones.ftl")),
                include_str!(concat!("../locales/", $tag, "/quarantine.ftl")),
                include_str!(concat!("../locales/", $tag, "/members.ftl")),
            ],
        )
    };
}

/// The languages spoken, the one that stands in for all others first.
const LANGUAGES: &[(&str, &[&str])] = &[language!("en"), language!("ro")];

static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|(tag, files)| Texts::read(tag, files))
        .collect()
});

/// The texts of one language, ready to be said.
pub struct Texts {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    fn read(tag: &'static str, files: &[&str]) -> Self {
        let language: LanguageIdentifier = tag.parse().expect("LANGUAGES holds well-formed tags");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks are invisible characters that end up in titles, addresses and copied
        // figures; all languages here are written from left to right.
        bundle.set_use_isolating(false);
        for file in files {
            let file = FluentResource::try_new((*file).to_owned())
                .expect("the files are compiled in and a test reads them");
            bundle
                .add_resource(file)
                .expect("a test finds messages that are there twice");
        }
        Self { tag, bundle }
    }

    /// All languages, the fallback first.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// The language's tag, for the `lang` attribute: `en`.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// A text without a gap to fill.
    pub fn text(&self, key: &str) -> String {
        self.say(key, None)
    }

    /// A text with gaps, each filled by its name.
    pub fn with(&self, key: &str, gaps: &[(&str, &str)]) -> String {
        self.say(key, Some(&filled(gaps)))
    }

    /// A text about `n` things: it chooses its form by `$n` and prints `$number`.
    pub fn count(&self, key: &str, n: u64) -> String {
        self.count_with(key, n, &[])
    }

    /// As [`Texts::count`], with more gaps to fill.
    pub fn count_with(&self, key: &str, n: u64, gaps: &[(&str, &str)]) -> String {
        let mut gaps = filled(gaps);
        gaps.set("n", n);
        gaps.set("number", self.number(n));
        self.say(key, Some(&gaps))
    }

    /// The word for a code of a vocabulary: `word("kind", "school")`.
    ///
    /// A code without a text of its own (a newer phone's) is shown as it is, readable enough.
    pub fn word(&self, vocabulary: &str, code: &str) -> String {
        let key = format!(
            "{vocabulary}-{}",
            code.replace(['_', '.'], "-").replace('+', "-up")
        );
        if self.has(&key) {
            self.text(&key)
        } else {
            code.replace(['_', '-'], " ")
        }
    }

    /// Whether there is a text of this name.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn say(&self, key: &str, gaps: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return key.to_owned();
        };
        // An unfilled gap prints its name; the test of all pages looks for that.
        let mut unfilled = Vec::new();
        self.bundle
            .format_pattern(pattern, gaps, &mut unfilled)
            .into_owned()
    }
}

fn filled<'a>(gaps: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    gaps.iter().copied().collect()
}

#[cfg(test)]
mod tests;
