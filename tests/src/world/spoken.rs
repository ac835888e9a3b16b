//! Words put into a phone's mouth: what a changed app might say, with the phone's own credential.

use client_core::client::Identity;
use client_core::ids::InstallNonce;
use client_core::limits::ANSWER_PAGE_BYTES_MAX;
use client_core::store::cursor;
use client_core::store::meta::{self, Meta};
use client_core::transport::{SYNC_PATH, TransportError};
use client_core::wire::message::Blob;
use client_core::wire::request::End;
use client_core::wire::{Encoding, FrameDecoder, FrameEncoder, Hello, PROTOCOL, ToPhone, ToServer};

use super::{Phone, World};

impl World {
    /// Sends these messages as one request of a phone, between a true hello and an end, and
    /// returns everything that the server says.
    ///
    /// # Errors
    /// When the server does not answer with messages.
    ///
    /// # Panics
    /// When the answer cannot be read.
    pub fn say(
        &mut self,
        name: &str,
        messages: Vec<ToServer>,
    ) -> Result<Vec<ToPhone>, TransportError> {
        let (token, hello) = self.phone_mut(name).hello();
        let mut encoder = FrameEncoder::new(Encoding::Zstd);
        encoder.push(&ToServer::from(hello));
        messages.iter().for_each(|message| encoder.push(message));
        encoder.push(&ToServer::from(End {}));
        let answer = self
            .server
            .answer(SYNC_PATH, Some(&token), &encoder.finish())?;
        let mut decoder = FrameDecoder::new(ANSWER_PAGE_BYTES_MAX);
        decoder.feed(&answer).expect("an answer");
        let mut heard = Vec::new();
        while let Some(message) = decoder.next_message().expect("messages") {
            heard.push(message);
        }
        Ok(heard)
    }
}

impl Phone {
    /// The token, and what the phone would say of itself now.
    ///
    /// # Panics
    /// When its store cannot be read.
    pub fn hello(&mut self) -> (String, Hello) {
        let now = self.now();
        self.look_inside(|store| {
            let get = |meta| {
                let found = meta::get(store.read(), meta).expect("a store that can be read");
                found.expect("a phone that has joined")
            };
            let me: Identity = meta::get_json(store.read(), Meta::Identity)
                .expect("a store that can be read")
                .expect("a phone that has joined");
            let token = String::from_utf8(get(Meta::Token)).expect("a token is text");
            let install = InstallNonce::try_from(&*get(Meta::Install)).expect("a nonce");
            let certificate = Some(Blob(get(Meta::Certificate)));
            let sent = store
                .write(|tx| meta::raise(tx, Meta::Sent))
                .expect("a store that can be written");
            let hello = Hello {
                protocol: PROTOCOL,
                app: "changed 1".to_owned(),
                device: me.device,
                install,
                sent,
                cursors: cursor::all_cursors(store.read()).expect("cursors"),
                receipts: cursor::receipts(store.read()).expect("receipts"),
                catalogue_version: 0,
                unsent: 0,
                schemas: vec![1; 3],
                encodings: vec![Encoding::Plain.number(), Encoding::Zstd.number()],
                clock: now,
                certificate,
                catalogue: None,
            };
            (token, hello)
        })
    }
}
