//! Tables good and bad, proposals, merges, who may do what.

mod questions;

use client_core::model::Role;

use super::*;
use crate::accounts;
use crate::environment;
use crate::store::members::Member;
use crate::store::{Store, catalogue};
use client_core::model::catalogue::Unit;

const NOW: Timestamp = Timestamp(1_489_478_700_000);
const GOOD: &str = "\u{feff}ID,Name,Locality,adm1,P-code,lat,lon,unit
ro-1,\"Colegiul Eudoxiu, Hurmuzachi\",Rădăuți,RO-SV,RO146263,47.8512,25.9171,suceava
ro-2,Gara de Nord,București,RO-B,,,,
";

fn store(folder: &tempfile::TempDir) -> Store {
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let unit = |id: &str| {
        Entry::Unit(Unit {
            id: id.parse().unwrap(),
            name: id.to_owned(),
            time_zone: "Europe/Bucharest".to_owned(),
            covers: Vec::new(),
        })
    };
    store
        .write(|tx| {
            catalogue::put(tx, &unit("suceava"))?;
            catalogue::put(tx, &unit("iasi"))
        })
        .unwrap();
    store
}

fn member(role: Role, unit: &str) -> Member {
    Member {
        id: "m-1".parse().unwrap(),
        name: "Ana".to_owned(),
        role,
        unit: unit.parse().unwrap(),
        language: None,
    }
}

#[test]
fn a_table_comes_in_and_again_changes_what_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let done = store(&folder).write(|tx| {
        let first = import(tx, GOOD, NOW)?;
        assert_eq!((first.new, first.changed, first.unchanged), (2, 0, 0));
        let venue = catalogue::venue(tx, "ro-1")?.unwrap();
        assert_eq!(venue.at.unwrap().to_register(), "47.85,25.92");
        assert_eq!(venue.pcode.as_deref(), Some("RO146263"));
        assert_eq!(venue.place().country, "RO");
        let version = catalogue::version(tx)?;
        let again = import(tx, GOOD, NOW)?;
        assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 2));
        assert_eq!(catalogue::version(tx)?, version, "phones hear of nothing");
        let other = import(tx, &GOOD.replace("Gara de Nord", "Gara"), NOW)?;
        assert_eq!((other.new, other.changed, other.unchanged), (0, 1, 1));
        Ok::<_, RegisterError>(())
    });
    done.unwrap();
}

#[test]
fn each_problem_has_its_row_and_column_and_nothing_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let rows = [
        ("RO 1,A,B,RO-SV,,,,", "id"),
        ("ro-1,,B,RO-SV,,,,", "name"),
        ("ro-1,A|B,B,RO-SV,,,,", "name"),
        ("ro-1,A,,RO-SV,,,,", "locality"),
        ("ro-1,A,B,RO-XX,,,,", "adm1"),
        ("ro-1,A,B,Sucevaa,,,,", "adm1"),
        ("ro-1,A,B,RO-SV,,91,25,", "lat"),
        ("ro-1,A,B,RO-SV,,47,,", "lon"),
        ("ro-1,A,B,RO-SV,,,,cluj", "unit"),
        ("ro-2,A,B,RO-SV,,,,", "id"),
        ("ro-1,A,B", ""),
    ];
    for (row, column) in rows {
        let good = "ro-2,Gara,Iasi,RO-IS,,,,iasi";
        let text = format!("id,name,locality,adm1,pcode,lat,lon,unit\n{good}\n{row}\n");
        let refused = store.write(|tx| import(tx, &text, NOW)).unwrap_err();
        let RegisterError::Table(problems) = refused else {
            panic!("{row}: {refused}")
        };
        assert_eq!(problems.len(), 1, "{row}: {problems:?}");
        assert_eq!(problems[0].row, 3, "{row}");
        assert_eq!(
            problems[0].column.as_deref().unwrap_or_default(),
            column,
            "{row}"
        );
    }
    for headings in [
        "",
        "id,name",
        "id,name,locality,adm1,colour",
        "id,id,name,locality,adm1",
    ] {
        let refused = store.write(|tx| import(tx, headings, NOW));
        assert!(
            matches!(refused, Err(RegisterError::Table(_))),
            "{headings}"
        );
    }
    let kept = store.read(catalogue::venues).unwrap();
    assert!(kept.is_empty(), "{kept:?}");
    assert!(is_register(GOOD.lines().next().unwrap()) && !is_register("id,title"));
}

