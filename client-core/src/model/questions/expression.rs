//! Expressions: parsed on entry, kept with their words, evaluated in time that grows with their
//! length and without failing.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::parser;
use super::value::{Value, day_of};

/// A rule of a questionnaire: when something is asked, what an answer must be, what is computed.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Expression {
    text: String,
    root: Node,
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: found {found}, allowed: {allowed}")]
pub struct ExpressionError {
    /// Which character, counted from 1.
    pub at: usize,
    /// What stands there.
    pub found: String,
    /// What may stand there.
    pub allowed: String,
}

impl ExpressionError {
    /// `before` is how many characters stand before it.
    pub(super) fn new(before: usize, found: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self {
            at: before + 1,
            found: found.into(),
            allowed: allowed.into(),
        }
    }
}

/// Where an expression finds what it speaks of.
pub trait Scope {
    /// The answer to a question.
    fn field(&self, name: &str) -> Value;
    /// The answer that is judged.
    fn itself(&self) -> Value;
    /// The sum of a question's answers over the repetitions of its group.
    fn sum(&self, name: &str) -> f64;
    /// How many repetitions there are of a group, or of the group of a question.
    fn count(&self, name: &str) -> usize;
    /// The day of the session.
    fn today(&self) -> Date;
}

/// A part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Text(String),
    Number(f64),
    Field(String),
    Itself,
    Minus(Box<Self>),
    Binary(Operator, Box<Self>, Box<Self>),
    Call(Function, Vec<Self>),
}

macro_rules! operators {
    ($($name:ident, $said:literal, $rank:literal;)+) => {
        /// What stands between two values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Operator { $($name,)+ }

        impl Operator {
            pub(super) fn of(said: &str) -> Option<Self> {
                match said { $($said => Some(Self::$name),)+ _ => None }
            }

            /// The higher binds tighter.
            pub(super) const fn rank(self) -> usize {
                match self { $(Self::$name => $rank,)+ }
            }
        }
    };
}

operators! {
    Or, "or", 0;
    And, "and", 1;
    Same, "=", 2;
    Unlike, "!=", 2;
    Less, "<", 3;
    AtMost, "<=", 3;
    More, ">", 3;
    AtLeast, ">=", 3;
    Plus, "+", 4;
    Minus, "-", 4;
    Times, "*", 5;
    Div, "div", 5;
    Mod, "mod", 5;
}

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident, $said:literal, $takes:literal;)+) => {
        /// The functions that there are.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function { $($(#[$doc])* $name,)+ }

        impl Function {
            /// Every function.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// How it is written.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $said,)+ }
            }

            /// How many values it takes.
            pub const fn takes(self) -> usize {
                match self { $(Self::$name => $takes,)+ }
            }
        }
    };
}

functions! {
    /// `true()`.
    True, "true", 0;
    /// `false()`.
    False, "false", 0;
    /// `not(truth)`.
    Not, "not", 1;
    /// `if(truth, then, else)`.
    If, "if", 3;
    /// `coalesce(first, second)`: the first unless it is empty.
    Coalesce, "coalesce", 2;
    /// `selected(${question}, 'choice')`.
    Selected, "selected", 2;
    /// `count-selected(${question})`.
    CountSelected, "count-selected", 1;
    /// `string-length(text)`, in characters.
    StringLength, "string-length", 1;
    /// `today()`: the day of the session.
    Today, "today", 0;
    /// `date('2017-03-14')`; empty when it is no day.
    Date, "date", 1;
    /// `number(value)`.
    Number, "number", 1;
    /// `int(number)`: without what stands behind the point.
    Int, "int", 1;
    /// `round(number, digits)`.
    Round, "round", 2;
    /// `sum(${question})` over the repetitions of its group.
    Sum, "sum", 1;
    /// `count(${group})`: its repetitions.
    Count, "count", 1;
}

impl Function {
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    pub(super) fn names() -> String {
        let names: Vec<_> = Self::ALL
            .iter()
            .map(|it| format!("{}()", it.name()))
            .collect();
        names.join(", ")
    }

    pub(super) const fn is_over_repetitions(self) -> bool {
        matches!(self, Self::Sum | Self::Count)
    }
}

/// How an expression speaks of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mention<'e> {
    /// Of its answer.
    Answer(&'e str),
    /// Of all its answers, over the repetitions.
    All(&'e str),
    /// Of the answer that is judged.
    Itself,
}

impl Expression {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it comes to.
    pub fn evaluate(&self, scope: &dyn Scope) -> Value {
        evaluate(&self.root, scope)
    }

    /// Everything that it speaks of.
    pub(super) fn mentions(&self) -> Vec<Mention<'_>> {
        let mut found = Vec::new();
        mentions(&self.root, &mut found);
        found
    }
}

