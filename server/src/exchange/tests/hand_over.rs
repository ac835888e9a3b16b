//! What one phone carries for another: believed by the author's signature, judged as the author
//! stands today, counted once by whatever ways it comes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use client_core::envelope::Envelope;
use client_core::ids::{DocId, EnvelopeId};
use client_core::limits::ENVELOPE_BYTES_MAX;
use client_core::model::{Register, Role};
use client_core::wire::message::Blob;
use client_core::wire::{
    self, Certificate, JoinAnswer, Missing, Put, RefusalCode, Refused, ToPhone, ToServer,
};
use ed25519_dalek::SigningKey;

use super::door::{join_as, key_of, sync};
use super::office::{Office, random, unit};
use super::phone::{Heard, Phone, set, title_is};
use super::quarantine::{Desk, iasi, taken};
use crate::accounts;
use crate::exchange::Editor;
use crate::limits::{ENVELOPE_DOCUMENTS_JUDGED_MAX, REQUEST_ENVELOPES_MAX};
use crate::projection;
use crate::store::read::Scope;
use crate::store::{members, organisation};

/// A phone that joined, and what it signs hand-overs with.
pub(crate) struct Hand {
    pub(crate) phone: Phone,
    pub(crate) joined: JoinAnswer,
    key: SigningKey,
}

impl Hand {
    pub(crate) fn join(office: &Office, name: &str, role: Role) -> Self {
        let (phone, joined) = join_as(office, name, role);
        let key = key_of(name);
        Self { phone, joined, key }
    }

    /// Signs these documents as its owner's app does.
    pub(crate) fn sign(&self, puts: Vec<Put>) -> Vec<u8> {
        let certificate = BASE64.decode(&self.joined.certificate).unwrap();
        let made = super::office::START;
        Envelope::sign(&certificate, made, puts, &self.key).unwrap()
    }

    /// Hands over everything that is pending, each document from its beginning.
    pub(crate) fn hand_over(&self) -> Vec<u8> {
        let whole = |put: Put| {
            let (doc, heads) = (put.doc, Vec::new());
            self.phone.closure(&Missing { doc, heads })
        };
        self.sign(self.phone.pending().into_iter().map(whole).collect())
    }

    pub(super) fn sync(&mut self, office: &Office) -> Heard {
        sync(office, &mut self.phone, &self.joined.token).unwrap()
    }

    /// Carries envelopes, beside what it has itself.
    pub(crate) fn carry(&mut self, office: &Office, envelopes: &[Vec<u8>]) -> Heard {
        let mut said: Vec<ToServer> = envelopes.iter().map(|bytes| carrying(bytes)).collect();
        said.extend(self.phone.puts());
        let body = self.phone.body(said);
        let token = Some(self.joined.token.as_str());
        let answer = office.exchange.handle(token, &body, office.now).unwrap();
        let heard = Heard::read(body.len(), &answer);
        heard.messages.iter().for_each(|message| {
            // The hand-made phone knows of no hand-overs: what it did not put is not its own.
            if let ToPhone::Taken(taken) = message {
                self.phone.receipt = Some(taken.receipt.clone());
            }
        });
        heard
    }
}

fn carrying(bytes: &[u8]) -> ToServer {
    let bytes = Blob(bytes.to_vec());
    wire::Envelope { bytes }.into()
}

pub(super) fn three() -> (Office, Hand, Hand, Hand) {
    let office = Office::new();
    office.found();
    let [ana, ion, maria] = ["Ana", "Ioan", "Maria"].map(|name| {
        let role = Role::Volunteer;
        Hand::join(&office, name, role)
    });
    (office, ana, ion, maria)
}

pub(super) fn settled(heard: &Heard) -> Vec<(EnvelopeId, Option<RefusalCode>)> {
    let carried = heard.carried();
    carried.iter().map(|it| (it.envelope, it.code)).collect()
}

pub(super) fn by(office: &Office, hand: &Hand) -> i64 {
    office.count(&format!(
        "SELECT count(*) FROM change JOIN log USING (seq)
         WHERE log.device = x'{}' AND log.member = '{}'",
        hand.phone.who.device, hand.phone.who.member
    ))
}

fn carried_by(office: &Office, hand: &Hand) -> i64 {
    office.count(&format!(
        "SELECT count(*) FROM carried WHERE device = x'{}' AND member = '{}'",
        hand.phone.who.device, hand.phone.who.member
    ))
}

