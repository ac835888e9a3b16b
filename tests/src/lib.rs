//! What the suites stand on. It runs the product; it holds no second implementation of any of it.

pub mod bench;
pub mod checkers;
pub mod handmade;
pub mod office;
pub mod phone;
pub mod poor_line;
pub mod programs;
pub mod qr;
pub mod seed;
pub mod small_disk;
pub mod tls;
pub mod vfs;
pub mod workload;
pub mod world;
