//! The parts that pages are made of: each draws one thing, from plain values, for any page.
//!
//! Rules that hold for all: no script, no inline style (the content security policy forbids both),
//! numbers and words through [`crate::i18n::Texts`], and nothing is told by colour alone.

pub mod badge;
pub mod bars;
pub mod field;
pub mod figure;
pub mod filter;
pub mod flash;
pub mod form;
pub mod icon;
pub mod page;
pub mod pagination;
pub mod panel;
pub mod progress;
pub mod pyramid;
pub mod qr;
pub mod search;
pub mod table;
pub mod tiles;
pub mod trend;
