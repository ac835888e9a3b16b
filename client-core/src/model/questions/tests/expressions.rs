//! What expressions come to, and what is none.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::naive::{Worth, trees};
use crate::limits::{EXPRESSION_CHARS_MAX, EXPRESSION_DEPTH_MAX, EXPRESSION_NODES_MAX};
use crate::model::questions::{Expression, Function, Scope, Value};

/// Answers by name; `.` is the one called so.
#[derive(Default)]
struct Said(BTreeMap<String, Value>);

impl Scope for Said {
    fn field(&self, name: &str) -> Value {
        self.0.get(name).cloned().unwrap_or_else(Value::nothing)
    }

    fn itself(&self) -> Value {
        self.field(".")
    }

    fn sum(&self, _: &str) -> f64 {
        12.0
    }

    fn count(&self, _: &str) -> usize {
        3
    }

    fn today(&self) -> Date {
        date(2017, 3, 14)
    }
}

fn worth(expression: &str) -> String {
    let said = [
        ("age", Value::Number(15.0)),
        ("who", Value::Text("pupils teachers".to_owned())),
        ("day", Value::Day(date(2017, 3, 1))),
        (".", Value::Text("0".to_owned())),
    ];
    let said = Said(said.map(|(name, value)| (name.to_owned(), value)).into());
    let expression: Expression = expression.parse().unwrap();
    expression.evaluate(&said).text()
}

#[test]
fn expressions_come_to_what_xpath_and_odk_say() {
    for (expression, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3 - -1", "10"),
        ("7 div 2", "3.5"),
        ("-7 mod 3", "-1"),
        ("1 div 0", "Infinity"),
        ("'a' + 1", "NaN"),
        ("0.1 + .5", "0.6"),
        ("${age} >= 14 and ${age} <= 17", "true"),
        ("${age} > 17 or selected(${who}, 'teachers')", "true"),
        ("selected(${who}, 'pupil')", "false"),
        ("selected(${who}, '')", "false"),
        ("selected(${nobody}, '')", "true"),
        ("selected(${who}, 'pupils teachers')", "true"),
        ("count-selected(${who}) = 2", "true"),
        ("string-length('Rădăuți')", "7"),
        ("${nobody} = ''", "true"),
        ("${nobody} > 1", "false"),
        ("${nobody} != 1", "true"),
        ("coalesce(${nobody}, \"it's\")", "it's"),
        ("if(${age} > 17, 'adult', 'child')", "child"),
        ("not(${age} = '15')", "false"),
        ("true() and not(false())", "true"),
        (". = 0", "true"),
        ("${day} <= today()", "true"),
        ("today() - ${day}", "13"),
        ("${day} = '2017-03-01'", "true"),
        ("${day} > date('2017-03-02')", "false"),
        ("date('yesterday')", ""),
        ("'2017-03-02' > ${day}", "true"),
        ("round(2.345, 2) * 100", "235"),
        ("round(-2.5, 0)", "-3"),
        ("round(12345, -2)", "12300"),
        ("int(-2.9)", "-2"),
        ("number(' 12 ')", "12"),
        ("number('1e3')", "NaN"),
        ("sum(${n}) div count(${n})", "4"),
        ("1 < 2 = true()", "true"),
        ("0 - 0", "0"),
    ] {
        assert_eq!(worth(expression), expected, "{expression}");
    }
}

