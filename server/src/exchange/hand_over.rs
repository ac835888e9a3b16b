//! What one phone carries for another: signed envelopes, opened and judged as if their author had
//! sent them.
//!
//! Nothing is believed of the carrier. The signature says whose the documents are; what their
//! author may do, and whether that phone was closed since, is asked now and not when it was signed.

use std::sync::Arc;

use client_core::envelope::{Envelope, EnvelopeProblem};
use client_core::ids::EnvelopeId;
use client_core::model::Role;
use client_core::wire::{Carried, Certificate, RefusalCode};
use ed25519_dalek::VerifyingKey;

use super::Failure;
use super::access::Access;
use super::admission::Reception;
use super::prepared::{Prepared, Push, State};
use super::request::Brought;
use crate::limits::ENVELOPE_DOCUMENTS_JUDGED_MAX;
use crate::store::carried::Carrier;
use crate::store::{Connection, DeviceSession, StoreError, devices, members};

/// On whose behalf documents are judged that somebody else brought.
#[derive(Debug)]
pub(super) struct Giver {
    pub(super) who: DeviceSession,
    pub(super) access: Access,
    pub(super) reception: Reception,
}

/// An envelope of a request, between opening and answering.
#[derive(Debug)]
pub(super) struct HandOver {
    id: EnvelopeId,
    /// Why nothing of it can be taken.
    refused: Option<(RefusalCode, String)>,
    /// Its documents, among those of the request.
    pushes: std::ops::Range<usize>,
}

impl HandOver {
    const fn refused(id: EnvelopeId, code: RefusalCode, reason: String) -> Self {
        Self {
            id,
            refused: Some((code, reason)),
            pushes: 0..0,
        }
    }
}

/// Opens the envelopes of a request in their order, and lines up their documents to be judged.
/// What is more than one request may bring is left unanswered: it comes again with the next.
pub(super) fn open(
    c: &Connection,
    identity: &VerifyingKey,
    envelopes: &[Vec<u8>],
    prepared: &mut Prepared,
) -> Result<(), Failure> {
    for bytes in envelopes {
        if prepared.pushes.len() > ENVELOPE_DOCUMENTS_JUDGED_MAX {
            break;
        }
        let hand_over = open_one(c, identity, bytes, prepared)?;
        prepared.hand_overs.push(hand_over);
    }
    Ok(())
}

fn open_one(
    c: &Connection,
    identity: &VerifyingKey,
    bytes: &[u8],
    prepared: &mut Prepared,
) -> Result<HandOver, Failure> {
    let id = EnvelopeId::of(bytes);
    let envelope = match Envelope::verify(bytes, &prepared.who.organisation, identity) {
        Ok(envelope) => envelope,
        Err(problem) => {
            let (code, device) = (code_of(&problem), prepared.who.device);
            tracing::warn!(%device, %code, "a phone brought a hand-over that is not believed");
            return Ok(HandOver::refused(id, code, problem.to_string()));
        }
    };
    let Some(giver) = giver(c, &prepared.who, &envelope.certificate)? else {
        let reason = "the phone that made this hand-over joined anew with another key: have it \
                      made again";
        let code = RefusalCode::NotYourReplica;
        return Ok(HandOver::refused(id, code, reason.to_owned()));
    };
    let carrier = (giver.who.device != prepared.who.device).then(|| Carrier {
        device: prepared.who.device,
        member: prepared.who.member.clone(),
    });
    let (giver, from) = (Arc::new(giver), prepared.pushes.len());
    for put in envelope.documents {
        let brought = Brought::of(put)?;
        let push = Push::handed_over(brought, giver.clone(), carrier.clone());
        prepared.pushes.push(push);
    }
    Ok(HandOver {
        id,
        refused: None,
        pushes: from..prepared.pushes.len(),
    })
}

/// The phone that a certificate names, as it stands now. One that this database does not know any
/// more is received as one that was closed: a coordinator decides. None when the phone is another.
fn giver(
    c: &Connection,
    carrier: &DeviceSession,
    certificate: &Certificate,
) -> Result<Option<Giver>, StoreError> {
    let device = devices::get(c, certificate.device)?;
    let is_another = device.as_ref().is_some_and(|device| {
        device.public_key != certificate.public_key || device.member != certificate.member
    });
    if is_another {
        return Ok(None);
    }
    let member = members::get(c, &certificate.member)?;
    let is_open = device.is_some_and(|device| device.closed_at.is_none()) && member.is_some();
    let (role, unit) = match member {
        Some(member) => (member.role, member.unit),
        None => (Role::Volunteer, certificate.unit.clone()),
    };
    let who = DeviceSession {
        organisation: carrier.organisation.clone(),
        device: certificate.device,
        member: certificate.member.clone(),
        role,
        unit,
        public_key: certificate.public_key,
    };
    Ok(Some(Giver {
        access: Access::load(c, &who)?,
        reception: match is_open {
            true => Reception::Open,
            false => Reception::Closed,
        },
        who,
    }))
}

const fn code_of(problem: &EnvelopeProblem) -> RefusalCode {
    match problem {
        EnvelopeProblem::TooLarge { .. } => RefusalCode::TooLarge,
        EnvelopeProblem::Forged => RefusalCode::NotYourReplica,
        EnvelopeProblem::OtherOrganisation | EnvelopeProblem::NotCertified => {
            RefusalCode::NotPermitted
        }
        EnvelopeProblem::NotAHandOver
        | EnvelopeProblem::Later { .. }
        | EnvelopeProblem::CutShort
        | EnvelopeProblem::KeyUnknown(_)
        | EnvelopeProblem::Altered
        | EnvelopeProblem::Unreadable => RefusalCode::Malformed,
    }
}

impl Prepared {
    /// What need not be carried any longer: everything in it is taken or refused for good, or
    /// nothing of it can be.
    pub(super) fn carried(&self) -> Vec<Carried> {
        self.settled_hand_overs()
            .map(|hand_over| {
                let (code, reason) = match &hand_over.refused {
                    Some((code, reason)) => (Some(*code), reason.clone()),
                    None => (None, String::new()),
                };
                Carried {
                    envelope: hand_over.id,
                    code,
                    reason,
                }
            })
            .collect()
    }

    /// How many hand-overs are dealt with, and what was refused of them: a whole one, or changes.
    pub fn hand_overs_and_refused(&self) -> (usize, Vec<RefusalCode>) {
        let mut refused = Vec::new();
        for hand_over in self.settled_hand_overs() {
            refused.extend(hand_over.refused.iter().map(|(code, _)| *code));
            let pushes = self.pushes[hand_over.pushes.clone()].iter();
            let changes = pushes.flat_map(|push| &push.verdict.outcome.refused);
            refused.extend(changes.map(|refused| refused.code));
        }
        (self.settled_hand_overs().count(), refused)
    }

    fn settled_hand_overs(&self) -> impl Iterator<Item = &HandOver> {
        let is_settled = |push: &Push| {
            matches!(push.state, State::Done(_)) && push.verdict.outcome.missing.is_none()
        };
        let hand_overs = self.hand_overs.iter();
        hand_overs
            .filter(move |hand_over| self.pushes[hand_over.pushes.clone()].iter().all(is_settled))
    }
}
