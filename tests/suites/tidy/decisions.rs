//! Each decision of a crate has a number of its own, the one that its title says: others name it by
//! that.

use std::collections::BTreeMap;
use std::fs;

use super::tree;

/// What is wrong with the records of one folder; each is a file's name with its first line.
fn offences(records: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, title) in records {
        let number = name.split('-').next().unwrap_or_default();
        if let Some(other) = numbers.insert(number, name) {
            found.push(format!("{name} has the number of {other}"));
        }
        if !title.starts_with(&format!("# {number}: ")) {
            found.push(format!("{name} calls itself `{title}`"));
        }
    }
    found
}

#[test]
fn every_decision_has_its_own_number() {
    for folder in tree::top_level_folders() {
        let Ok(folder) = fs::read_dir(tree::root().join(folder).join("decisions")) else {
            continue;
        };
        let mut records: Vec<(String, String)> = folder
            .map(|entry| {
                let path = entry.expect("an entry can be read").path();
                let name = path.file_name().expect("it has a name").to_string_lossy();
                let text = fs::read_to_string(&path).expect("a record can be read");
                let title = text.lines().next().unwrap_or_default();
                (name.into_owned(), title.to_owned())
            })
            .collect();
        records.sort();
        assert_eq!(offences(&records), Vec::<String>::new());
    }
}

#[test]
fn the_rule_bites() {
    let record = |name: &str, title: &str| (name.to_owned(), title.to_owned());
    let one = record("0001-one.md", "# 0001: One");
    assert!(offences(&[one.clone(), record("0002-two.md", "# 0002: Two")]).is_empty());
    assert_eq!(
        offences(&[one.clone(), record("0001-two.md", "# 0001: Two")]),
        ["0001-two.md has the number of 0001-one.md"]
    );
    assert_eq!(
        offences(&[one, record("0002-two.md", "# 0001: Two")]),
        ["0002-two.md calls itself `# 0001: Two`"]
    );
}
