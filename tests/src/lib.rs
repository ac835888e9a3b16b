//! What the suites stand on. It runs the product; it holds no second implementation of any of it.

pub mod seed;
pub mod vfs;
