//! JSON as sessions in the plain form, or as the columns of another tool. Knows lists, what Kobo's
//! API wraps them in, and one object a line.

use serde_json::error::Category;
use serde_json::{Map, Value};

use super::table::{Row, Table};

/// The objects of a file, each with its place in the list; or why it cannot be read.
pub(super) fn parse(text: &str) -> Result<Vec<(u64, Value)>, String> {
    let whole: Result<Value, _> = serde_json::from_str(text);
    let list = match whole {
        Ok(Value::Array(list)) => list,
        // As Kobo's API wraps them.
        Ok(Value::Object(mut object)) if object.get("results").is_some_and(Value::is_array) => {
            match object.remove("results") {
                Some(Value::Array(list)) => list,
                _ => Vec::new(),
            }
        }
        Ok(one) => vec![one],
        // One object a line, under a name that does not say so; else what is wrong with the whole.
        Err(error) => return lines(text).map_err(|_| words(&error, error.line())),
    };
    Ok((1..).zip(list).collect())
}

/// The objects of a file that has one on each line, with the line's number.
pub(super) fn lines(text: &str) -> Result<Vec<(u64, Value)>, String> {
    let lines = (1..).zip(text.lines());
    let values = lines.filter(|(_, line)| !line.trim().is_empty());
    values
        .map(|(number, line)| {
            let value = serde_json::from_str(line).map_err(|error| words(&error, number));
            Ok((number as u64, value?))
        })
        .collect()
}

/// Where JSON ends being JSON.
pub(super) fn words(error: &serde_json::Error, line: usize) -> String {
    let column = error.column();
    match error.classify() {
        Category::Eof => format!("it ends in the middle, at line {line}, column {column}"),
        _ => format!("line {line}, column {column} is no JSON: look for a comma or a quote there"),
    }
}

/// The plain form, unless the keys are those of another tool: then columns.
pub(super) fn table(records: Vec<(u64, Value)>) -> Table {
    let is_foreign = |record: &Map<String, Value>| {
        let mut keys = record.keys();
        keys.any(|key| key.starts_with('_') || key.contains('/'))
    };
    let objects = records.iter().filter_map(|(_, value)| value.as_object());
    if !objects.into_iter().any(is_foreign) {
        return Table::Forms(records);
    }
    let mut headings: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (number, record) in records {
        let mut cells = vec![String::new(); headings.len()];
        flatten("", &record, &mut |name, text| {
            let known = headings.iter().position(|heading| *heading == name);
            let at = known.unwrap_or_else(|| {
                headings.push(name);
                cells.push(String::new());
                headings.len() - 1
            });
            cells[at] = text;
        });
        rows.push(Row { number, cells });
    }
    for row in &mut rows {
        row.cells.resize(headings.len(), String::new());
    }
    Table::Columns { headings, rows }
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

    #[test]
    fn what_has_keys_of_another_tool_becomes_columns() {
        let plain = parse(r#"[{"title": "A"}]"#).unwrap();
        assert!(matches!(table(plain), Table::Forms(_)));
        let kobo =
            r#"[{"_uuid": "u", "people/girls": 3}, {"_uuid": "v", "note": null, "x": true}]"#;
        let Table::Columns { headings, rows } = table(parse(kobo).unwrap()) else {
            panic!()
        };
        assert_eq!(headings, ["_uuid", "people/girls", "x"]);
        assert_eq!(rows[0].cells, ["u", "3", ""]);
        assert_eq!(rows[1].cells, ["v", "", "true"]);
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
