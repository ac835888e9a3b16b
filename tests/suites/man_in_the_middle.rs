//! Somebody answers in the server's place, with a certificate for the same name by an authority of
//! their own. Phones tell them nothing.

use tests::office::Office;
use tests::tls::impostor::Impostor;

/// What `phone` exits with when it did not reach its server.
const NO_SERVER: i32 = 3;

/// Takes the server's place at its address.
fn usurp(office: &mut Office) -> Impostor {
    office.kill();
    Impostor::start(&office.address().to_string(), &["localhost", "127.0.0.1"])
}

#[test]
fn a_phone_that_has_joined_shows_no_token() {
    let mut office = Office::open(&["suceava:Suceava"]);
    office.hand_out("ana", "volunteer", "suceava");
    let impostor = usurp(&mut office);
    let refused = office.phone("ana", &["sync"]).with_code(NO_SERVER);
    assert!(
        refused.err.contains("not the server that you joined"),
        "{}",
        refused.err
    );
    assert_eq!(impostor.heard_after_a_visit(), b"");
}

#[test]
fn a_phone_that_joins_shows_no_invite_code() {
    let mut office = Office::open(&["suceava:Suceava"]);
    let link = office.invite("ana", "volunteer", "suceava");
    let impostor = usurp(&mut office);
    let refused = office.phone("ana", &["join", &link]).with_code(NO_SERVER);
    assert_eq!(impostor.heard_after_a_visit(), b"");
    assert!(refused.err.contains("not the server"), "{}", refused.err);
}
