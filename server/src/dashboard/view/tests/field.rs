//! Content of the pages about phones and members.

use jiff::civil::{DateTime, date};

use super::fixtures::choices;
use crate::dashboard::model::members::{Draft, Found, Member, Members, Problem, Sheet};
use crate::dashboard::model::phones::{
    Invite, NewInvite, OnePhone, Phone, Phones, Standing, Waiting,
};
use crate::dashboard::model::quarantine::{Decided, Item, Left, Quarantine, Seen, Sender};
use crate::dashboard::model::session::{Change, Moment};

fn at(day: i8, hour: i8) -> DateTime {
    date(2017, 10, day).at(hour, 5, 0, 0)
}

fn one(member: &str, unit: &str, days_ago: u64, unsent: u64, standing: Standing) -> Phone {
    Phone {
        address: "/phones/0191f0a26c1e7a3b9d4e5f6071829304".to_owned(),
        member: member.to_owned(),
        unit: unit.to_owned(),
        app: "teren 0.1.0 android".to_owned(),
        last_sync: (unsent < 9).then(|| at(20 - i8::try_from(days_ago).unwrap(), 14)),
        days_ago,
        is_silent: days_ago >= 7 && standing == Standing::Open,
        unsent,
        standing,
    }
}

pub(super) fn phones() -> Phones {
    Phones {
        phones: vec![
            one("Ion Munteanu", "Suceava", 12, 4, Standing::Open),
            one("Maria Rusu", "Dolj", 9, 9, Standing::Open),
            one("Ana Popescu", "Suceava", 0, 0, Standing::Open),
            one("Vlad Toma", "Iași", 3, 1, Standing::Closed),
            one(
                "Cristina-Alexandra Constantinescu",
                "Bistrița-Năsăud",
                15,
                2,
                Standing::Wiped,
            ),
        ],
        silent_days: 7,
        choices: choices(&["3 days", "7 days", "14 days", "30 days"]),
        silent: 2,
        unsent: 13,
        waiting: vec![Waiting {
            roles: Vec::new(),
            id: "0191f0a26c1e7a3b9d4e5f6071829304".to_owned(),
            member: "Radu Stan".to_owned(),
            unit: "Galați".to_owned(),
            app: "teren 0.1.0".to_owned(),
            asked: at(19, 8),
        }],
        may_approve: true,
        members: choices(&["Ana Popescu, Suceava", "Ion Munteanu, Suceava"]),
    }
}

pub(super) fn no_phones() -> Phones {
    Phones {
        phones: vec![],
        silent: 0,
        unsent: 0,
        may_approve: false,
        members: vec![],
        ..phones()
    }
}

pub(super) fn phone() -> OnePhone {
    OnePhone {
        id: "0191f0a26c1e7a3b9d4e5f6071829304".to_owned(),
        phone: one("Ion Munteanu", "Suceava", 12, 4, Standing::Open),
        joined: at(2, 10),
        clock_off_minutes: Some(42),
        may_close: true,
        may_unlock: true,
        pin_told: Some(at(2, 10)),
        handed_out: None,
        deeds: vec![(
            at(2, 10),
            "approved".to_owned(),
            "Elena Dumitrescu".to_owned(),
        )],
    }
}

fn invited(member: &str) -> Invite {
    Invite {
        member: member.to_owned(),
        unit: "Suceava".to_owned(),
        link: format!(
            "https://teren.example.org:8443/join#code=K7Q2-M9XD-41RB-8HNC-W3VA&pin={}",
            "0f".repeat(32)
        ),
        until: date(2017, 11, 3),
    }
}

pub(super) fn invite() -> NewInvite {
    NewInvite {
        invite: invited("Ana Popescu"),
        is_reachable: false,
    }
}

