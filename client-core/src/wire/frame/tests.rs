//! What the frame promises: any cut is survived, nothing hostile inflates, nothing new is small.

use proptest::prelude::*;

use super::*;
use crate::ids::{Chain, DeviceId, DocId, Epoch, FeedDigest, InstallNonce};
use crate::limits::{ANSWER_PAGE_BYTES_MAX, REQUEST_INFLATED_BYTES_MAX};
use crate::time::Timestamp;
use crate::wire::message::Blob;
use crate::wire::request::End;
use crate::wire::{CatalogueCursor, Cursor, Hello, Put, Receipt, ToServer};

fn hello() -> ToServer {
    let organisation: crate::ids::OrganisationId = "anitp".parse().unwrap();
    Hello {
        protocol: 1,
        app: "teren-android 1.2.0".into(),
        device: DeviceId(*b"0123456789abcdef"),
        install: InstallNonce(*b"01234567"),
        sent: 4_711,
        cursors: vec![Cursor {
            organisation: organisation.clone(),
            base: 1 << 40,
            at: 1 << 40,
            chain: Chain(*b"fedcba9876543210"),
            feeds: FeedDigest(*b"76543210"),
            walks: vec![],
        }],
        receipts: vec![Receipt {
            organisation,
            seq: 1 << 40,
            chain: Chain([3; 16]),
        }],
        catalogue: Some(CatalogueCursor::at_version(1 << 30)),
        catalogue_version: 1 << 30,
        unsent: 3,
        schemas: vec![1, 1, 1],
        encodings: Encoding::SUPPORTED.iter().map(|e| e.number()).collect(),
        clock: Timestamp(1_700_000_000_000),
        certificate: None,
    }
    .into()
}

fn put(bytes: usize) -> ToServer {
    Put {
        doc: DocId([7; 16]),
        kind: 0,
        unit: Some("suceava".parse().unwrap()),
        epochs: vec![Epoch([1; 8])],
        changes: vec![Blob((0..bytes).map(|i| (i * 31) as u8).collect())],
        authors: None,
    }
    .into()
}

fn read_all(decoder: &mut FrameDecoder) -> Result<Vec<ToServer>, WireError> {
    let mut messages = Vec::new();
    while let Some(message) = decoder.next_message()? {
        messages.push(message);
    }
    Ok(messages)
}

proptest! {
    #[test]
    fn however_the_line_cuts_the_same_messages_arrive(
        encoding in prop_oneof![Just(Encoding::Plain), Just(Encoding::Zstd)],
        sizes in prop::collection::vec(0usize..60_000, 0..6),
        cut in 1usize..5_000,
    ) {
        let messages: Vec<_> = std::iter::once(hello()).chain(sizes.into_iter().map(put)).collect();
        let mut encoder = FrameEncoder::new(encoding);
        let mut body = Vec::new();
        for message in &messages {
            encoder.push(message);
            body.extend(encoder.flush());
        }
        body.extend(encoder.finish());
        let mut decoder = FrameDecoder::new(REQUEST_INFLATED_BYTES_MAX);
        let mut seen = Vec::new();
        for piece in body.chunks(cut) {
            decoder.feed(piece).unwrap();
            seen.extend(read_all(&mut decoder).unwrap());
        }
        prop_assert!(decoder.is_drained());
        prop_assert_eq!(seen, messages);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), encoding in 0u8..3) {
        let mut decoder = FrameDecoder::new(10_000);
        if decoder.feed(&[0, encoding]).is_ok() && decoder.feed(&bytes).is_ok() {
            let _ = read_all(&mut decoder);
        }
    }
}

#[test]
fn a_flushed_page_can_be_read_before_the_end() {
    let mut encoder = FrameEncoder::new(Encoding::Zstd);
    encoder.push(&put(500));
    let page = encoder.flush();
    encoder.push(&put(900));
    let mut decoder = FrameDecoder::new(ANSWER_PAGE_BYTES_MAX);
    decoder.feed(&page).unwrap();
    assert_eq!(read_all(&mut decoder).unwrap(), [put(500)]);
}

#[test]
fn a_small_body_cannot_fill_memory() {
    let zeros = vec![0; 64 * 1024 * 1024];
    let bomb = zstd::bulk::compress(&zeros, 19).unwrap();
    let mut decoder = FrameDecoder::new(REQUEST_INFLATED_BYTES_MAX);
    let problem = decoder
        .feed(&[&[0, 1], bomb.as_slice()].concat())
        .unwrap_err();
    assert!(
        matches!(problem, WireError::TooLarge { .. } | WireError::Damaged),
        "{problem}"
    );
    assert!(decoder.plain.len() <= REQUEST_INFLATED_BYTES_MAX + STEP_BYTES);
}

#[test]
fn unknown_messages_and_encodings() {
    let mut decoder = FrameDecoder::new(1_000);
    let unknown = minicbor::to_vec((999u16, "from the future")).unwrap();
    decoder
        .feed(&[&[0, 0], unknown.as_slice()].concat())
        .unwrap();
    let mut end = Vec::new();
    ToServer::End(End {})
        .write(&mut minicbor::Encoder::new(&mut end))
        .unwrap();
    decoder.feed(&end).unwrap();
    assert_eq!(read_all(&mut decoder).unwrap(), [ToServer::End(End {})]);
    let problem = FrameDecoder::new(1_000).feed(&[7, 7]).unwrap_err();
    assert!(matches!(problem, WireError::EncodingUnknown(0x0707)));
}

#[test]
fn nothing_new_fits_four_hundred_bytes() {
    let mut encoder = FrameEncoder::new(Encoding::Zstd);
    encoder.push(&hello());
    encoder.push(&ToServer::End(End {}));
    let body = encoder.finish();
    assert!(body.len() <= 300, "{} bytes", body.len());
}
