//! The data folder: what lies where in it, and the few settings that are needed before the
//! database is open.
//!
//! Everything that people change while working (members, campaigns, units) is in the database.
//! This module knows neither SQL nor keys, only places.

mod files;
mod lock;
mod public_url;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub(crate) use files::{sync_folder, write_new, write_over, write_over_by};
pub use lock::Lock;
pub use public_url::{NotAPublicUrl, PublicUrl};
pub(crate) use words::{is_full, words, words_of_binding};

/// The layout of the folder; a program that finds a higher number is too old for it.
const LAYOUT: u32 = 1;
const SETTINGS: &str = "teren.json";

/// What went wrong with the data folder, in words for whoever typed its name.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// `init` found something in the way.
    #[error("{0} already exists and is not empty: name a new folder, nothing was changed")]
    Occupied(PathBuf),
    /// The folder was never made, or `--data` has a typing error.
    #[error("{0} is not a data folder: make one with `teren init --data {0} ...`")]
    Missing(PathBuf),
    /// The folder lost what it was made for.
    #[error(
        "{0} is missing: bring it back from a backup, together with `secrets`; nothing was made in \
         its place"
    )]
    DatabaseMissing(PathBuf),
    /// The settings file cannot be understood.
    #[error("{path} cannot be read: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where and why.
        reason: String,
    },
    /// The folder was written by a later version of this program.
    #[error("{path} has layout {found}, this program knows {LAYOUT}: install the newer `teren`")]
    Newer {
        /// The folder.
        path: PathBuf,
        /// The layout found.
        found: u32,
    },
    /// Another process serves the folder, or replaces what is in it.
    #[error("{folder} is in use by {by}: stop that first, or name another folder with `--data`")]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The command and its process.
        by: String,
    },
    /// A file of somebody's choice would lie among the server's own.
    #[error("{file} lies in {folder}, which is a server's own: write it somewhere else")]
    Inside {
        /// The file.
        file: PathBuf,
        /// The data folder.
        folder: PathBuf,
    },
    /// The operating system refused.
    #[error("{path}: {}", words(.source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl ConfigError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

/// What `init` was told and `serve` must know before the database is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The folder's layout; guards against an older program.
    layout: u32,
    /// The organisation's name, for certificates' and invites' text.
    pub organisation: String,
    /// ISO 3166-1 code of its country.
    pub country: String,
    /// Where phones and browsers reach this server.
    pub public_url: PublicUrl,
}

impl Settings {
    /// Settings in the present layout.
    pub fn new(organisation: String, country: String, public_url: PublicUrl) -> Self {
        Self {
            layout: LAYOUT,
            organisation,
            country,
            public_url,
        }
    }
}

/// Lets nobody write a file of their choice into a data folder: it could take the database's place.
pub fn keep_out(file: &Path) -> Result<(), ConfigError> {
    // A link from elsewhere may lead there.
    let target = files::target(file);
    let parent = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    // What cannot be found cannot be written to either, and that is said by whoever tries.
    let Ok(real) = parent.canonicalize() else {
        return Ok(());
    };
    match real.ancestors().find(|at| at.join(SETTINGS).is_file()) {
        None => Ok(()),
        Some(folder) => Err(ConfigError::Inside {
            file: file.to_owned(),
            folder: folder.to_owned(),
        }),
    }
}

