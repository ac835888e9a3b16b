//! What was taken from people after a backup, and is not given back by it; and where they moved.

use client_core::ids::{FeedId, ProgrammeId, UnitId};
use client_core::model::Role;
use client_core::model::catalogue::Unit;

use super::*;
use crate::store::deeds::{self, Deed, What};
use crate::store::{catalogue, follows, members, programmes};

const LATER: Timestamp = Timestamp(NOW.0 + 60_000);

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn unit(code: &str) -> Unit {
    Unit {
        id: id(code),
        name: format!("Centre {code}"),
        time_zone: "UTC".into(),
        covers: Vec::new(),
    }
}

/// Two units, two programmes, a partner in both, and members in the first unit.
fn office(path: &Path) -> Store {
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let random = &mut environment::random;
    let people = [
        ("Ana", Role::Coordinator),
        ("Ion", Role::Volunteer),
        ("Nora", Role::National),
        ("Dan", Role::Volunteer),
        ("Vera", Role::Partner),
        ("Paul", Role::Partner),
    ];
    let made = store.write(|tx| {
        for code in ["iasi", "dolj"] {
            accounts::add_unit(tx, unit(code), NOW)?;
        }
        for programme in ["joint", "other"] {
            let new = accounts::NewProgramme {
                id: &id(programme),
                name: programme,
                units: &[id("iasi")],
            };
            accounts::make_programme(tx, &new, NOW)?;
        }
        for (name, role) in people {
            let unit = &id("iasi");
            let member =
                accounts::add_member(tx, &accounts::NewMember { name, role, unit }, NOW, random)?;
            if role == Role::Partner {
                accounts::admit_partner(tx, &member.id, &[id("joint"), id("other")], NOW)?;
            }
        }
        Ok::<_, accounts::ProgrammeError>(())
    });
    made.unwrap();
    store
}

fn change(store: &Store, name: &str, role: Role, unit: &str) {
    change_at(store, name, role, unit, LATER);
}

fn change_at(store: &Store, name: &str, role: Role, unit: &str, at: Timestamp) {
    let changed = store.write(|tx| {
        let member = accounts::find_member(tx, name)?;
        accounts::change_role(tx, &member, role, &id(unit), at)?;
        let deed = Deed::of_nobody(at, What::RoleChanged, member.id, None);
        deeds::put(tx, &deed)?;
        Ok::<_, accounts::MemberError>(())
    });
    changed.unwrap();
}

/// What somebody is, where, and what they follow.
fn standing(path: &Path, name: &str) -> String {
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let told = store.read(|c| {
        let home = organisation::home(c)?.unwrap();
        let member = members::by_name(c, name)?.unwrap();
        let windows = follows::windows(c, &home.id, &member.id)?.into_iter();
        let open = windows.filter(|window| window.until.is_none());
        let feeds: Vec<_> = open.map(|window| window.feed.to_string()).collect();
        let (role, unit) = (member.role, member.unit);
        Ok::<_, StoreError>(format!("{role} of {unit}: {}", feeds.join(" ")))
    });
    told.unwrap()
}

fn feeds(units: &[&str], programmes: &[&str]) -> String {
    let units = units
        .iter()
        .map(|unit| FeedId::of_unit(&id::<UnitId>(unit)));
    let programmes = programmes.iter();
    let programmes = programmes.map(|it| FeedId::of_programme(&id::<ProgrammeId>(it)));
    let mut all: Vec<_> = units
        .chain(programmes)
        .map(|feed| feed.to_string())
        .collect();
    all.sort();
    all.join(" ")
}

/// Takes something from everybody but Dan, who is given something.
fn take(store: &Store) {
    change(store, "Ana", Role::Volunteer, "iasi");
    change(store, "Ion", Role::Volunteer, "dolj");
    change(store, "Nora", Role::Coordinator, "dolj");
    change(store, "Dan", Role::Coordinator, "iasi");
    change(store, "Paul", Role::Volunteer, "iasi");
    let taken = store.write(|tx| {
        accounts::dismiss_partner(tx, "Vera", &id("joint"), LATER)?;
        accounts::close_programme(tx, &id("other"), LATER)
    });
    taken.unwrap();
}

