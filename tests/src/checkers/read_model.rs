//! What the server shows follows from what it keeps: its own check finds nothing.

use server::report::check::check;

use server::store::{Store, organisation};

/// Runs the server's check on its database.
///
/// # Panics
/// When it finds something.
#[track_caller]
pub fn read_model(store: &Store) {
    let mut problems = Vec::new();
    let checked = store.read(|c| {
        let home = organisation::home(c)?;
        let organisation = home.expect("a founded server").id;
        check(c, &organisation, |problem| {
            problems.push(problem.to_string());
        })
    });
    let checked = checked.expect("a database that can be read");
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(checked.problems, 0);
}
