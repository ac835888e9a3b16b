//! The bytes of protocol 1, as phones out there write and read them. A fixture never changes: a
//! test that fails here has renumbered or retyped something, and must be undone.

use std::fmt::Debug;

use super::message::{Blob, Message};
use super::request::End;
use super::*;
use crate::ids::{
    Chain, ChangeHash, DeviceId, DocId, EnvelopeId, Epoch, FeedDigest, FeedId, InstallNonce,
    OrganisationId, RecoveryKey, StateHash, UnitId, UnlockId,
};
use crate::time::Timestamp;

/// The fixture of one message, which was not written by this code.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(
            "../../../tests/fixtures/protocol-1/",
            $name,
            ".hex"
        ))
    };
}

const DOC: DocId = DocId([0x11; 16]);
const DEVICE: DeviceId = DeviceId([0x22; 16]);
const HASH: ChangeHash = ChangeHash([0x33; 32]);
const CHAIN: Chain = Chain([0x44; 16]);
const AT: Timestamp = Timestamp(1_489_478_700_000);

fn organisation() -> OrganisationId {
    "anitp".parse().unwrap()
}

fn unit() -> UnitId {
    "suceava".parse().unwrap()
}

fn feed() -> FeedId {
    FeedId::of_unit(&unit())
}

fn blob(text: &str) -> Blob {
    Blob(text.into())
}

fn cursor() -> Cursor {
    let after = WalkPosition {
        planned: true,
        day: "2017-03-14".into(),
        doc: DOC,
    };
    Cursor {
        organisation: organisation(),
        base: 70_000,
        at: 70_100,
        chain: CHAIN,
        feeds: FeedDigest([0x55; 8]),
        walks: vec![Walk {
            feed: feed(),
            since: 90,
            after: Some(after),
        }],
    }
}

fn receipt() -> Receipt {
    Receipt {
        organisation: organisation(),
        seq: 70_200,
        chain: CHAIN,
    }
}

fn author() -> Author {
    Author {
        who: "ana".into(),
        device: DEVICE,
        tag: Blob(vec![0x66; 8]),
        received: AT,
    }
}

fn hello() -> Hello {
    Hello {
        protocol: 1,
        app: "teren-android 1.2.0".into(),
        device: DEVICE,
        install: InstallNonce([0x77; 8]),
        sent: 4_711,
        cursors: vec![cursor()],
        receipts: vec![receipt()],
        catalogue_version: 12,
        unsent: 3,
        schemas: vec![1, 2, 3],
        encodings: vec![1, 0],
        clock: AT,
        certificate: Some(blob("certificate")),
        catalogue: None,
    }
}

fn catalogue_cursor() -> CatalogueCursor {
    CatalogueCursor {
        early: 12,
        late: 7,
        through: 70_000,
        walks: vec![CatalogueWalk {
            unit: unit(),
            since: 70_001,
            early: 5,
            late: 0,
        }],
    }
}

fn catalogue_moved() -> CatalogueMoved {
    CatalogueMoved {
        cursor: catalogue_cursor(),
        afresh: true,
        complete: false,
    }
}

fn put() -> Put {
    Put {
        doc: DOC,
        kind: 2,
        unit: Some(unit()),
        epochs: vec![Epoch([0x88; 8])],
        changes: vec![blob("first"), blob("second")],
        authors: Some(vec![author()]),
    }
}

fn inventory() -> Inventory {
    Inventory {
        organisation: organisation(),
        items: vec![InventoryItem {
            doc: DOC,
            heads: vec![HASH],
        }],
        more: true,
        after: Some(DocId([0x10; 16])),
    }
}

fn reconciled() -> Reconciled {
    Reconciled {
        message: blob("turn"),
        cursor: Some(cursor()),
    }
}

fn deposit() -> Deposit {
    Deposit {
        secret: Some(SealedSecret {
            unlock: UnlockId([0x88; 8]),
            to: RecoveryKey([0xaa; 32]),
            sealed: blob("sealed"),
        }),
    }
}

fn carried() -> Carried {
    Carried {
        envelope: EnvelopeId([0x66; 32]),
        code: Some(RefusalCode::NotPermitted),
        reason: "no".into(),
    }
}

fn welcome() -> Welcome {
    Welcome {
        protocol: 1,
        server_time: AT,
        feeds: Some(vec![feed()]),
        schemas: Some(vec![1, 2, 3]),
        encoding: 1,
        role: Some("volunteer".into()),
        catalogue_version: 12,
        reconciles: None,
        deposit: None,
        handed_out: None,
    }
}

fn item() -> Item {
    Item {
        doc: DOC,
        kind: 1,
        unit: unit(),
        feeds: vec![feed()],
        whole: true,
        changes: vec![blob("first")],
        authors: vec![author()],
        snapshot: Some(blob("snapshot")),
    }
}

