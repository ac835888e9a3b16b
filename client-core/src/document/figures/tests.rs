//! Traps of counting, at the level of cells.