#[test]
fn carried_work_is_its_authors_and_comes_back_to_who_carried_it() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    let note = ana.phone.note(session, "Careful.");
    let envelope = ana.hand_over();
    let heard = ion.carry(&office, std::slice::from_ref(&envelope));
    assert_eq!(heard.codes(), []);
    assert_eq!(settled(&heard), [(EnvelopeId::of(&envelope), None)]);
    let mut docs = heard.taken_docs();
    docs.sort();
    let mut both = vec![session, note];
    both.sort();
    assert_eq!(docs, both);
    assert_eq!(
        (
            by(&office, &ana),
            by(&office, &ion),
            carried_by(&office, &ion)
        ),
        (2, 0, 2)
    );
    let home = &ana.phone.who.organisation;
    let opened = office
        .exchange
        .store
        .read(|c| projection::open(c, home, &Scope::All, session));
    let history = opened.unwrap().unwrap().history;
    let brought: Vec<_> = history
        .iter()
        .map(|it| (&it.member, it.carrier.as_ref()))
        .collect();
    let expected = (&ana.phone.who.member, Some(&ion.phone.who.member));
    assert_eq!(brought, [expected; 2]);
    let came: Vec<_> = heard.items().into_iter().map(|item| item.doc).collect();
    assert!(both.iter().all(|doc| came.contains(doc)), "{came:?}");
    let author = &heard.items()[0].authors[0];
    assert_eq!(author.who, ana.phone.who.member.to_string());
    // Its author's own phone hears that all of it is taken.
    let heard = ana.sync(&office);
    assert_eq!((heard.taken().len(), heard.codes()), (2, vec![]));
    assert_eq!(by(&office, &ana), 2);
}

#[test]
fn twice_brought_is_once_counted() {
    let (office, mut ana, mut ion, mut maria) = three();
    let first = ana.phone.record("First");
    assert_eq!(ana.sync(&office).taken_docs(), [first]);
    let second = ana.phone.record("Second");
    let envelope = ana.hand_over();
    for _ in 0..2 {
        for carrier in [&mut ion, &mut maria] {
            let heard = carrier.carry(&office, &[envelope.clone(), envelope.clone()]);
            assert_eq!(settled(&heard), [(EnvelopeId::of(&envelope), None); 2]);
            assert_eq!(heard.taken_docs(), [second; 2]);
        }
    }
    assert_eq!(by(&office, &ana), 2);
    assert_eq!(
        (carried_by(&office, &ion), carried_by(&office, &maria)),
        (1, 0)
    );
    assert_eq!(ana.sync(&office).taken_docs(), [second]);
    // Brought by itself it is nobody's else.
    let third = ana.phone.record("Third");
    let envelope = ana.hand_over();
    let heard = ana.carry(&office, &[envelope]);
    assert!(heard.taken_docs().contains(&third));
    assert_eq!(office.count("SELECT count(*) FROM carried"), 1);
}

#[test]
fn what_builds_on_a_hand_over_in_the_same_request_is_taken_behind_it() {
    let (office, mut ana, mut ion, mut maria) = three();
    let session = ana.phone.record("Grade 9");
    let first = ana.hand_over();
    // Ioan took it and goes on; his envelope leaves out what the server has not proven.
    let copy = ana.phone.documents[&session].clone();
    ion.phone.documents.insert(session, copy.clone());
    ion.phone.edit(session, &[title_is("Grade 9 B")]);
    let second = ion.sign(vec![ion.phone.put(session)]);
    maria.phone.documents.insert(session, copy);
    maria.phone.edit(session, &[set(Register::Status, "done")]);
    let note = maria.phone.note(session, "Loud.");

    let mut impatient = maria.phone.clone();
    let heard = maria.carry(&office, std::slice::from_ref(&second));
    assert_eq!(settled(&heard), [], "kept until what it builds on is here");
    let missing = heard.missing();
    assert!(missing.iter().all(|it| it.heads.is_empty()), "{missing:?}");
    impatient.sent = maria.phone.sent;
    maria.phone = impatient;

    let heard = maria.carry(&office, &[first.clone(), second.clone()]);
    let both = [first, second].map(|it| (EnvelopeId::of(&it), None));
    assert_eq!(settled(&heard), both);
    assert_eq!(heard.codes(), []);
    assert!(heard.taken_docs().contains(&note));
    let shown = [&ana, &ion, &maria].map(|hand| by(&office, hand));
    assert_eq!(shown, [1, 1, 2]);
    assert_eq!(carried_by(&office, &maria), 2);
}

