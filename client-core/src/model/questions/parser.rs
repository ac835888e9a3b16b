//! From words to a tree: operators by their rank, brackets and calls to a bounded depth.

use super::expression::{ExpressionError, Function, Node, Operator};
use super::lexer::{Token, Word, words};
use crate::limits::{EXPRESSION_DEPTH_MAX, EXPRESSION_NODES_MAX};

pub(super) fn parse(text: &str) -> Result<Node, ExpressionError> {
    let words = words(text)?;
    let end = text.chars().count();
    let mut parser = Parser {
        words: &words,
        end,
        nodes: 0,
        depth: 0,
    };
    let root = parser.ranked(0)?;
    match parser.words.first() {
        None => Ok(root),
        Some(_) => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser<'w> {
    words: &'w [Word],
    end: usize,
    nodes: usize,
    depth: usize,
}

impl Parser<'_> {
    /// A chain of operators of at least this rank; those of one rank belong to the left.
    fn ranked(&mut self, rank: usize) -> Result<Node, ExpressionError> {
        let mut left = self.unary()?;
        while let Some(operator) = self.operator().filter(|found| found.rank() >= rank) {
            self.words = &self.words[1..];
            let right = self.ranked(operator.rank() + 1)?;
            left = self.node(Node::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn operator(&self) -> Option<Operator> {
        let said = match &self.words.first()?.token {
            Token::Sign(sign) => sign,
            Token::Name(name) => name.as_str(),
            _ => return None,
        };
        Operator::of(said)
    }

    fn unary(&mut self) -> Result<Node, ExpressionError> {
        if self.takes("-") {
            return self.deeper(|parser| {
                let inner = parser.unary()?;
                parser.node(Node::Minus(Box::new(inner)))
            });
        }
        self.primary()
    }

    fn primary(&mut self) -> Result<Node, ExpressionError> {
        const WANTED: &str = "${question}, a text in quotes, a number, a function or a bracket";
        let Some(word) = self.words.first() else {
            return Err(self.unexpected(WANTED));
        };
        let node = match &word.token {
            Token::Field(name) => Node::Field(name.clone()),
            Token::Text(text) => Node::Text(text.clone()),
            Token::Number(number) => Node::Number(*number),
            Token::Sign(".") => Node::Itself,
            Token::Sign("(") => {
                self.words = &self.words[1..];
                return self.deeper(|parser| {
                    let inner = parser.ranked(0)?;
                    parser.closed()?;
                    Ok(inner)
                });
            }
            Token::Name(name) => {
                let function = Function::of(name).ok_or_else(|| {
                    let allowed = format!("one of {}", Function::names());
                    ExpressionError::new(word.at, format!("`{name}`"), allowed)
                })?;
                return self.call(function);
            }
            Token::Sign(_) => return Err(self.unexpected(WANTED)),
        };
        self.words = &self.words[1..];
        self.node(node)
    }

    fn call(&mut self, function: Function) -> Result<Node, ExpressionError> {
        let at = self.at();
        self.words = &self.words[1..];
        if !self.takes("(") {
            return Err(self.unexpected("`(` after a function's name"));
        }
        let given = self.deeper(|parser| {
            let mut given = Vec::new();
            if parser.takes(")") {
                return Ok(given);
            }
            loop {
                given.push(parser.ranked(0)?);
                if !parser.takes(",") {
                    parser.closed()?;
                    return Ok(given);
                }
            }
        })?;
        if given.len() != function.takes() {
            let found = format!("{} with {} values", function.name(), given.len());
            let allowed = format!("{} takes {}", function.name(), function.takes());
            return Err(ExpressionError::new(at, found, allowed));
        }
        let is_field = matches!(given.first(), Some(Node::Field(_)));
        if function.is_over_repetitions() && !is_field {
            let name = function.name();
            let allowed = format!("{name}(${{question}}) of a group that repeats");
            return Err(ExpressionError::new(at, format!("`{name}`"), allowed));
        }
        self.node(Node::Call(function, given))
    }

    fn closed(&mut self) -> Result<(), ExpressionError> {
        if self.takes(")") {
            return Ok(());
        }
        Err(self.unexpected("`)`"))
    }

    fn takes(&mut self, sign: &str) -> bool {
        let stands = matches!(self.words, [Word { token: Token::Sign(found), .. }, ..]
            if *found == sign);
        if stands {
            self.words = &self.words[1..];
        }
        stands
    }

    fn node(&mut self, node: Node) -> Result<Node, ExpressionError> {
        self.nodes += 1;
        if self.nodes > EXPRESSION_NODES_MAX {
            let allowed = format!("at most {EXPRESSION_NODES_MAX} values and operators");
            return Err(ExpressionError::new(self.at(), "more", allowed));
        }
        Ok(node)
    }

    fn deeper<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<T, ExpressionError>,
    ) -> Result<T, ExpressionError> {
        if self.depth == EXPRESSION_DEPTH_MAX {
            let allowed = format!("brackets to a depth of {EXPRESSION_DEPTH_MAX}");
            return Err(ExpressionError::new(self.at(), "more", allowed));
        }
        self.depth += 1;
        let done = inner(self)?;
        self.depth -= 1;
        Ok(done)
    }

    fn at(&self) -> usize {
        self.words.first().map_or(self.end, |word| word.at)
    }

    fn unexpected(&self, allowed: &str) -> ExpressionError {
        let found = match self.words.first().map(|word| &word.token) {
            None => "the end".to_owned(),
            Some(Token::Field(name)) => format!("`${{{name}}}`"),
            Some(Token::Text(text)) => format!("the text `{text}`"),
            Some(Token::Number(number)) => format!("`{number}`"),
            Some(Token::Name(name)) => format!("`{name}`"),
            Some(Token::Sign(sign)) => format!("`{sign}`"),
        };
        ExpressionError::new(self.at(), found, allowed)
    }
}