#[test]
fn what_is_no_expression_is_said_with_what_may_stand_there() {
    for (text, message) in [
        ("", "at character 1: found the end"),
        ("1 +", "at character 4: found the end, allowed: ${question}"),
        ("(1", "at character 3: found the end, allowed: `)`"),
        (
            "1 2",
            "at character 3: found `2`, allowed: an operator or the end",
        ),
        (
            "regex(., '[0-9]+')",
            "at character 1: found `regex`, allowed: one of true(), false()",
        ),
        ("${a", "at character 1: found `$`"),
        ("$a", "at character 1: found `$`"),
        ("'a", "at character 1: found `'`"),
        (
            "${a} = ’b’",
            "at character 8: found `’`, allowed: straight quotes, ' or \"",
        ),
        ("if(1, 2)", "found if with 2 values, allowed: if takes 3"),
        (
            "sum(1)",
            "allowed: sum(${question}) of a group that repeats",
        ),
        ("../age", "at character 3: found `/`, allowed: ${question}"),
        ("a = 1", "found `a`, allowed: one of true()"),
        ("1 | 2", "at character 3: found `|`"),
    ] {
        let error = text.parse::<Expression>().unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
}

#[test]
fn an_expression_has_its_bounds() {
    let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    assert!(nested(EXPRESSION_DEPTH_MAX).parse::<Expression>().is_ok());
    assert!(
        nested(EXPRESSION_DEPTH_MAX + 1)
            .parse::<Expression>()
            .is_err()
    );
    assert!(
        "-".repeat(EXPRESSION_DEPTH_MAX + 1)
            .parse::<Expression>()
            .is_err()
    );
    let chain = |terms: usize| vec!["1"; terms].join("+");
    let terms = EXPRESSION_NODES_MAX.div_ceil(2);
    assert!(chain(terms).parse::<Expression>().is_ok());
    assert!(chain(terms + 1).parse::<Expression>().is_err());
    let long = |chars: usize| format!("'{}'", "ă".repeat(chars - 2));
    assert!(long(EXPRESSION_CHARS_MAX).parse::<Expression>().is_ok());
    assert!(
        long(EXPRESSION_CHARS_MAX + 1)
            .parse::<Expression>()
            .is_err()
    );
}

/// Texts that are almost expressions.
fn texts() -> impl Strategy<Value = String> {
    let words = Function::ALL.iter().map(|it| it.name());
    let signs = [
        "(",
        ")",
        ",",
        ".",
        "+",
        "-",
        "*",
        "=",
        "!=",
        "<",
        "'",
        "\"",
        "${q}",
        "${",
        "1",
        "0.5",
        " ",
        "and",
        "or",
        "div",
        "mod",
        "'a b'",
        "ă",
        "99999999999999999999",
        "()",
    ];
    let all: Vec<&str> = words.chain(signs).collect();
    let pieces = prop::collection::vec(prop::sample::select(all), 0..30);
    prop_oneof![pieces.prop_map(|pieces| pieces.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_that_is_written_or_answered_panics(text in texts(), said in any::<String>()) {
        if let Ok(expression) = text.parse::<Expression>() {
            for value in [Value::Text(said), Value::Number(f64::NAN), Value::Bool(true),
                Value::Day(Date::MAX), Value::nothing()]
            {
                let said = [("q".to_owned(), value.clone()), (".".to_owned(), value)];
                let worth = expression.evaluate(&Said(said.into()));
                let _ = (worth.text(), worth.truth(), worth.number());
            }
            prop_assert_eq!(expression.as_str().parse::<Expression>().unwrap(), expression);
        }
    }

    #[test]
    fn a_rule_comes_to_what_the_slow_way_says(
        tree in trees(),
        answers in prop::collection::vec(0_u8..6, 4),
    ) {
        let worth = |n: usize| match answers[n % 4] {
            0 => Worth::Text(String::new()),
            1 => Worth::Text("a b".to_owned()),
            n => Worth::Number(f64::from(n) - 3.0),
        };
        let said = (0..4).map(|n| (format!("q{n}"), match worth(n) {
            Worth::Number(number) => Value::Number(number),
            other => Value::Text(other.text()),
        }));
        let written = tree.written(&|n| format!("q{}", n % 4));
        let expression: Expression = written.parse().unwrap();
        let found = expression.evaluate(&Said(said.collect()));
        let expected = tree.worth(&worth);
        prop_assert_eq!(found.truth(), expected.truth(), "{}", written);
        prop_assert_eq!(found.text(), expected.text(), "{}", written);
    }
}