#[test]
fn a_merge_moves_what_is_counted_and_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let done = store(&folder).write(|tx| {
        import(tx, GOOD, NOW)?;
        let kept =
            |id: &str| Ok::<_, StoreError>(catalogue::kept_venue(tx, id)?.map(|venue| venue.id));
        let slip = merge(tx, ("ro-1", "ro-2"), FarApart::Refused, None, NOW);
        assert!(matches!(slip, Err(RegisterError::FarApart(..))), "{slip:?}");
        assert_eq!(kept("ro-1")?.as_deref(), Some("ro-1"));
        let number = merge(tx, ("ro-1", "ro-2"), FarApart::Meant, None, NOW)?;
        assert_eq!(kept("ro-1")?.as_deref(), Some("ro-2"));
        for (one, other) in [("ro-1", "ro-2"), ("ro-2", "ro-1"), ("ro-2", "ro-2")] {
            let again = merge(tx, (one, other), FarApart::Refused, None, NOW);
            assert!(
                matches!(again, Err(RegisterError::Same(..))),
                "{one} {other}"
            );
        }
        let gone = accept(tx, "ro-1", None, None, NOW).unwrap_err();
        assert!(gone.to_string().contains("merged into `ro-2`"), "{gone}");
        assert_eq!(
            import(tx, GOOD, NOW)?.unchanged,
            2,
            "a table undoes no merge"
        );
        undo(tx, number, None, NOW)?;
        assert_eq!(kept("ro-1")?.as_deref(), Some("ro-1"));
        let twice = undo(tx, number, None, NOW);
        assert!(matches!(twice, Err(RegisterError::NothingToUndo(_))));
        Ok::<_, RegisterError>(())
    });
    done.unwrap();
}

#[test]
fn counties_are_named_and_cells_divided_as_spreadsheets_do_it() {
    let folder = tempfile::tempdir().unwrap();
    let done = store(&folder).write(|tx| {
        import(
            tx,
            "id;name;locality;adm1\nro-1;Liceul;Rădăuți;Județul Suceava\n",
            NOW,
        )?;
        assert_eq!(catalogue::venue(tx, "ro-1")?.unwrap().adm1, "RO-SV");
        import(
            tx,
            "id\tname\tlocality\tadm1\nmd-1\tȘcoala\tCahul\tCahul\n",
            NOW,
        )?;
        assert_eq!(catalogue::venue(tx, "md-1")?.unwrap().adm1, "MD-CA");
        Ok::<_, RegisterError>(())
    });
    done.unwrap();
}

#[test]
fn a_coordinator_decides_about_the_own_unit() {
    let folder = tempfile::tempdir().unwrap();
    let done = store(&folder).write(|tx| {
        import(tx, GOOD, NOW)?;
        let rename = |who: &Member| accept(tx, "ro-1", Some("Liceul"), Some(who), NOW);
        for (role, unit, is_permitted) in [
            (Role::Volunteer, "suceava", false),
            (Role::Partner, "suceava", false),
            (Role::Coordinator, "iasi", false),
            (Role::Coordinator, "suceava", true),
            (Role::National, "iasi", true),
            (Role::Admin, "iasi", true),
        ] {
            let done = rename(&member(role, unit));
            assert_eq!(done.is_ok(), is_permitted, "{role} of {unit}: {done:?}");
        }
        assert_eq!(catalogue::venue(tx, "ro-1")?.unwrap().name, "Liceul");
        let bad = accept(tx, "ro-1", Some("A|B"), None, NOW);
        assert!(matches!(bad, Err(RegisterError::BadName)));
        Ok::<_, RegisterError>(())
    });
    done.unwrap();
}

#[test]
fn a_campaign_is_closed_by_the_days_of_its_country_and_on_the_day_on_which_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let founding = accounts::Founding {
        name: "Agency",
        country: "RO",
        units: &[],
    };
    store
        .write(|tx| accounts::found(tx, &founding, NOW, &mut environment::random))
        .unwrap();
    // Half past midnight in Bucharest.
    let now = "2017-03-14T22:30:00Z".parse().unwrap();
    for (id, from, last) in [
        ("begun", "2017-01-01", "2017-03-14"),
        ("begins", "2017-03-15", "2017-03-15"),
    ] {
        let id = id.parse().unwrap();
        let wanted = WantedCampaign {
            title: Some("Summer".to_owned()),
            from: Some(from.parse().unwrap()),
            ..WantedCampaign::default()
        };
        let campaigns = store.write(|tx| {
            add_campaign(tx, &id, &wanted, now)?;
            close_campaign(tx, &id, None, now)?;
            Ok::<_, EntryError>(catalogue::campaigns(tx)?)
        });
        let campaigns = campaigns.unwrap();
        let closed = campaigns.iter().find(|campaign| campaign.id == id).unwrap();
        assert_eq!(closed.to.as_deref(), Some(last));
    }
}