fn mentions<'e>(node: &'e Node, found: &mut Vec<Mention<'e>>) {
    match node {
        Node::Text(_) | Node::Number(_) => {}
        Node::Field(name) => found.push(Mention::Answer(name)),
        Node::Itself => found.push(Mention::Itself),
        Node::Minus(inner) => mentions(inner, found),
        Node::Binary(_, left, right) => {
            mentions(left, found);
            mentions(right, found);
        }
        Node::Call(function, given) => match given.as_slice() {
            [Node::Field(name)] if function.is_over_repetitions() => {
                found.push(Mention::All(name));
            }
            given => given.iter().for_each(|node| mentions(node, found)),
        },
    }
}

fn evaluate(node: &Node, scope: &dyn Scope) -> Value {
    match node {
        Node::Text(text) => Value::Text(text.clone()),
        Node::Number(number) => Value::Number(*number),
        Node::Field(name) => scope.field(name),
        Node::Itself => scope.itself(),
        Node::Minus(inner) => Value::Number(-evaluate(inner, scope).number()),
        Node::Binary(operator, left, right) => binary(*operator, left, right, scope),
        Node::Call(function, given) => call(*function, given, scope),
    }
}

fn binary(operator: Operator, left: &Node, right: &Node, scope: &dyn Scope) -> Value {
    let left = evaluate(left, scope);
    match operator {
        Operator::Or if left.truth() => return Value::Bool(true),
        Operator::And if !left.truth() => return Value::Bool(false),
        _ => {}
    }
    let right = evaluate(right, scope);
    let (a, b) = (|| left.number(), || right.number());
    match operator {
        Operator::Or | Operator::And => Value::Bool(right.truth()),
        Operator::Same => Value::Bool(left.is_same(&right)),
        Operator::Unlike => Value::Bool(!left.is_same(&right)),
        Operator::Less => Value::Bool(a() < b()),
        Operator::AtMost => Value::Bool(a() <= b()),
        Operator::More => Value::Bool(a() > b()),
        Operator::AtLeast => Value::Bool(a() >= b()),
        Operator::Plus => Value::Number(a() + b()),
        Operator::Minus => Value::Number(a() - b()),
        Operator::Times => Value::Number(a() * b()),
        Operator::Div => Value::Number(a() / b()),
        Operator::Mod => Value::Number(a() % b()),
    }
}

fn call(function: Function, given: &[Node], scope: &dyn Scope) -> Value {
    let value = |at: usize| {
        given
            .get(at)
            .map_or_else(Value::nothing, |it| evaluate(it, scope))
    };
    let named = || match given {
        [Node::Field(name)] => name.as_str(),
        _ => "",
    };
    match function {
        Function::True => Value::Bool(true),
        Function::False => Value::Bool(false),
        Function::Not => Value::Bool(!value(0).truth()),
        Function::If => value(if value(0).truth() { 1 } else { 2 }),
        Function::Coalesce => match value(0) {
            first if first.is_nothing() => value(1),
            first => first,
        },
        // As ODK looks it up: between blanks, so that of no answer nothing is selected but nothing.
        Function::Selected => {
            let (all, one) = (value(0).text(), value(1).text());
            Value::Bool(format!(" {all} ").contains(&format!(" {} ", one.trim())))
        }
        Function::CountSelected => count(value(0).text().split_whitespace().count()),
        Function::StringLength => count(value(0).text().chars().count()),
        Function::Today => Value::Day(scope.today()),
        Function::Date => match value(0) {
            day @ Value::Day(_) => day,
            other => day_of(other.text().trim()).map_or_else(Value::nothing, Value::Day),
        },
        Function::Number => Value::Number(value(0).number()),
        Function::Int => Value::Number(value(0).number().trunc()),
        Function::Round => Value::Number(round(value(0).number(), value(1).number())),
        Function::Sum => Value::Number(scope.sum(named())),
        Function::Count => count(scope.count(named())),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "answers are counted in hundreds"
)]
fn count(number: usize) -> Value {
    Value::Number(number as f64)
}

/// Half away from zero. Digits beyond what a number holds change nothing.
fn round(number: f64, digits: f64) -> f64 {
    const DIGITS: f64 = 15.0;
    if digits.is_nan() {
        return f64::NAN;
    }
    let scale = 10_f64.powf(digits.trunc().clamp(-DIGITS, DIGITS));
    let scaled = number * scale;
    if scaled.is_finite() {
        scaled.round() / scale
    } else {
        number
    }
}

impl FromStr for Expression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        let root = parser::parse(text)?;
        let text = text.trim().to_owned();
        Ok(Self { text, root })
    }
}

impl TryFrom<String> for Expression {
    type Error = ExpressionError;

    fn try_from(text: String) -> Result<Self, ExpressionError> {
        text.parse()
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.text
    }
}

/// Two expressions are the same when they are written alike.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
