//! TLS spoken by hand, for what no client of ours would do: requests cut short, broken and forged,
//! and a man in the middle.

pub mod impostor;
pub mod line;
