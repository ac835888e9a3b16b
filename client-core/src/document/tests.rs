//! What holds for every document and every edit, and the traps that the layout avoids.

mod edits;
mod world;

mod agree;
mod traps;