fn answer_to(office: &Office, carrier: &mut Hand, bytes: Vec<u8>) -> wire::Carried {
    let id = EnvelopeId::of(&bytes);
    let heard = carrier.carry(office, &[bytes]);
    let carried = heard.carried();
    assert_eq!((carried.len(), carried[0].envelope), (1, id));
    assert_eq!((heard.taken().len(), heard.refused().len()), (0, 0));
    carried[0].clone()
}

#[test]
fn what_no_phone_of_ours_signed_is_refused_as_a_whole_in_words() {
    let (office, mut ana, mut ion, _) = three();
    ana.phone.record("Grade 9");
    let genuine = ana.hand_over();
    let mut altered = genuine.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    let cut = genuine[..genuine.len() - 1].to_vec();
    let large = vec![0; ENVELOPE_BYTES_MAX + 1];
    let of = |organisation: &str, signer: &SigningKey, key: &SigningKey| {
        let certificate = BASE64.decode(&ana.joined.certificate).unwrap();
        let certificate = Certificate {
            organisation: organisation.parse().unwrap(),
            ..Certificate::claimed(&certificate).unwrap()
        };
        let puts = ana.phone.pending();
        Envelope::sign(&certificate.sign(signer), office.now, puts, key).unwrap()
    };
    let home = ana.phone.who.organisation.to_string();
    let (ours, thief) = (
        &office.exchange.keys.identity,
        &SigningKey::from_bytes(&[99; 32]),
    );
    let tried = [
        (altered, None, ""),
        (cut, Some(RefusalCode::Malformed), ""),
        (
            b"\x00".to_vec(),
            Some(RefusalCode::Malformed),
            "cannot be read",
        ),
        (large, Some(RefusalCode::TooLarge), "too large"),
        (
            of(&home, ours, thief),
            Some(RefusalCode::NotYourReplica),
            "forged",
        ),
        (
            of(&home, thief, &ana.key),
            Some(RefusalCode::NotPermitted),
            "none of this organisation",
        ),
        (
            of("elsewhere", thief, &ana.key),
            Some(RefusalCode::NotPermitted),
            "another organisation",
        ),
    ];
    for (bytes, code, words) in tried {
        let carried = answer_to(&office, &mut ion, bytes);
        assert!(carried.code.is_some(), "{carried:?}");
        assert!(code.is_none() || carried.code == code, "{carried:?}");
        assert!(carried.reason.contains(words), "{carried:?}");
    }
    assert_eq!(office.count("SELECT count(*) FROM change"), 0);
    assert_eq!(office.count("SELECT count(*) FROM refused"), 0);
    // The same work by the right way is as good as ever.
    assert_eq!(ion.carry(&office, &[genuine]).taken().len(), 1);
}

#[test]
fn a_foreign_replica_is_believed_in_an_envelope_alone() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    let theirs = ana.phone.put(session);
    let heard = ion.phone.ask(&office, vec![theirs.clone().into()]);
    assert_eq!(heard.codes(), [RefusalCode::NotYourReplica]);
    // Nor in an envelope of somebody else's.
    let envelope = ion.sign(vec![theirs]);
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.codes(), [RefusalCode::NotYourReplica]);
    assert_eq!(heard.carried().len(), 1, "it need not be carried on");
    let envelope = ana.hand_over();
    assert_eq!(ion.carry(&office, &[envelope]).taken_docs(), [session]);
}

fn at_the_desk(office: Office, ana: Hand) -> Desk {
    office.invite("Eva Marin", Role::Coordinator, "iasi");
    let (eva, home) = office.exchange_read(|c| {
        let eva = members::by_name(c, "Eva Marin")?.unwrap();
        Ok((eva, organisation::home(c)?.unwrap().id))
    });
    Desk {
        office,
        coordinator: Editor::of(home, eva),
        ana: ana.phone,
        joined: ana.joined,
    }
}

