//! Becoming a device: one request with the invite's code, answered with a token and a certificate.

use std::fs;
use std::ops::ControlFlow;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{SigningKey, VerifyingKey};

use super::environment::Environment;
use super::error::ClientError;
use super::home::{Home, MemberSlot};
use super::identity::{Identity, device_key};
use super::{Client, Slot, install};
use crate::ids::Epoch;
use crate::limits::JOIN_ANSWER_BYTES_MAX;
use crate::store::meta::{self, Meta};
use crate::store::{Store, StoreError, epoch};
use crate::transport::{JOIN_PATH, Transport, TransportError};
use crate::wire::{Certificate, Invite, JoinAnswer, JoinRequest};

impl Client {
    /// Joins the organisation that the invite names. `label` is the name under which the member
    /// is found on this phone.
    ///
    /// The private key is on the disk before its public half is shown to the server. A member who
    /// joins again becomes a new device beside the old one, whose unsent work stays to be seen.
    pub fn join(
        home: Home,
        invite: &Invite,
        transport: &dyn Transport,
        environment: Environment,
        label: &str,
    ) -> Result<Self, ClientError> {
        // Who holds the name keeps it, whatever state the store is in: only a person may decide
        // that it is set aside.
        Home::check_label(&home.dir, label)?;
        let slot = hex::encode(environment.draw::<8>());
        let folder = home.slot_folder(&slot);
        fs::create_dir_all(&folder)?;
        let begun = begin(&home, &slot, &environment).and_then(|(store, key)| {
            let answer = ask(invite, &key, transport, &environment)?;
            Ok((store, accept(invite, &key, answer)?))
        });
        let (mut store, joined) = begun.inspect_err(|_| {
            // Nobody ever used it: there is nothing in it to be lost.
            let _ = fs::remove_dir_all(&folder);
        })?;
        let nonce = joined.keep(&mut store, &environment)?;
        install::write(&folder.join("install"), nonce)?;
        let me = joined.identity;
        let joined = MemberSlot {
            slot: slot.clone(),
            label: label.to_owned(),
            organisation: me.organisation.clone(),
            member: me.member.clone(),
            unsent: 0,
            unsent_photos: 0,
            joined: environment.now(),
        };
        home.keep_slot(&joined)?;
        home.change_members(|members| {
            // A list that had to be made again from the slots names it already.
            members.retain(|member| member.slot != joined.slot);
            members.push(joined);
        })?;
        Ok(Self {
            slot: Some(Slot {
                home,
                name: slot,
                unsent_told: Mutex::default(),
            }),
            environment,
            me,
            store: Mutex::new(Some(store)),
            syncing: Mutex::new(()),
            taken_out: Mutex::default(),
        })
    }
}

/// Makes the slot's store, with a key that nobody else will ever have.
fn begin(
    home: &Home,
    slot: &str,
    environment: &Environment,
) -> Result<(Store, SigningKey), ClientError> {
    let mut store = Store::open(&home.store_file(slot), &home.key, &home.options())?;
    store.write(|tx| meta::put(tx, Meta::DeviceKey, &environment.draw::<32>()))?;
    let key = device_key(store.read())?;
    Ok((store, key))
}

fn ask(
    invite: &Invite,
    key: &SigningKey,
    transport: &dyn Transport,
    environment: &Environment,
) -> Result<JoinAnswer, ClientError> {
    let request = JoinRequest::new(&invite.code, key, &environment.app);
    let body = serde_json::to_vec(&request).expect("plain values become JSON");
    let mut answer = Vec::new();
    let done = transport.exchange(JOIN_PATH, None, &body, &mut |chunk| {
        answer.extend_from_slice(chunk);
        if answer.len() > JOIN_ANSWER_BYTES_MAX {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    match done {
        Ok(_) => serde_json::from_slice(&answer)
            .map_err(|_| ClientError::BadJoinAnswer("it cannot be read")),
        Err(TransportError::Stopped) => Err(ClientError::BadJoinAnswer("it is too long")),
        // A server with its own authority is known by the pin, which comes last in the link.
        Err(TransportError::NotTrusted { reason }) if invite.pin.is_none() => {
            Err(ClientError::InviteWithoutPin { reason })
        }
        Err(other) => Err(other.into()),
    }
}

/// An answer that was checked.
struct Joined {
    identity: Identity,
    token: String,
    certificate: Vec<u8>,
}

fn accept(invite: &Invite, key: &SigningKey, answer: JoinAnswer) -> Result<Joined, ClientError> {
    let bad = ClientError::BadJoinAnswer;
    let organisation_key = hex::decode(&answer.identity_key)
        .ok()
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes.try_into().ok()?).ok())
        .ok_or(bad("its identity key is none"))?;
    let certificate = BASE64
        .decode(&answer.certificate)
        .map_err(|_| bad("its certificate is none"))?;
    let certified = Certificate::verify(&certificate, &organisation_key)
        .map_err(|_| bad("its certificate was not signed by the organisation"))?;
    let public_key = key.verifying_key().to_bytes();
    if certified.device != answer.device || certified.public_key != public_key {
        return Err(bad("its certificate is for another device"));
    }
    Ok(Joined {
        identity: Identity {
            server: invite.server.clone(),
            pin: invite.pin.map(hex::encode),
            organisation: answer.organisation,
            organisation_name: answer.organisation_name,
            identity_key: answer.identity_key,
            device: answer.device,
            member: answer.member,
            member_name: answer.member_name,
            unit: answer.unit,
            role: answer.role,
            public_key: hex::encode(public_key),
        },
        token: answer.token,
        certificate,
    })
}

impl Joined {
    /// Everything in one transaction: a slot is joined or it is not.
    fn keep(
        &self,
        store: &mut Store,
        environment: &Environment,
    ) -> Result<crate::ids::InstallNonce, StoreError> {
        store.write(|tx| {
            self.identity.save(tx)?;
            meta::put(tx, Meta::Token, self.token.as_bytes())?;
            meta::put(tx, Meta::Certificate, &self.certificate)?;
            let fresh = Epoch(environment.draw());
            epoch::begin(tx, fresh, self.identity.replica(fresh)?, None)?;
            install::draw(tx, environment)
        })
    }
}