/// A folder that holds everything one server keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// Makes the folder, for its owner's eyes only. An empty one is taken (a volume, a mount
    /// point); anything else is left alone.
    pub fn create(path: &Path) -> Result<Self, ConfigError> {
        match fs::read_dir(path).map(|mut entries| entries.next().is_some()) {
            Ok(true) => return Err(ConfigError::Occupied(path.to_owned())),
            Ok(false) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(path).map_err(ConfigError::io(path))?;
            }
            Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
                return Err(ConfigError::Occupied(path.to_owned()));
            }
            Err(source) => {
                return Err(ConfigError::Io {
                    path: path.to_owned(),
                    source,
                });
            }
        }
        files::make_private_folder(path).map_err(ConfigError::io(path))?;
        let folder = Self(path.to_owned());
        fs::create_dir(folder.secrets()).map_err(ConfigError::io(path))?;
        files::make_private_folder(&folder.secrets()).map_err(ConfigError::io(path))?;
        // SQLite makes its files with the rights of this one, which it takes for an empty database.
        write_new(&folder.database(), b"").map_err(ConfigError::io(path))?;
        Ok(folder)
    }

    /// Opens a folder that `init` finished.
    pub fn open(path: &Path) -> Result<(Self, Settings), ConfigError> {
        let file = path.join(SETTINGS);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                return Err(ConfigError::Missing(path.to_owned()));
            }
            Err(source) => return Err(ConfigError::Io { path: file, source }),
        };
        let settings: Settings = serde_json::from_str(&text).map_err(|e| ConfigError::Damaged {
            path: file,
            reason: e.to_string(),
        })?;
        if settings.layout > LAYOUT {
            return Err(ConfigError::Newer {
                path: path.to_owned(),
                found: settings.layout,
            });
        }
        let folder = Self(path.to_owned());
        // SQLite would make a new one, and a server without its history would look healthy.
        if folder.database().exists() {
            Ok((folder, settings))
        } else {
            Err(ConfigError::DatabaseMissing(folder.database()))
        }
    }

    /// Writes the settings. The last step of `init`: a folder without them was never finished.
    pub fn finish(&self, settings: &Settings) -> Result<(), ConfigError> {
        let text = serde_json::to_string_pretty(settings).expect("strings and numbers") + "\n";
        let path = self.0.join(SETTINGS);
        write_new(&path, text.as_bytes()).map_err(ConfigError::io(&path))
    }

    /// Takes back what `create` and later steps of a failed `init` made.
    pub fn discard(self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "an unfinished data folder could not be removed");
        }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.0.join("teren.db")
    }

    /// The photos; the folder is made when the first comes.
    pub fn blobs(&self) -> PathBuf {
        self.0.join("blobs")
    }

    /// The keys; they belong to the backup and lie outside the database.
    pub fn secrets(&self) -> PathBuf {
        self.0.join("secrets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let url = "https://teren.example.org".parse().unwrap();
        Settings::new("Agency".into(), "RO".into(), url)
    }

    #[test]
    fn a_finished_folder_opens_with_its_settings() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b");
        let folder = DataFolder::create(&path).unwrap();
        assert!(matches!(
            DataFolder::open(&path),
            Err(ConfigError::Missing(_))
        ));
        folder.finish(&settings()).unwrap();
        assert_eq!(DataFolder::open(&path).unwrap(), (folder, settings()));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_look_inside() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::create(&dir.path().join("data")).unwrap();
        folder.finish(&settings()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(folder.path()), 0o700);
        assert_eq!(mode(&folder.secrets()), 0o700);
        assert_eq!(mode(&folder.path().join(SETTINGS)), 0o600);
        assert_eq!(mode(&folder.database()), 0o600);
    }

    #[test]
    fn what_is_there_is_never_touched() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("letter.txt");
        fs::write(&file, "dear").unwrap();
        assert!(matches!(
            DataFolder::create(dir.path()),
            Err(ConfigError::Occupied(_))
        ));
        assert!(matches!(
            DataFolder::create(&file),
            Err(ConfigError::Occupied(_))
        ));
        assert_eq!(fs::read_to_string(&file).unwrap(), "dear");
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_a_file_into_a_data_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::create(&dir.path().join("data")).unwrap();
        folder.finish(&settings()).unwrap();
        let link = dir.path().join("report.csv");
        assert!(keep_out(&link).is_ok());
        for target in ["data/teren.db", "data/new.csv"] {
            std::os::unix::fs::symlink(target, &link).unwrap();
            assert!(matches!(keep_out(&link), Err(ConfigError::Inside { .. })));
            fs::remove_file(&link).unwrap();
        }
    }

    #[test]
    fn a_newer_or_damaged_folder_is_said_to_be_so() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(SETTINGS);
        fs::write(&file, "{").unwrap();
        assert!(matches!(
            DataFolder::open(dir.path()),
            Err(ConfigError::Damaged { .. })
        ));
        let newer = Settings {
            layout: LAYOUT + 1,
            ..settings()
        };
        fs::write(&file, serde_json::to_string(&newer).unwrap()).unwrap();
        assert!(matches!(
            DataFolder::open(dir.path()),
            Err(ConfigError::Newer { .. })
        ));
    }
}