pub(super) fn members(found: Option<Found>) -> Members {
    let member = |name: &str, role: &str, phones, invited: bool| Member {
        id: name.to_lowercase().replace(' ', "-"),
        name: name.to_owned(),
        role: role.to_owned(),
        unit: "Suceava".to_owned(),
        phones,
        invited_until: invited.then(|| date(2017, 11, 3)),
        may_invite: role == "volunteer",
    };
    Members {
        search: String::new(),
        count: 53,
        before: None,
        after: Some("/members?after=suceava%09ion+munteanu%09ion-munteanu".to_owned()),
        members: vec![
            member("Ana Popescu", "volunteer", 1, false),
            member("Elena Dumitrescu", "coordinator", 2, false),
            member("Ion Munteanu", "volunteer", 0, true),
        ],
        roles: ["volunteer", "coordinator"].map(str::to_owned).to_vec(),
        draft: Draft {
            table: found
                .as_ref()
                .map_or("", |_| "name,role,unit\nAna Pop,helper,dolj")
                .to_owned(),
            found,
        },
    }
}

pub(super) fn wrong() -> Found {
    let problem = |row, column: &str, words: &str| Problem {
        row,
        column: column.to_owned(),
        words: words.to_owned(),
    };
    Found {
        rows: 1,
        problems: vec![
            problem(2, "Role", "“helper” is no role that you can give."),
            problem(7, "Name", "This name is in row 3 already."),
        ],
        has_more: true,
    }
}

pub(super) fn ready() -> Found {
    Found {
        rows: 12,
        problems: vec![],
        has_more: false,
    }
}

pub(super) fn sheet() -> Sheet {
    let names = [
        "Ana Popescu",
        "Ion Munteanu",
        "Cristina-Alexandra Constantinescu",
    ];
    Sheet {
        invites: names.map(invited).to_vec(),
        are_new: true,
        is_reachable: true,
    }
}

pub(super) fn quarantine() -> Quarantine {
    let sender = |why: &str, changes| Sender {
        member: "Ion Munteanu".to_owned(),
        phone: "/phones/0191f0a26c1e7a3b9d4e5f6071829304".to_owned(),
        why: why.to_owned(),
        changes,
        others: changes - 1,
        all: "/quarantine?phone=0191f0a26c1e7a3b9d4e5f6071829304".to_owned(),
        received: at(20, 14),
    };
    let said = Moment {
        at: at(19, 9),
        arrived: Some(at(20, 14)),
        who: "Ion Munteanu".to_owned(),
        brought_by: Some("Ana Popescu".to_owned()),
        changes: vec![Change {
            what: "Title".to_owned(),
            value: Some("Grade 9".to_owned()),
        }],
    };
    Quarantine {
        items: vec![
            Item {
                id: "0191f0a26c1e7a3b9d4e5f6071829305".to_owned(),
                seen: Some(Seen {
                    title: "Grade 9".to_owned(),
                    kind: "school".to_owned(),
                    day: "19 Oct 2017".to_owned(),
                    place: "Colegiul Eudoxiu Hurmuzachi, Rădăuți, Suceava".to_owned(),
                    people: 31,
                    materials: 40,
                }),
                unit: "Suceava".to_owned(),
                address: Some("/sessions/0191f0a26c1e7a3b9d4e5f6071829305".to_owned()),
                senders: vec![sender("closed", 1), sender("lost", 3)],
                says: vec![said],
                unread: 3,
            },
            Item {
                id: "0191f0a26c1e7a3b9d4e5f6071829306".to_owned(),
                seen: None,
                unit: String::new(),
                address: None,
                senders: vec![sender("lost", 2)],
                says: vec![],
                unread: 0,
            },
        ],
        phone_of: Some("Ion Munteanu".to_owned()),
        first: Some("/quarantine".to_owned()),
        next: Some("/quarantine?after=1.2.0191f0a26c1e7a3b9d4e5f6071829306".to_owned()),
        left: ["bad_document", "missing"]
            .map(|code| Left {
                code: code.to_owned(),
                changes: 2,
            })
            .into(),
        decided: vec![Decided {
            at: at(18, 10),
            who: "Elena Dumitrescu".to_owned(),
            what: "kept_out".to_owned(),
            changes: 2,
            reason: "The phone was stolen.".to_owned(),
            about: Some((
                "/sessions/0191f0a26c1e7a3b9d4e5f6071829307".to_owned(),
                "Fair".to_owned(),
            )),
        }],
    }
}
