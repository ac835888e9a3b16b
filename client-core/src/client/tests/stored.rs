//! What is said of a store's contents is what lies in it.

use super::server::{Server, TestPhone};
use super::*;

#[test]
fn what_is_stored_grows_with_what_is_recorded_and_practice_has_its_own() {
    let phone = TestPhone::join(&Server::new());
    let before = phone.client.stored().unwrap();
    assert_eq!((before.sessions, before.venues), (0, 0));
    assert!(before.bytes > 0);
    for n in 0..40 {
        plan(&phone, &format!("Grade {n}"));
    }
    let after = phone.client.stored().unwrap();
    assert_eq!(after.sessions, 40);
    assert!(after.bytes > before.bytes);
    let practice = phone.client.practise().unwrap();
    assert_eq!(practice.stored().unwrap().sessions, 0);
}
