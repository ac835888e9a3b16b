//! JSON as sessions in the plain form, or as the columns of another tool. Knows lists, what Kobo's
//! API wraps them in, and one object a line.

use std::collections::BTreeMap;
use std::fmt::{self, Formatter};

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::table::{Row, Table, check_columns};
use crate::limits::IMPORT_ROWS_MAX;

/// The objects of a file, each with its place in the list; or why it cannot be read. Of too many
/// only so many are kept that it shows.
pub(super) fn parse(text: &str) -> Result<Vec<(u64, Value)>, String> {
    let is_list = text.trim_start().starts_with('[');
    let whole = match is_list {
        true => serde_json::from_str(text),
        false => serde_json::from_str::<Wrapped>(text)
            .map(|wrapped| wrapped.results)
            .or_else(|_| serde_json::from_str(text).map(|one| List(vec![one]))),
    };
    match whole {
        Ok(List(list)) => Ok((1..).zip(list).collect()),
        // One object a line, under a name that does not say so; else what is wrong with the whole.
        Err(error) => lines(text).map_err(|_| words(&error, error.line())),
    }
}

/// The objects of a file that has one on each line, with the line's number. Of too many only so
/// many are kept that it shows.
pub(super) fn lines(text: &str) -> Result<Vec<(u64, Value)>, String> {
    let lines = (1..).zip(text.lines());
    let values = lines.filter(|(_, line)| !line.trim().is_empty());
    values
        .take(IMPORT_ROWS_MAX + 1)
        .map(|(number, line)| {
            let value = serde_json::from_str(line).map_err(|error| words(&error, number));
            Ok((number as u64, value?))
        })
        .collect()
}

/// As Kobo's API wraps submissions.
#[derive(Deserialize)]
struct Wrapped {
    results: List,
}

/// A list of which no more is kept than one import takes, and one more that shows it.
struct List(Vec<Value>);

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items;

        impl<'de> Visitor<'de> for Items {
            type Value = List;

            fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List, A::Error> {
                let mut list = Vec::new();
                while list.len() <= IMPORT_ROWS_MAX {
                    match items.next_element()? {
                        Some(item) => list.push(item),
                        None => return Ok(List(list)),
                    }
                }
                while items.next_element::<IgnoredAny>()?.is_some() {}
                Ok(List(list))
            }
        }

        deserializer.deserialize_seq(Items)
    }
}

/// Where JSON ends being JSON.
pub(super) fn words(error: &serde_json::Error, line: usize) -> String {
    let column = error.column();
    match error.classify() {
        Category::Eof => format!("it ends in the middle, at line {line}, column {column}"),
        _ => format!("line {line}, column {column} is no JSON: look for a comma or a quote there"),
    }
}

/// The plain form, unless the keys are those of another tool: then columns. The error says that
/// there are too many.
pub(super) fn table(records: Vec<(u64, Value)>) -> Result<Table, String> {
    let is_foreign = |record: &Map<String, Value>| {
        let mut keys = record.keys();
        keys.any(|key| key.starts_with('_') || key.contains('/'))
    };
    let objects = records.iter().filter_map(|(_, value)| value.as_object());
    if !objects.into_iter().any(is_foreign) {
        return Ok(Table::Forms(records));
    }
    let mut headings: Vec<String> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for (number, record) in records {
        let mut cells = vec![String::new(); headings.len()];
        flatten("", &record, &mut |name, text| {
            let at = *places.entry(name).or_insert_with_key(|name| {
                headings.push(name.clone());
                cells.push(String::new());
                headings.len() - 1
            });
            cells[at] = text;
        });
        rows.push(Row { number, cells });
        check_columns(headings.len())?;
    }
    for row in &mut rows {
        row.cells.resize(headings.len(), String::new());
    }
    Ok(Table::Columns { headings, rows })
}

fn flatten(name: &str, value: &Value, told: &mut impl FnMut(String, String)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let name = match name {
                    "" => key.clone(),
                    name => format!("{name}/{key}"),
                };
                flatten(&name, value, told);
            }
        }
        Value::Null => {}
        Value::String(text) => told(name.to_owned(), text.trim().to_owned()),
        Value::Array(list) => {
            let words = list.iter().map(|value| match value {
                Value::String(text) => text.clone(),
                value => value.to_string(),
            });
            told(name.to_owned(), words.collect::<Vec<_>>().join(" "));
        }
        value => told(name.to_owned(), value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::IMPORT_COLUMNS_MAX;

    #[test]
    fn what_has_keys_of_another_tool_becomes_columns() {
        let plain = parse(r#"[{"title": "A"}]"#).unwrap();
        assert!(matches!(table(plain), Ok(Table::Forms(_))));
        let kobo =
            r#"[{"_uuid": "u", "people/girls": 3}, {"_uuid": "v", "note": null, "x": true}]"#;
        let Ok(Table::Columns { headings, rows }) = table(parse(kobo).unwrap()) else {
            panic!()
        };
        assert_eq!(headings, ["_uuid", "people/girls", "x"]);
        assert_eq!(rows[0].cells, ["u", "3", ""]);
        assert_eq!(rows[1].cells, ["v", "", "true"]);
    }

    #[test]
    fn of_too_many_no_more_is_kept_than_shows_it() {
        let many = vec!["{\"title\":\"A\"}"; IMPORT_ROWS_MAX + 3];
        let list = format!("[{}]", many.join(","));
        let kobo = format!("{{\"count\": 1, \"results\": {list}}}");
        for found in [parse(&list), parse(&kobo), lines(&many.join("\n"))] {
            assert_eq!(found.unwrap().len(), IMPORT_ROWS_MAX + 1);
        }
        // What follows is read all the same.
        let wrong = parse(&list.replace("}]", "}")).unwrap_err();
        assert!(wrong.starts_with("it ends in the middle"), "{wrong}");
        assert_eq!(parse("{\"results\": 1}").unwrap().len(), 1);
    }

    #[test]
    fn each_key_of_another_tool_is_a_column_up_to_a_limit() {
        let keys = |n: usize| -> String {
            let keys = (0..n).map(|at| format!("\"_{at}\": {at}"));
            format!("[{{{}}}]", keys.collect::<Vec<_>>().join(", "))
        };
        let table = |n| table(parse(&keys(n)).unwrap());
        assert!(table(IMPORT_COLUMNS_MAX).is_ok());
        let refused = table(IMPORT_COLUMNS_MAX + 1).unwrap_err();
        assert!(refused.contains("1000 columns"), "{refused}");
    }

    #[test]
    fn lines_keep_their_numbers() {
        let text = "{\"title\": \"A\"}\n\n{\"title\": \"B\"}\n";
        let numbers = |found: Vec<(u64, Value)>| found.into_iter().map(|(n, _)| n);
        assert!(numbers(lines(text).unwrap()).eq([1, 3]));
        assert!(numbers(parse(text).unwrap()).eq([1, 3]), "named .json");
        let wrong = lines("{\"title\": \"A\"}\n\n{\"title\": B}\n").unwrap_err();
        assert!(wrong.starts_with("line 3, column 11 is no JSON"), "{wrong}");
        let cut = parse("[{\"title\": \"A\"},\n{\"title\":").unwrap_err();
        assert!(cut.starts_with("it ends in the middle, at line 2"), "{cut}");
    }
}
