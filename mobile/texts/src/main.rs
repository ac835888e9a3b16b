//! `texts OUT`: writes what the apps say into the resources of each platform.
//!
//! The words lie in `mobile/locales/LANGUAGE/*.ftl`; those for codes that the server's pages say as
//! well are read from `server/locales`. What is written here is never committed and never edited:
//!
//! ```text
//! OUT/android/values/strings.xml, OUT/android/values-ro/strings.xml, ...
//! OUT/ios/Localizable.xcstrings, OUT/ios/InfoPlist.xcstrings
//! ```
//!
//! Read in this order: `texts` is what a language says, `read` finds it in Fluent, `android` and
//! `ios` write it.

mod texts;

mod read;

mod android;
mod ios;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

/// The languages of the apps; the first stands in for all others, and its texts say in which order
/// gaps are filled.
pub(crate) const LANGUAGES: [&str; 4] = ["en", "ro", "uk", "bg"];

const USAGE: &str = "texts OUT: writes the apps' texts below the folder OUT";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let out = match arguments.as_slice() {
        [help] if help == "--help" || help == "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [out] if !out.starts_with('-') => Path::new(out),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match write(&root(), out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("texts: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn write(root: &Path, out: &Path) -> Result<(), read::ReadError> {
    let spoken = read::all(root)?;
    for texts in &spoken {
        let file = out.join("android").join(android::file(texts.language));
        keep(&file, &android::strings(texts, &spoken[0]))?;
    }
    keep(
        &out.join("ios/Localizable.xcstrings"),
        &ios::catalogue(&spoken),
    )?;
    keep(
        &out.join("ios/InfoPlist.xcstrings"),
        &ios::info_plist(&spoken),
    )?;
    Ok(())
}

/// Writes a file unless it says the same already, so that a build sees nothing new.
fn keep(file: &Path, words: &str) -> io::Result<()> {
    if fs::read_to_string(file).is_ok_and(|before| before == words) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, words)
}