/// Restores what was backed up before people and programmes lost something; `has_ledger`: by a
/// version that keeps one.
fn put_back(has_ledger: bool) {
    let (dir, path) = data();
    let store = office(&path);
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();

    take(&store);
    drop(store);
    if !has_ledger {
        fs::remove_file(path.join("closed.jsonl")).unwrap();
    }

    let restored = restore(&to, &path, true, LATER, &mut quiet).unwrap();
    let both = ["joint", "other"];
    for (name, told) in [
        (
            "Ana",
            format!("volunteer of iasi: {}", feeds(&["iasi"], &[])),
        ),
        (
            "Ion",
            format!("volunteer of dolj: {}", feeds(&["dolj"], &[])),
        ),
        (
            "Nora",
            format!("coordinator of dolj: {}", feeds(&["dolj"], &[])),
        ),
        (
            "Dan",
            format!("volunteer of iasi: {}", feeds(&["iasi"], &[])),
        ),
        ("Vera", "partner of iasi: ".to_owned()),
        // A partner's programmes were taken, and the unit sees what the phone recorded there.
        (
            "Paul",
            format!("volunteer of iasi: {}", feeds(&["iasi"], &[])),
        ),
    ] {
        assert_eq!(standing(&path, name), told, "{name}");
        if name != "Dan" {
            assert_ne!(standing(&to, name), told, "{name} had more at the backup");
        }
    }
    assert_eq!(
        standing(&to, "Vera"),
        format!("partner of iasi: {}", feeds(&[], &both))
    );
    let mut changed: Vec<_> = restored.changed.iter().map(|it| it.name.as_str()).collect();
    changed.sort_unstable();
    assert_eq!(changed, ["Ana", "Ion", "Nora", "Paul"]);
    let shut_out = restored.shut_out.unwrap();
    assert_eq!((shut_out.programmes, shut_out.seats), (1, 1));

    let store = Store::open(path.join("teren.db"), None).unwrap();
    let closed = store.read(|c| {
        Ok::<_, StoreError>([
            programmes::is_closed(c, &id("joint"))?,
            programmes::is_closed(c, &id("other"))?,
        ])
    });
    assert_eq!(closed.unwrap(), [false, true]);
    let noted = ledger::read(&path.join("teren.db")).unwrap();
    assert!(noted.len() >= 6, "the next restore obeys them as well");
    let found = store.read(|c| {
        let home = organisation::home(c)?.unwrap();
        check::check(c, &home.id, |problem| panic!("{problem}"))
    });
    assert_eq!(found.unwrap().problems, 0);
}

#[test]
fn rights_programmes_and_seats_that_were_taken_after_a_backup_stay_taken() {
    put_back(true);
}

#[test]
fn they_stay_taken_where_an_older_version_kept_no_ledger() {
    put_back(false);
}

#[test]
fn what_was_given_again_before_a_backup_is_there_after_it() {
    let (dir, path) = data();
    let store = office(&path);
    change(&store, "Ana", Role::Volunteer, "iasi");
    change(&store, "Ana", Role::Coordinator, "iasi");
    drop(store);
    let to = dir.path().join("backup");
    let made_at = Timestamp(LATER.0 + 1);
    make(&path, &to, made_at, &mut quiet).unwrap();
    let before = standing(&path, "Ana");
    let restored = restore(&to, &path, true, made_at, &mut quiet).unwrap();
    assert_eq!(standing(&path, "Ana"), before);
    assert!(restored.changed.is_empty());
}

#[test]
fn who_moved_on_is_in_the_last_unit_and_left_each_before_it_when_it_was_left() {
    let (dir, path) = data();
    let store = office(&path);
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    let again = Timestamp(LATER.0 + 60_000);
    // A unit that the backup does not know lies on the way, and one where the role was higher.
    let added = store.write(|tx| accounts::add_unit(tx, unit("olt"), LATER));
    added.unwrap();
    change(&store, "Ion", Role::Coordinator, "olt");
    change_at(&store, "Ion", Role::Coordinator, "dolj", again);
    // Who sees every unit has one all the same.
    change(&store, "Nora", Role::National, "olt");
    drop(store);

    let restored = restore(&to, &path, true, again, &mut quiet).unwrap();
    assert_eq!(
        standing(&path, "Ion"),
        format!("volunteer of dolj: {}", feeds(&["dolj"], &[]))
    );
    assert!(standing(&path, "Nora").starts_with("national of olt: "));
    assert_eq!(restored.changed.len(), 2);
    let store = Store::open(path.join("teren.db"), None).unwrap();
    let told = store.read(|c| {
        let home = organisation::home(c)?.unwrap().id;
        let ion = members::by_name(c, "Ion")?.unwrap().id;
        let lost = |code| follows::lost_at(c, &home, &ion, &FeedId::of_unit(&id(code)));
        let nora = members::by_name(c, "Nora")?.unwrap().id;
        let sees_it = follows::follows(c, &home, &nora, &FeedId::of_unit(&id("olt")))?;
        let made = catalogue::unit(c, &id("olt"))?;
        Ok::<_, StoreError>((lost("iasi")?, lost("olt")?, sees_it, made))
    });
    let expected = (Some(LATER), Some(again), true, Some(unit("olt")));
    assert_eq!(told.unwrap(), expected);
}

#[test]
fn a_restore_may_leave_nobody_an_administrator_and_says_so() {
    let (dir, path) = data();
    let store = office(&path);
    let to = dir.path().join("backup");
    make(&path, &to, NOW, &mut quiet).unwrap();
    let elsewhere = dir.path().join("elsewhere");
    let restored = restore(&to, &elsewhere, false, LATER, &mut quiet).unwrap();
    assert!(restored.has_administrator);
    change(&store, "Dan", Role::Admin, "iasi");
    change(&store, "Administrator", Role::Volunteer, "iasi");
    drop(store);
    let restored = restore(&to, &path, true, LATER, &mut quiet).unwrap();
    assert!(!restored.has_administrator);
}
