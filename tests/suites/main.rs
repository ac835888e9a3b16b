//! The suites, in reading order: this list is their table of contents.

mod http;
mod tidy;
