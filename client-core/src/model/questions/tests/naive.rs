//! Rules as trees that the tests make up, written out and worked out with nothing of the product:
//! what a rule comes to is computed here a second time, the slow way.

use proptest::prelude::*;

/// A rule.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Number(u16),
    Text(&'static str),
    /// The answer to the n-th question there is.
    Answer(usize),
    Minus(Box<Self>),
    Two(&'static str, Box<Self>, Box<Self>),
    Not(Box<Self>),
    If(Box<Self>, Box<Self>, Box<Self>),
    Coalesce(Box<Self>, Box<Self>),
    Selected(Box<Self>, Box<Self>),
    Length(Box<Self>),
}

/// What it comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Worth {
    Number(f64),
    Text(String),
    Truth(bool),
}

const OPERATORS: [&str; 13] = [
    "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod",
];

fn rank(operator: &str) -> usize {
    match operator {
        "or" => 0,
        "and" => 1,
        "=" | "!=" => 2,
        "<" | "<=" | ">" | ">=" => 3,
        "+" | "-" => 4,
        _ => 5,
    }
}

pub(super) fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0_u16..5).prop_map(Tree::Number),
        prop::sample::select(vec!["", "a", "b", "a b", "1", "2"]).prop_map(Tree::Text),
        (0_usize..100).prop_map(Tree::Answer),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let one = || inner.clone().prop_map(Box::new);
        prop_oneof![
            one().prop_map(Tree::Minus),
            one().prop_map(Tree::Not),
            one().prop_map(Tree::Length),
            (prop::sample::select(OPERATORS.to_vec()), one(), one())
                .prop_map(|(operator, a, b)| Tree::Two(operator, a, b)),
            (one(), one(), one()).prop_map(|(a, b, c)| Tree::If(a, b, c)),
            (one(), one()).prop_map(|(a, b)| Tree::Coalesce(a, b)),
            (one(), one()).prop_map(|(a, b)| Tree::Selected(a, b)),
        ]
    })
}

impl Tree {
    /// The rule as people write it, with brackets only where they are needed.
    pub(super) fn written(&self, name: &dyn Fn(usize) -> String) -> String {
        let inner = |tree: &Self| tree.written(name);
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("'{text}'"),
            Self::Answer(n) => format!("${{{}}}", name(*n)),
            Self::Minus(tree) => match **tree {
                Self::Two(..) => format!("-({})", inner(tree)),
                _ => format!("- {}", inner(tree)),
            },
            Self::Not(tree) => format!("not({})", inner(tree)),
            Self::If(a, b, c) => format!("if({}, {}, {})", inner(a), inner(b), inner(c)),
            Self::Coalesce(a, b) => format!("coalesce({}, {})", inner(a), inner(b)),
            Self::Selected(a, b) => format!("selected({},{})", inner(a), inner(b)),
            Self::Length(tree) => format!("string-length( {} )", inner(tree)),
            Self::Two(operator, a, b) => {
                let side = |tree: &Self, needed: usize| match tree {
                    Self::Two(other, ..) if rank(other) < needed => format!("({})", inner(tree)),
                    _ => inner(tree),
                };
                let own = rank(operator);
                format!("{} {operator} {}", side(a, own), side(b, own + 1))
            }
        }
    }

    /// The rule worked out.
    pub(super) fn worth(&self, answer: &dyn Fn(usize) -> Worth) -> Worth {
        let of = |tree: &Self| tree.worth(answer);
        match self {
            Self::Number(number) => Worth::Number(f64::from(*number)),
            Self::Text(text) => Worth::Text((*text).to_owned()),
            Self::Answer(n) => answer(*n),
            Self::Minus(tree) => Worth::Number(-of(tree).number()),
            Self::Not(tree) => Worth::Truth(!of(tree).truth()),
            Self::If(a, b, c) => of(if of(a).truth() { b } else { c }),
            Self::Coalesce(a, b) => match of(a) {
                Worth::Text(text) if text.is_empty() => of(b),
                first => first,
            },
            Self::Selected(a, b) => {
                let (all, one) = (of(a).text(), of(b).text());
                let one: Vec<_> = one.trim().split(' ').collect();
                let all: Vec<_> = all.split(' ').collect();
                Worth::Truth(all.windows(one.len()).any(|words| words == one))
            }
            Self::Length(tree) => Worth::Number(f64::from(
                u32::try_from(of(tree).text().chars().count()).unwrap(),
            )),
            Self::Two(operator, a, b) => two(operator, &of(a), &of(b)),
        }
    }
}

fn two(operator: &str, a: &Worth, b: &Worth) -> Worth {
    let (x, y) = (a.number(), b.number());
    match operator {
        "or" => Worth::Truth(a.truth() || b.truth()),
        "and" => Worth::Truth(a.truth() && b.truth()),
        "=" => Worth::Truth(same(a, b)),
        "!=" => Worth::Truth(!same(a, b)),
        "<" => Worth::Truth(x < y),
        "<=" => Worth::Truth(x <= y),
        ">" => Worth::Truth(x > y),
        ">=" => Worth::Truth(x >= y),
        "+" => Worth::Number(x + y),
        "-" => Worth::Number(x - y),
        "*" => Worth::Number(x * y),
        "div" => Worth::Number(x / y),
        _ => Worth::Number(x % y),
    }
}

#[expect(clippy::float_cmp, reason = "as XPath says")]
fn same(a: &Worth, b: &Worth) -> bool {
    let is_truth = |worth: &Worth| matches!(worth, Worth::Truth(_));
    let is_number = |worth: &Worth| matches!(worth, Worth::Number(_));
    if is_truth(a) || is_truth(b) {
        a.truth() == b.truth()
    } else if is_number(a) || is_number(b) {
        a.number() == b.number()
    } else {
        a.text() == b.text()
    }
}

impl Worth {
    pub(super) fn truth(&self) -> bool {
        match self {
            Self::Number(number) => number.abs() > 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::Truth(truth) => *truth,
        }
    }

    fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(text) => text.trim().parse::<i64>().map_or(f64::NAN, |n| n as f64),
            Self::Truth(truth) => f64::from(u8::from(*truth)),
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Number(number) if number.is_nan() => "NaN".to_owned(),
            Self::Number(number) if number.is_infinite() => if *number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            }
            .to_owned(),
            // Minus zero is zero.
            Self::Number(number) => (number + 0.0).to_string(),
            Self::Text(text) => text.clone(),
            Self::Truth(truth) => if *truth { "true" } else { "false" }.to_owned(),
        }
    }
}