#[test]
fn of_a_closed_phone_it_waits_for_a_coordinator_and_is_let_in_as_its_authors() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    ana.phone.note(session, "Careful.");
    let envelope = ana.hand_over();
    office.write(|t| accounts::close(t, ana.joined.device, false, office.now));
    let heard = ion.carry(&office, std::slice::from_ref(&envelope));
    assert_eq!(heard.codes(), [RefusalCode::Quarantined; 2]);
    assert!(
        heard.refused()[0]
            .reason
            .starts_with("the phone that wrote it was closed")
    );
    assert_eq!(settled(&heard), [(EnvelopeId::of(&envelope), None)]);
    // By its author's own way it waits as well, once.
    assert_eq!(ana.sync(&office).codes(), [RefusalCode::Quarantined; 2]);
    let desk = at_the_desk(office, ana);
    assert_eq!(desk.waiting(), 2);
    assert_eq!(desk.let_in(&iasi(), session), Ok(taken(2)));
    assert_eq!(desk.title(session).as_deref(), Some("Grade 9"));
    assert_eq!(carried_by(&desk.office, &ion), 2);
}

#[test]
fn a_closed_phone_may_still_bring_what_others_signed() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    let envelope = ana.hand_over();
    ion.phone.record("Mine");
    office.write(|t| accounts::close(t, ion.joined.device, false, office.now));
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.taken_docs(), [session]);
    assert_eq!(heard.codes(), [RefusalCode::Quarantined], "its own waits");
    assert_eq!((heard.items(), heard.carried().len()), (vec![], 1));
}

#[test]
fn of_a_phone_that_a_restored_server_does_not_know_it_waits() {
    let mut office = Office::new();
    office.found();
    let mut ion = Hand::join(&office, "Ioan", Role::Volunteer);
    let backup = office.back_up();
    let mut ana = Hand::join(&office, "Ana", Role::Volunteer);
    ana.phone.record("Grade 9");
    let envelope = ana.hand_over();
    office.restore(backup);
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.codes(), [RefusalCode::Quarantined]);
    assert_eq!(heard.carried().len(), 1);
}

#[test]
fn what_its_author_may_not_write_is_refused_for_ever_by_every_way() {
    let (office, mut ana, mut ion, mut maria) = three();
    ana.phone.who.unit = unit("cluj");
    let elsewhere = ana.phone.record("Elsewhere");
    let envelope = ana.hand_over();
    for carrier in [&mut ion, &mut maria] {
        let heard = carrier.carry(&office, std::slice::from_ref(&envelope));
        assert_eq!(heard.codes(), [RefusalCode::BadDocument]);
        assert_eq!(settled(&heard), [(EnvelopeId::of(&envelope), None)]);
    }
    let heard = ana.sync(&office);
    assert_eq!(heard.codes(), [RefusalCode::BadDocument]);
    assert_eq!(heard.refused()[0].doc, elsewhere);
    assert_eq!(office.count("SELECT count(*) FROM refused"), 1);
}

#[test]
fn the_role_of_its_author_counts_as_it_is_when_it_arrives() {
    let office = Office::new();
    office.found();
    let mut eva = Hand::join(&office, "Eva M.", Role::Coordinator);
    let mut ion = Hand::join(&office, "Ioan", Role::Volunteer);
    let session = ion.phone.record("Grade 9");
    ion.sync(&office);
    eva.sync(&office);
    eva.phone
        .edit(session, &[set(Register::ReviewState, "verified")]);
    let envelope = eva.hand_over();
    let lowered = office.exchange.store.write(|t| {
        let member = members::by_name(t, "Eva M.")?.unwrap();
        accounts::change_role(t, &member, Role::Volunteer, &unit("iasi"), office.now)
    });
    lowered.unwrap();
    let heard = ion.carry(&office, &[envelope]);
    assert_eq!(heard.codes(), [RefusalCode::NotPermitted]);
    assert_eq!(heard.carried().len(), 1);
}

#[test]
fn what_others_wrote_rides_with_their_tags_and_a_restored_server_takes_it() {
    let (mut office, mut ana, mut ion, mut maria) = three();
    let backup = office.back_up();
    let session = ana.phone.record("Grade 9");
    ana.sync(&office);
    ion.sync(&office);
    office.restore(backup);
    ion.phone.edit(session, &[title_is("Grade 9 B")]);
    let whole = Missing {
        doc: session,
        heads: Vec::new(),
    };
    let mut untagged = ion.phone.closure(&whole);
    untagged.authors = None;
    let heard = maria.carry(&office, &[ion.sign(vec![untagged])]);
    let foreign = |refused: &Refused| refused.code == RefusalCode::NotYourReplica;
    assert!(heard.refused().iter().any(foreign), "{:?}", heard.messages);
    assert_eq!(office.count("SELECT count(*) FROM change"), 0);

    let envelope = ion.sign(vec![ion.phone.closure(&whole)]);
    let heard = maria.carry(&office, &[envelope]);
    assert_eq!((heard.codes(), heard.carried().len()), (vec![], 1));
    assert_eq!((by(&office, &ana), by(&office, &ion)), (1, 1));
}

