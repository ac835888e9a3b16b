//! A scripted server against the machine: what is said, what is kept, what is refused to believe.

mod carrying;
mod confusion;
mod cuts;
mod depositing;
mod exchange;
mod reconciling;
mod recovery;
mod script;
