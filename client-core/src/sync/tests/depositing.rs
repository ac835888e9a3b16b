//! What opens a forgotten PIN: settled once a sync, when all else was said, and never in the way of
//! the work.

use super::script::*;
use crate::ids::{RecoveryKey, UnlockId};
use crate::sync::{Effect, Holding, Start, SyncEnd};
use crate::wire::message::Blob;
use crate::wire::{
    CatalogueItem, CatalogueMoved, Deposit, RepairReason, SealedSecret, ToPhone, ToServer, Welcome,
};

fn locked() -> Option<Deposit> {
    let secret = SealedSecret {
        unlock: UnlockId([1; 8]),
        to: RecoveryKey([2; 32]),
        sealed: Blob(vec![3; 64]),
    };
    Some(Deposit {
        secret: Some(secret),
    })
}

/// The welcome of a server that has this.
fn welcome_of(has: Holding) -> ToPhone {
    let ToPhone::Welcome(welcome) = welcome() else {
        unreachable!("that is what it is")
    };
    Welcome {
        deposit: has.held,
        handed_out: has.handed_out,
        ..welcome
    }
    .into()
}

fn deposits(request: &[ToServer]) -> Vec<Deposit> {
    let deposits = request.iter().filter_map(|said| match said {
        ToServer::Deposit(deposit) => Some(deposit.clone()),
        _ => None,
    });
    deposits.collect()
}

fn asked(phone: &Phone) -> Vec<Holding> {
    let asked = phone.effects.iter().filter_map(|effect| match effect {
        Effect::NeedDeposit(has) => Some(*has),
        _ => None,
    });
    asked.collect()
}

#[test]
fn what_is_to_be_left_leaves_in_the_same_sync_once() {
    let has = Holding {
        held: None,
        handed_out: Some(UnlockId([9; 8])),
    };
    let mut phone = Phone::new(start());
    phone.deposit = locked();
    let mut left = Vec::new();
    while let Some(request) = phone.request() {
        left.push(deposits(&request));
        // It keeps nothing, and is not told for ever.
        phone.answer(&[welcome_of(has), done()]).unwrap();
    }
    assert_eq!(left, [vec![], locked().into_iter().collect()]);
    assert_eq!(asked(&phone), [has]);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}

#[test]
fn with_nothing_to_leave_the_sync_is_over() {
    let mut phone = Phone::new(start());
    phone.request().unwrap();
    phone.answer(&[welcome(), done()]).unwrap();
    assert_eq!(asked(&phone), [Holding::default()]);
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}

/// The catalogue brings the key to which the phone seals: it is stored before anybody asks.
#[test]
fn the_lock_is_asked_about_when_all_else_is_here() {
    let mut phone = Phone::with(vec![
        outgoing(doc(1), &[400_000]),
        outgoing(doc(2), &[400_000]),
    ]);
    phone.deposit = locked();
    let entry = CatalogueItem {
        key: "setting/recovery".to_owned(),
        version: 4,
        json: Some("{}".to_owned()),
    };
    let catalogue = CatalogueMoved {
        cursor: start().catalogue,
        afresh: false,
        complete: true,
    };
    let mut requests = 0;
    while let Some(request) = phone.request() {
        requests += 1;
        let mut said = vec![welcome(), entry.clone().into(), catalogue.clone().into()];
        said.extend(request.iter().filter_map(|said| match said {
            ToServer::Put(put) => {
                let sent = outgoing(put.doc, &[400_000]);
                Some(taken(put.doc, sent.hashes[0], 8))
            }
            _ => None,
        }));
        said.push(done());
        phone.answer(&said).unwrap();
        let is_last = deposits(&request) == locked().into_iter().collect::<Vec<_>>();
        assert_eq!(is_last, phone.machine.report().end.is_some());
    }
    assert!(requests >= 2);
    let at = |wanted: fn(&Effect) -> bool| phone.effects.iter().position(wanted);
    assert!(
        at(|it| matches!(it, Effect::Catalogue(_))) < at(|it| matches!(it, Effect::NeedDeposit(_)))
    );
}

#[test]
fn a_repair_ends_with_it_too() {
    let mut phone = Phone::new(Start {
        repair: Some(RepairReason::Asked),
        ..start()
    });
    phone.deposit = locked();
    phone.request().unwrap();
    phone.answer(&[welcome(), moved(2, 2), done()]).unwrap();
    assert_eq!(deposits(&phone.request().unwrap()).len(), 1);
    phone.answer(&[welcome(), done()]).unwrap();
    assert_eq!(phone.request(), None);
    assert_eq!(phone.machine.report().end, Some(SyncEnd::Done));
}