#[test]
fn more_than_a_request_may_bring_is_said_or_comes_again() {
    let (office, mut ana, mut ion, _) = three();
    ana.phone.record("Grade 9");
    let one = ana.hand_over();
    let body = ion
        .phone
        .body(vec![carrying(&one); REQUEST_ENVELOPES_MAX + 1]);
    let refused = office
        .exchange
        .handle(Some(&ion.joined.token), &body, office.now);
    assert!(refused.is_err(), "{refused:?}");

    let puts: Vec<_> = (0..450)
        .map(|_| {
            let doc = ana.phone.record("x");
            ana.phone.put(doc)
        })
        .collect();
    let large = ana.sign(puts);
    let heard = ion.carry(&office, &vec![large; 6]);
    let judged = heard.carried().len();
    assert!((5..6).contains(&judged), "{judged}");
    assert!(judged * 450 > ENVELOPE_DOCUMENTS_JUDGED_MAX);
    assert_eq!(office.count("SELECT count(*) FROM document"), 450);
}

#[test]
fn whatever_the_bytes_there_is_an_answer_and_nothing_is_taken_of_what_was_altered() {
    let (office, mut ana, mut ion, _) = three();
    let session = ana.phone.record("Grade 9");
    ana.phone.edit(session, &[title_is("Grade 9 B")]);
    ana.phone.note(session, "Careful.");
    let genuine = ana.hand_over();
    let mut draw = random(11);
    for _ in 0..60 {
        let many = (0..40).map(|_| altered(&genuine, &mut draw));
        let many: Vec<_> = many.filter(|it| *it != genuine).collect();
        let heard = ion.carry(&office, &many);
        let refused = |carried: &wire::Carried| carried.code.is_some();
        assert!(heard.carried().iter().all(refused));
        assert_eq!(heard.carried().len(), many.len());
    }
    assert_eq!(office.count("SELECT count(*) FROM change"), 0);
    // Signed by its author, so that it is judged: what is in it is as bad as anybody can make it.
    let puts = ana.phone.pending();
    for _ in 0..150 {
        let mut puts = puts.clone();
        for put in &mut puts {
            for change in &mut put.changes {
                change.0 = altered(&change.0, &mut draw);
            }
        }
        let envelope = ana.sign(puts);
        assert!(ion.carry(&office, &[envelope]).is_done());
    }
    assert_eq!(ion.carry(&office, &[genuine]).taken().len(), 2);
}

/// The same with some bytes changed, left out or put in.
fn altered(bytes: &[u8], draw: &mut impl FnMut(&mut [u8])) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    let mut drawn = [0; 4];
    for _ in 0..3 {
        draw(&mut drawn);
        let at = usize::from(u16::from_be_bytes([drawn[0], drawn[1]])) % altered.len();
        match drawn[2] % 4 {
            0 => altered[at] = drawn[3],
            1 => altered[at] ^= 1 << (drawn[3] % 8),
            2 if altered.len() > 1 => drop(altered.remove(at)),
            _ => altered.insert(at, drawn[3]),
        }
    }
    altered
}

#[test]
fn a_document_that_its_carrier_may_not_know_is_not_told_of() {
    let office = Office::new();
    office.found();
    let mut ana = Hand::join(&office, "Ana", Role::Volunteer);
    let mut vera = Hand::join(&office, "Vera Popa", Role::Partner);
    let session: DocId = ana.phone.record("Grade 9");
    ana.sync(&office);
    ana.phone.edit(session, &[title_is("Two")]);
    ana.phone.edit(session, &[title_is("Three")]);
    // Only the last of the two: what it builds on is missing.
    let put = ana.phone.put(session);
    let last = ana.phone.put_of(session, vec![put.changes[1].0.clone()]);
    let heard = vera.carry(&office, &[ana.sign(vec![last])]);
    assert_eq!(heard.missing().len(), 1);
    assert_eq!(heard.missing()[0].heads, []);
    let heard = vera.carry(&office, &[ana.hand_over()]);
    assert_eq!(heard.taken_docs(), [session]);
    assert_eq!(
        heard.items(),
        [],
        "and comes back to nobody who may not see it"
    );
}