/// The messages in order of their numbers, which begin at 0, are written to and read from their
/// fixtures, and there are no others.
fn holds<M: Message + PartialEq + Debug>(messages: &[(&str, M)]) {
    for (golden, message) in messages {
        let golden = hex::decode(golden.replace('\n', "")).expect("a fixture is hexadecimal");
        let mut written = Vec::new();
        message
            .write(&mut minicbor::Encoder::new(&mut written))
            .unwrap();
        assert_eq!(hex::encode(&written), hex::encode(&golden), "{message:?}");
        let mut decoder = FrameDecoder::new(10_000);
        decoder
            .feed(&[&[0, 0], golden.as_slice()].concat())
            .unwrap();
        assert_eq!(decoder.next_message::<M>().unwrap().as_ref(), Some(message));
        assert!(decoder.is_drained());
    }
    let next = u16::try_from(messages.len()).unwrap();
    let empty = [0xa0];
    let known = M::read(next, &mut minicbor::Decoder::new(&empty)).unwrap();
    assert_eq!(known, None, "message {next} has no fixture");
}

/// Everything that a phone says, with its fixture.
fn of_phone() -> Vec<(&'static str, ToServer)> {
    vec![
        (golden!("hello"), hello().into()),
        (
            golden!("envelope"),
            Envelope {
                bytes: blob("envelope"),
            }
            .into(),
        ),
        (golden!("put"), put().into()),
        (golden!("want"), Want { doc: DOC }.into()),
        (golden!("end"), End {}.into()),
        (golden!("inventory"), inventory().into()),
        (golden!("wiped"), Wiped { device: DEVICE }.into()),
        (
            golden!("reconcile"),
            Reconcile {
                organisation: organisation(),
                message: blob("turn"),
                begins: true,
                feeds: Some(FeedDigest([0x55; 8])),
            }
            .into(),
        ),
        (
            golden!("differing"),
            Differing {
                organisation: organisation(),
                items: inventory().items,
                lacking: vec![StateHash([0x99; 32])],
            }
            .into(),
        ),
        (golden!("deposit"), deposit().into()),
    ]
}

#[test]
fn a_phone_speaks_protocol_1() {
    holds(&of_phone());
}

#[test]
fn a_phone_says_how_far_it_is_in_the_catalogue() {
    let golden = golden!("hello_with_catalogue").replace('\n', "");
    let mut written = Vec::new();
    let hello = ToServer::from(Hello {
        catalogue: Some(catalogue_cursor()),
        ..hello()
    });
    hello
        .write(&mut minicbor::Encoder::new(&mut written))
        .unwrap();
    assert_eq!(hex::encode(&written), golden);
    let mut decoder = FrameDecoder::new(10_000);
    decoder
        .feed(&[&[0, 0], written.as_slice()].concat())
        .unwrap();
    assert_eq!(decoder.next_message::<ToServer>().unwrap(), Some(hello));
    assert_eq!(catalogue_cursor().version(), 0, "a unit lacks everything");
}

#[test]
fn a_server_says_what_it_holds_of_a_lock() {
    let held = Welcome {
        deposit: deposit().unlock(),
        ..welcome()
    };
    let handed_out = Welcome {
        handed_out: deposit().unlock(),
        ..welcome()
    };
    for (golden, welcome) in [
        (golden!("welcome_with_deposit"), held),
        (golden!("welcome_with_handed_out"), handed_out),
    ] {
        let welcome = ToPhone::from(welcome);
        let mut written = Vec::new();
        welcome
            .write(&mut minicbor::Encoder::new(&mut written))
            .unwrap();
        assert_eq!(hex::encode(&written), golden.replace('\n', ""));
        let mut decoder = FrameDecoder::new(10_000);
        decoder
            .feed(&[&[0, 0], written.as_slice()].concat())
            .unwrap();
        assert_eq!(decoder.next_message::<ToPhone>().unwrap(), Some(welcome));
    }
}

