//! What opens a forgotten PIN: left with a server that holds another, once a sync, and never in the
//! way of the work.

use super::script::*;
use crate::ids::{RecoveryKey, UnlockId};
use crate::sync::{Start, SyncEnd};
use crate::wire::message::Blob;
use crate::wire::{Deposit, SealedSecret, ToPhone, ToServer, Welcome};

const OWN: UnlockId = UnlockId([1; 8]);

fn locked() -> Option<Deposit> {
    let secret = SealedSecret {
        unlock: OWN,
        to: RecoveryKey([2; 32]),
        sealed: Blob(vec![3; 64]),
    };
    Some(Deposit {
        secret: Some(secret),
    })
}

fn phone(deposit: Option<Deposit>) -> Phone {
    Phone::new(Start { deposit, ..start() })
}

/// The welcome of a server that holds this.
fn holding(deposit: Option<UnlockId>) -> ToPhone {
    let ToPhone::Welcome(welcome) = welcome() else {
        unreachable!("that is what it is")
    };
    Welcome { deposit, ..welcome }.into()
}

fn deposits(request: &[ToServer]) -> Vec<Deposit> {
    let deposits = request.iter().filter_map(|said| match said {
        ToServer::Deposit(deposit) => Some(deposit.clone()),
        _ => None,
    });
    deposits.collect()
}

/// What the requests of a sync leave, one list a request, when each welcome says this.
fn left(mut phone: Phone, held: Option<UnlockId>) -> Vec<Vec<Deposit>> {
    let mut left = Vec::new();
    while let Some(request) = phone.request() {
        left.push(deposits(&request));
        phone.answer(&[holding(held), done()]).unwrap();
    }
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
    left
}

#[test]
fn a_server_that_holds_another_gets_it_in_the_same_sync_once() {
    let own = locked().into_iter().collect::<Vec<_>>();
    for held in [None, Some(UnlockId([9; 8]))] {
        assert_eq!(left(phone(locked()), held), [vec![], own.clone()]);
    }
    assert_eq!(left(phone(locked()), Some(OWN)), [vec![]], "nothing new");
}

#[test]
fn without_a_pin_what_is_held_is_taken_back() {
    let open = Deposit { secret: None };
    assert_eq!(
        left(phone(Some(open.clone())), Some(OWN)),
        [vec![], vec![open.clone()]]
    );
    assert_eq!(left(phone(Some(open)), None), [vec![]]);
    // Where nothing can be said of the lock, nothing is.
    assert_eq!(left(phone(None), Some(OWN)), [vec![]]);
}
