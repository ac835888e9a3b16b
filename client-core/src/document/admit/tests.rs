//! Hostile changes, each with its answer.

mod hostile;
mod limits;
mod mutants;