/// Everything that a server says, with its fixture.
fn of_server() -> Vec<(&'static str, ToPhone)> {
    let taken = Taken {
        doc: DOC,
        heads: vec![HASH],
        receipt: receipt(),
    };
    let missing = Missing {
        doc: DOC,
        heads: vec![HASH],
    };
    let refused = Refused {
        doc: DOC,
        hash: Some(HASH),
        code: RefusalCode::NotPermitted,
        reason: "no".into(),
    };
    let gone = Gone {
        feed: feed(),
        doc: Some(DOC),
    };
    let retract = Retract {
        doc: DOC,
        hashes: vec![HASH],
    };
    let catalogue = CatalogueItem {
        key: "unit/suceava".into(),
        version: 12,
        json: Some("{}".into()),
    };
    let durable_through = DurableThrough {
        organisation: organisation(),
        seq: 70_000,
    };
    let repair = Repair {
        organisation: organisation(),
        reason: RepairReason::DeviceRestored,
    };
    let wipe = Wipe {
        device: DEVICE,
        signature: blob("signature"),
    };
    let failed = Failed {
        code: FailureCode::Busy,
        reason: "busy".into(),
    };
    vec![
        (golden!("welcome"), welcome().into()),
        (golden!("taken"), taken.into()),
        (golden!("missing"), missing.into()),
        (golden!("refused"), refused.into()),
        (golden!("item"), item().into()),
        (golden!("gone"), gone.into()),
        (golden!("gone_for_good"), GoneForGood { doc: DOC }.into()),
        (golden!("retract"), retract.into()),
        (golden!("catalogue"), catalogue.into()),
        (golden!("cursor"), CursorMoved { cursor: cursor() }.into()),
        (golden!("durable_through"), durable_through.into()),
        (golden!("repair"), repair.into()),
        (golden!("more"), answer::More {}.into()),
        (golden!("done"), answer::Done {}.into()),
        (golden!("wipe"), wipe.into()),
        (golden!("retry"), Retry { after_ms: 5_000 }.into()),
        (golden!("failed"), failed.into()),
        (golden!("catalogue_moved"), catalogue_moved().into()),
        (golden!("reconciled"), reconciled().into()),
        (golden!("carried"), carried().into()),
    ]
}

#[test]
fn a_server_speaks_protocol_1() {
    holds(&of_server());
}

/// Reads altered bytes; what they say, if anything, can be written and read again.
fn survives<M: Message + PartialEq + Debug>(bytes: &[u8]) {
    let read = |bytes: &[u8]| {
        let mut decoder = FrameDecoder::new(10_000);
        let fed = decoder.feed(&[&[0, 0], bytes].concat());
        fed.and_then(|()| decoder.next_message::<M>())
            .ok()
            .flatten()
    };
    let Some(message) = read(bytes) else {
        return;
    };
    let mut written = Vec::new();
    message
        .write(&mut minicbor::Encoder::new(&mut written))
        .unwrap();
    assert_eq!(read(&written), Some(message), "{}", hex::encode(bytes));
}

fn survives_damage<M: Message + PartialEq + Debug>(messages: &[(&str, M)]) {
    for (golden, _) in messages {
        let golden = hex::decode(golden.replace('\n', "")).unwrap();
        for at in 0..golden.len() {
            survives::<M>(&golden[..at]);
            for bits in 1..=u8::MAX {
                let mut altered = golden.clone();
                altered[at] ^= bits;
                survives::<M>(&altered);
            }
            for more in [0x00, 0x9f, 0xff] {
                let mut longer = golden.clone();
                longer.insert(at, more);
                survives::<M>(&longer);
            }
        }
    }
}

#[test]
fn no_byte_of_any_message_can_be_altered_or_lost_to_harm_its_reader() {
    survives_damage(&of_phone());
    survives_damage(&of_server());
}

#[test]
fn codes_keep_their_numbers() {
    let refusals = [
        "too_large",
        "malformed",
        "not_your_replica",
        "replica_reused",
        "out_of_sequence",
        "depends_on_refused",
        "bad_start_op",
        "harmful",
        "not_allowed",
        "not_permitted",
        "bad_value",
        "erased",
        "bad_document",
        "refused_before",
        "quarantined",
        "replica_collision",
    ];
    let failures = [
        "malformed",
        "too_large",
        "protocol_unknown",
        "encoding_unknown",
        "unauthenticated",
        "device_closed",
        "awaits_approval",
        "busy",
        "internal",
        "storage_full",
        "invite_unknown",
    ];
    let repairs = ["log_diverged", "device_restored", "asked"];
    assert_eq!(
        named(|number| RefusalCode::of_number(number).name()),
        refusals
    );
    assert_eq!(
        named(|number| FailureCode::of_number(number).name()),
        failures
    );
    assert_eq!(
        named(|number| RepairReason::of_number(number).name()),
        repairs
    );
    assert_eq!(RefusalCode::of_number(999), RefusalCode::Other(999));
}

/// The names of the codes from 1 on.
fn named(name: impl Fn(u16) -> &'static str) -> Vec<&'static str> {
    (1..)
        .map(name)
        .take_while(|name| *name != "other")
        .collect()
}

/// A newer phone names encodings and dictionaries that this build never heard of.
#[test]
fn among_unknown_encodings_the_known_one_is_chosen() {
    let dictionary = 1 << 8 | 7;
    let (plain, zstd) = (Encoding::Plain.number(), Encoding::Zstd.number());
    assert_eq!(Encoding::choose(&[dictionary, 99, zstd]), Encoding::Zstd);
    assert_eq!(Encoding::choose(&[zstd, dictionary, plain]), Encoding::Zstd);
    assert_eq!(Encoding::choose(&[plain, dictionary]), Encoding::Plain);
    assert_eq!(Encoding::choose(&[dictionary, 99]), Encoding::Plain);
}
