//! What the server shows follows from what it keeps: its own check finds nothing.

use server::report::check::check;

use crate::world::World;

/// Runs the server's check.
///
/// # Panics
/// When it finds something.
#[track_caller]
pub fn read_model(world: &World) {
    let organisation = world.server.organisation();
    let mut problems = Vec::new();
    let checked = world.server.store().read(|c| {
        check(c, &organisation, |problem| {
            problems.push(problem.to_string());
        })
    });
    let checked = checked.expect("a database that can be read");
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(checked.problems, 0);
}
