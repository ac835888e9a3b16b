//! The files that the rules look at, read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::source::Source;

/// Every Rust file of the repository, ordered by path.
pub(super) static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let mut paths = Vec::new();
    for folder in top_level_folders() {
        collect(&root().join(folder), &mut paths);
    }
    paths.sort();
    assert!(
        paths.len() > 5,
        "the walk found next to nothing: is the root right?"
    );
    paths.iter().map(|path| read(path)).collect()
});

/// The folder that holds the workspace.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lies in the root")
        .to_owned()
}

/// The folders that a newcomer sees first: no dot folders, no build output, none without a file.
pub(super) fn top_level_folders() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root())
        .expect("the root can be listed")
        .map(|entry| entry.expect("an entry can be read"))
        .filter(|entry| entry.path().is_dir() && holds_a_file(&entry.path()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && name != "target")
        .collect();
    names.sort();
    names
}

/// Git keeps no empty folders, so they are not part of the repository either.
fn holds_a_file(folder: &Path) -> bool {
    fs::read_dir(folder)
        .expect("a folder can be listed")
        .any(|entry| {
            let path = entry.expect("an entry can be read").path();
            path.is_file() || holds_a_file(&path)
        })
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && name != "target" && name != "node_modules" && !name.starts_with('.') {
            collect(&path, into);
        } else if name.ends_with(".rs") {
            into.push(path);
        }
    }
}

fn read(path: &Path) -> Source {
    let text = fs::read_to_string(path).expect("a source file is text");
    let path = path
        .strip_prefix(root())
        .expect("the walk began at the root");
    Source::new(&path.to_string_lossy(), &text)
}
