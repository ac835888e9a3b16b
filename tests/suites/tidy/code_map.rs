//! The README's code map names exactly what stands: the top-level folders, and the modules of the
//! two large crates.
//!
//! The map is the section whose heading contains "code map". In it the first `` `path` `` of each
//! table row or list item is an entry, given from the root: `` `server` ``,
//! `` `client-core/src/sync` ``.

use std::collections::BTreeSet;
use std::fs;

use super::tree;

const MAPPED: &[&str] = &["client-core/src", "server/src"];

fn entries(readme: &str) -> BTreeSet<String> {
    let is_heading = |line: &&str| line.starts_with('#');
    readme
        .lines()
        .skip_while(|line| !(is_heading(line) && line.to_lowercase().contains("code map")))
        .skip(1)
        .take_while(|line| !is_heading(line))
        .filter(|line| line.trim_start().starts_with(['|', '-', '*']))
        .filter_map(|line| line.split('`').nth(1))
        .map(|path| {
            path.trim_end_matches('/')
                .trim_end_matches(".rs")
                .to_owned()
        })
        .collect()
}

fn standing() -> BTreeSet<String> {
    let mut found: BTreeSet<String> = tree::top_level_folders().into_iter().collect();
    for source in tree::SOURCES.iter() {
        for folder in MAPPED {
            let Some(inside) = source.path.strip_prefix(folder) else {
                continue;
            };
            let module = inside
                .trim_start_matches('/')
                .split('/')
                .next()
                .unwrap_or(inside);
            let module = module.trim_end_matches(".rs");
            if module != "lib" {
                found.insert(format!("{folder}/{module}"));
            }
        }
    }
    found
}

/// What stands and is not mapped, and what is mapped and does not stand.
fn differences(mapped: &BTreeSet<String>, standing: &BTreeSet<String>) -> Vec<String> {
    let missing = standing
        .difference(mapped)
        .map(|path| format!("`{path}` is not on the map"));
    let gone = mapped
        .difference(standing)
        .map(|path| format!("`{path}` does not stand"));
    missing.chain(gone).collect()
}

#[test]
fn the_map_names_exactly_what_stands() {
    let readme = fs::read_to_string(tree::root().join("README.md")).expect("README.md is text");
    assert_eq!(
        differences(&entries(&readme), &standing()),
        Vec::<String>::new()
    );
}

#[test]
fn the_rule_bites() {
    let readme = "# Teren\n`server` elsewhere\n## The code map\n| part | is |\n|---|---|\n\
                  | `server/` | the server, see `x` |\n- `client-core/src/sync.rs`: sync\n\
                  ## Next\n- `y`";
    let mapped = entries(readme);
    let standing: BTreeSet<String> = ["server", "client-core/src/sync"].map(str::to_owned).into();
    assert_eq!(mapped, standing);
    assert_eq!(differences(&mapped, &standing), Vec::<String>::new());

    let mut other = standing.clone();
    other.insert("server/src/new".to_owned());
    other.remove("server");
    assert_eq!(
        differences(&mapped, &other),
        [
            "`server/src/new` is not on the map",
            "`server` does not stand"
        ]
    );
}
