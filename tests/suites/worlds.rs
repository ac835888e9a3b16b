//! The worlds that break sync engines, one after the other. Each was thought of before the feature
//! that it attacks was built.

mod catalogue;
mod feeds;
mod lines;
mod partners;
mod photos;
mod put_back;
mod refused;
mod repair;
mod restored;
mod schema;
