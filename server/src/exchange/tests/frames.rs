//! Requests that nobody should send: each gets a clear answer, none costs much, none breaks
//! anything.

use client_core::ids::{Chain, DocId, InstallNonce, StateHash};
use client_core::limits::{REQUEST_INFLATED_BYTES_MAX, REQUEST_MESSAGES_MAX, REQUEST_WANTS_MAX};
use client_core::wire::message::Blob;
use client_core::wire::request::{End, Envelope, Wiped};
use client_core::wire::{
    CatalogueCursor, CatalogueWalk, Differing, Encoding, FailureCode, FrameEncoder, Hello,
    Inventory, InventoryItem, Missing, Receipt, Reconcile, ToPhone, ToServer, Want,
};

use super::office::{Office, both_have_one, organisation, unit};
use super::phone::{Heard, Phone, title_is};
use crate::limits::ORGANISATIONS_MAX;

fn frame(encoding: Encoding, messages: &[ToServer]) -> Vec<u8> {
    let mut encoder = FrameEncoder::new(encoding);
    messages.iter().for_each(|message| encoder.push(message));
    encoder.finish()
}

fn failure(office: &Office, phone: &Phone, body: &[u8]) -> FailureCode {
    let answer = office.answer(&phone.who, body);
    assert!(answer.len() < 300);
    match Heard::read(0, &answer).messages.as_slice() {
        [ToPhone::Failed(failed)] => failed.code,
        other => panic!("{other:?}"),
    }
}

fn end() -> ToServer {
    End {}.into()
}

#[test]
fn what_is_no_request_is_named() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    ana.record("One");
    let whole = ana.body(ana.puts());
    let hello: ToServer = ana.hello().into();
    let plain = |messages: &[ToServer]| frame(Encoding::Plain, messages);
    let with = |change: fn(&mut Hello)| {
        let mut hello = ana.hello();
        change(&mut hello);
        plain(&[hello.into(), end()])
    };
    let trailing = [plain(&[hello.clone(), end()]), vec![0x80]].concat();
    let list = Inventory {
        organisation: organisation(),
        items: Vec::new(),
        more: false,
        after: None,
    };
    let want: ToServer = Want {
        doc: DocId([1; 16]),
    }
    .into();
    let malformed = [
        Vec::new(),
        vec![0],
        vec![0, 1, 2, 3, 4],
        b"GET / HTTP/1.1".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        plain(&[end()]),
        plain(std::slice::from_ref(&hello)),
        plain(&[hello.clone(), hello.clone(), end()]),
        plain(&[hello.clone(), list.clone().into(), want.clone(), end()]),
        plain(&[hello.clone(), list.clone().into(), list.into(), end()]),
        trailing,
        with(|hello| hello.device.0[0] ^= 1),
        with(|hello| hello.sent = u64::MAX),
    ];
    for body in malformed {
        let code = failure(&office, &ana, &body);
        let expected = match body.first() {
            Some(b'G') => FailureCode::EncodingUnknown,
            _ => FailureCode::Malformed,
        };
        assert_eq!(code, expected, "{}", hex::encode(&body));
    }
    assert_eq!(office.count("SELECT count(*) FROM change"), 0);
}

#[test]
fn what_is_too_old_or_too_new_is_named() {
    let office = Office::new();
    let ana = office.volunteer("ana", "iasi");
    for protocol in [0, 2, 99] {
        let mut hello = ana.hello();
        hello.protocol = protocol;
        let body = frame(Encoding::Plain, &[hello.into(), end()]);
        assert_eq!(failure(&office, &ana, &body), FailureCode::ProtocolUnknown);
    }
    assert_eq!(office.count("SELECT count(*) FROM change"), 0);
}

#[test]
fn more_messages_than_are_allowed_are_not_read() {
    let office = Office::new();
    let ana = office.volunteer("ana", "iasi");
    let hello: ToServer = ana.hello().into();
    let many = vec![
        ToServer::from(Want {
            doc: DocId([1; 16])
        });
        REQUEST_MESSAGES_MAX
    ];
    let body = frame(
        Encoding::Zstd,
        &[std::slice::from_ref(&hello), &many[..], &[end()]].concat(),
    );
    assert_eq!(failure(&office, &ana, &body), FailureCode::TooLarge);
    let mut greedy = ana.hello();
    greedy.receipts = vec![
        Receipt {
            organisation: organisation(),
            seq: 0,
            chain: Chain([0; 16]),
        };
        ORGANISATIONS_MAX + 1
    ];
    let body = frame(Encoding::Plain, &[greedy.into(), end()]);
    assert_eq!(failure(&office, &ana, &body), FailureCode::TooLarge);
    let wants = (0..=REQUEST_WANTS_MAX).map(|n| {
        let mut doc = [0; 16];
        doc[..8].copy_from_slice(&(n as u64).to_be_bytes());
        ToServer::from(Want { doc: DocId(doc) })
    });
    let wants: Vec<_> = wants.collect();
    let body = frame(Encoding::Zstd, &[&[hello], &wants[..], &[end()]].concat());
    assert_eq!(failure(&office, &ana, &body), FailureCode::TooLarge);
}

