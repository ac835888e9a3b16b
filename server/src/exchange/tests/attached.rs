//! Who reads the photos of a session, who brings them, and who learns nothing of them.

use client_core::ids::DocId;
use client_core::limits::LOST_FEED_GRACE_DAYS;
use client_core::model::Role;

use super::office::{Office, feed, open_device, organisation, two_phones};
use super::phone::Phone;
use crate::accounts::{Known, Standing};
use crate::exchange::{Failure, Reach};
use crate::store::feeds::{self, Day};
use crate::store::log::Origin;

const BOTH: Reach = Reach {
    reads: true,
    sends: true,
};
const NEITHER: Reach = Reach {
    reads: false,
    sends: false,
};

fn reach(office: &Office, phone: &Phone, doc: DocId) -> Reach {
    let known = open_device(&phone.who);
    office.exchange.reach(&known, doc, office.now).unwrap()
}

#[test]
fn photos_go_with_what_is_private() {
    let (mut office, mut ana, ion) = two_phones();
    let eve = office.volunteer("eve", "cluj");
    let session = ana.record("Market day");
    assert_eq!(reach(&office, &ana, session), NEITHER, "figures come first");
    let note = ana.note(session, "Careful.");
    ana.sync(&office);
    for phone in [&ana, &ion] {
        assert_eq!(reach(&office, phone, session), BOTH);
        assert_eq!(reach(&office, phone, note), NEITHER, "it is no session");
    }
    assert_eq!(reach(&office, &eve, session), NEITHER);
    let closed = Known {
        who: ion.who.clone(),
        standing: Standing::Closed,
    };
    let refused = office.exchange.reach(&closed, session, office.now);
    assert_eq!(refused, Err(Failure::DeviceClosed));

    // What was attached before the unit was lost is brought, for as long as its words are.
    office.unfollow("ion", &feed("iasi"));
    let brings = Reach {
        reads: false,
        sends: true,
    };
    assert_eq!(reach(&office, &ion, session), brings);
    office.days_later(LOST_FEED_GRACE_DAYS);
    assert_eq!(reach(&office, &ion, session), NEITHER);
}

#[test]
fn a_partner_reads_them_where_the_notes_are_shared_and_brings_none() {
    let (office, mut ana, _) = two_phones();
    let (session, programme) = (ana.record("Market day"), "programme:neighbours");
    let note = ana.note(session, "Careful.");
    ana.sync(&office);
    let vera = office.phone("vera", Role::Partner, &[]);
    let programme = programme.parse().unwrap();
    office.follow("vera", &programme);
    let day = Day {
        day: "2017-03-14",
        planned: false,
    };
    let origin = Origin {
        device: None,
        member: None,
        received: office.now,
    };
    let share =
        |doc| office.write(|t| feeds::join(t, &organisation(), doc, &programme, day, &origin));
    share(session);
    assert_eq!(reach(&office, &vera, session), NEITHER);
    share(note);
    let reads = Reach {
        reads: true,
        sends: false,
    };
    assert_eq!(reach(&office, &vera, session), reads);
}
