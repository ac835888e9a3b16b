//! Finds a language's texts in its Fluent files: the part of Fluent that every platform can say.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;

use crate::LANGUAGES;
use crate::texts::{NUMBER, Part, Parts, Text, Texts};

/// Why texts could not be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// A file or folder cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// What a file says cannot be said on every platform.
    #[error("{file}: {key}: {what}")]
    Said {
        /// The file.
        file: String,
        /// The text, or the line.
        key: String,
        /// What is wrong.
        what: &'static str,
    },
}

/// The vocabularies whose words the apps share with the server's pages.
const VOCABULARIES: [&str; 11] = [
    "role", "kind", "status", "counting", "sex", "age", "topic", "team", "group", "tally", "review",
];

/// The fields of a session that people can say different things of.
const FIELDS: [&str; 15] = [
    "kind",
    "campaign",
    "title",
    "place",
    "planned-for",
    "started-at",
    "ended-at",
    "status",
    "counting",
    "people",
    "materials",
    "tallies",
    "team",
    "topics",
    "notes",
];

/// Every language.
pub(crate) fn all(root: &Path) -> Result<Vec<Texts>, ReadError> {
    LANGUAGES.iter().map(|tag| language(root, tag)).collect()
}

fn language(root: &Path, tag: &'static str) -> Result<Texts, ReadError> {
    let mut texts = BTreeMap::new();
    let shared = root.join(format!("server/locales/{tag}/words.ftl"));
    if shared.exists() {
        let mut words = BTreeMap::new();
        file(&shared, &mut words)?;
        words.retain(|key, _| is_shared(key));
        texts.append(&mut words);
    }
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("mobile/locales").join(tag))?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|end| end == "ftl"));
    files.sort();
    for path in files {
        file(&path, &mut texts)?;
    }
    Ok(Texts {
        language: tag,
        texts,
    })
}

/// `sex-elsewhere` is a heading of the pages, and no code.
fn is_shared(key: &str) -> bool {
    let (vocabulary, code) = key.split_once('-').unwrap_or((key, ""));
    match vocabulary {
        "field" => FIELDS.contains(&code),
        _ => VOCABULARIES.contains(&vocabulary) && code != "elsewhere",
    }
}

fn file(path: &Path, texts: &mut BTreeMap<String, Text>) -> Result<(), ReadError> {
    let source = fs::read_to_string(path)?;
    let name = path.display().to_string();
    let fail = |key: &str, what| ReadError::Said {
        file: name.clone(),
        key: key.to_owned(),
        what,
    };
    let resource =
        parser::parse(source.as_str()).map_err(|_| fail("somewhere in it", "it is no Fluent"))?;
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(term) => return Err(fail(term.id.name, "no platform has terms")),
            _ => continue,
        };
        let key = message.id.name;
        let pattern = message
            .value
            .as_ref()
            .ok_or_else(|| fail(key, "it says nothing"))?;
        let text = text(pattern).map_err(|what| fail(key, what))?;
        if texts.insert(key.to_owned(), text).is_some() {
            return Err(fail(key, "it is there twice"));
        }
    }
    Ok(())
}

fn text(pattern: &Pattern<&str>) -> Result<Text, &'static str> {
    let [
        PatternElement::Placeable {
            expression: Expression::Select { selector, variants },
        },
    ] = pattern.elements.as_slice()
    else {
        return Ok(Text::Plain(parts(pattern)?));
    };
    if !matches!(selector, InlineExpression::VariableReference { id } if id.name == NUMBER) {
        return Err("a plural is chosen by $n");
    }
    let forms = variants.iter().map(|variant| {
        let VariantKey::Identifier { name } = variant.key else {
            return Err("the forms are plural categories");
        };
        Ok((name.to_owned(), parts(&variant.value)?))
    });
    Ok(Text::Plural(forms.collect::<Result<_, _>>()?))
}

fn parts(pattern: &Pattern<&str>) -> Result<Parts, &'static str> {
    let parts = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Ok(Part::Words((*value).to_owned())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Ok(Part::Gap(id.name.to_owned())),
        PatternElement::Placeable { .. } => Err("only words and gaps can be said everywhere"),
    });
    parts.collect()
}