#[test]
fn a_small_body_that_inflates_to_much_is_stopped() {
    let office = Office::new();
    let ana = office.volunteer("ana", "iasi");
    let mut hello = ana.hello();
    hello.app = "x".repeat(REQUEST_INFLATED_BYTES_MAX);
    let body = frame(Encoding::Zstd, &[hello.into(), end()]);
    assert!(body.len() < 4_096);
    assert_eq!(failure(&office, &ana, &body), FailureCode::TooLarge);
}

/// Sends a request with every byte of it altered in two ways; each gets an answer.
fn alter_every_byte(office: &Office, phone: &Phone, messages: &[ToServer]) {
    let body = frame(Encoding::Plain, messages);
    let whole = Heard::read(0, &office.answer(&phone.who, &body)).messages;
    let failed = whole.iter().find(|said| matches!(said, ToPhone::Failed(_)));
    assert_eq!(failed, None, "as it is, it is a request");
    for at in 0..body.len() {
        for bit in [0x01, 0x80] {
            let mut altered = body.clone();
            altered[at] ^= bit;
            let answer = office.answer(&phone.who, &altered);
            assert!(!Heard::read(0, &answer).messages.is_empty());
        }
    }
}

/// The phone is one that was put back and says so, whatever the server took from altered bytes.
fn goes_on(office: &Office, phone: &mut Phone) {
    phone.sent = 1_000_000;
    phone.install = InstallNonce([8; 8]);
    phone.repair(office, 9);
    assert!(phone.sync(office).is_done());
}

#[test]
fn no_altered_byte_breaks_anything() {
    let office = Office::new();
    let mut ana = office.volunteer("ana", "iasi");
    let session = ana.record("One");
    let note = ana.note(session, "Careful.");
    let said: [ToServer; 5] = [
        ana.hello().into(),
        ana.put(session).into(),
        ana.put(note).into(),
        Want { doc: session }.into(),
        end(),
    ];
    alter_every_byte(&office, &ana, &said);
    goes_on(&office, &mut ana);
}

#[test]
fn no_altered_byte_of_a_repair_breaks_anything() {
    let (office, mut ana, mut ion, session) = both_have_one();
    ion.edit(session, &[title_is("Two")]);
    ion.sync(&office);
    let items = vec![InventoryItem {
        doc: session,
        heads: ana.documents[&session].heads(),
    }];
    let organisation = organisation();
    let list = Inventory {
        organisation: organisation.clone(),
        items: items.clone(),
        more: false,
        after: Some(DocId([1; 16])),
    };
    let turn = Reconcile {
        organisation: organisation.clone(),
        // As negentropy begins: its version, then one range up to infinity that lists nothing.
        message: Blob(vec![0x61, 0, 0, 2, 0]),
        begins: true,
        feeds: None,
    };
    let differing = Differing {
        organisation,
        items,
        lacking: vec![StateHash([9; 32])],
    };
    let turns: [ToServer; 3] = [list.into(), turn.into(), differing.into()];
    for turn in turns {
        alter_every_byte(&office, &ana, &[ana.hello().into(), turn, end()]);
    }
    goes_on(&office, &mut ana);
    assert_eq!(ana.title(session), "Two");
}

#[test]
fn no_altered_byte_of_what_is_rarely_said_breaks_anything() {
    let (office, ana, mut ion, session) = both_have_one();
    // Somebody else's change with its author, as a phone brings it to a restored server.
    let brought = ion.closure(&Missing {
        doc: session,
        heads: Vec::new(),
    });
    assert!(brought.authors.is_some());
    let mut hello = ion.hello();
    hello.certificate = Some(Blob(vec![7; 60]));
    hello.catalogue = Some(CatalogueCursor {
        walks: vec![CatalogueWalk {
            unit: unit("iasi"),
            since: 1,
            early: 1,
            late: 0,
        }],
        ..CatalogueCursor::default()
    });
    let envelope = Envelope {
        bytes: Blob(vec![1; 40]),
    };
    let wiped = Wiped {
        device: ion.who.device,
    };
    let said = [hello.into(), brought.into(), envelope.into(), end()];
    alter_every_byte(&office, &ion, &said);
    alter_every_byte(&office, &ion, &[ion.hello().into(), wiped.into(), end()]);
    goes_on(&office, &mut ion);
    assert_eq!(ion.title(session), ana.title(session));
}
