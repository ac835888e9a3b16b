//! Tables of new members: what is read, and what is found wrong.

use client_core::model::Role;
use client_core::time::Timestamp;

use super::{World, seat_of};
use crate::accounts::Viewer;
use crate::dashboard::query::{self, Roster};
use crate::limits::ROSTER_ROWS_MAX;
use crate::store::members::{self, Member};
use crate::store::read::Scope;
use crate::store::{Store, StoreError};

pub(super) fn viewer(role: Role, scope: Scope) -> Viewer {
    Viewer {
        member: "elena".parse().unwrap(),
        name: "Elena".to_owned(),
        role,
        scope,
        units: vec!["suceava".parse().unwrap()],
        language: None,
        csrf: String::new(),
        must_choose_password: false,
    }
}

pub(super) fn add(store: &Store, id: &str, role: Role, unit: &str) {
    let member = Member {
        id: id.parse().unwrap(),
        name: format!("{id} Popescu"),
        role,
        unit: unit.parse().unwrap(),
        language: None,
    };
    let added: Result<(), StoreError> = store.write(|tx| members::add(tx, &member, Timestamp(1)));
    added.unwrap();
}

fn read(world: &World, viewer: &Viewer, table: &str) -> Roster {
    let seat = seat_of(world, &viewer.scope);
    let read = world.store.read(|c| query::roster(c, &seat, viewer, table));
    read.unwrap()
}

#[test]
fn a_table_is_read_however_a_spreadsheet_wrote_it() {
    let world = World::new([]);
    let admin = viewer(Role::Admin, Scope::All);
    for table in [
        "name,role,unit,language\nIon Pop,volunteer,dolj,\n\"Rusu, Maria\",coordinator,\
         Suceava,en\n",
        "Unit;Name;Role;Language\r\ndolj;Ion Pop;Volunteer;\r\n\r\nsuceava;\"Rusu, Maria\";\
         Coordinator;English\r\n",
        "nume,rol,centru regional,limbă\nIon Pop,voluntar,Dolj,\n\"Rusu, Maria\",COORDONATOR,\
         suceava,english\n",
        "Nume;Rol;Centru;Limba\nIon Pop;voluntar;Dolj;\n\"Rusu, Maria\";coordonator;Suceava;en\n",
        "\u{feff}NAME\tROLE\tREGIONAL CENTRE\tLANGUAGE\nIon Pop\tvolunteer\tDolj\n\
         Rusu, Maria\tcoordinator\tsuceava\tEN",
    ] {
        let table = table.replace("Unit;", "Regional centre;");
        let roster = read(&world, &admin, &table);
        assert_eq!(roster.problems, [], "{table}");
        let rows: Vec<_> = roster
            .rows
            .iter()
            .map(|row| {
                (
                    row.name.as_str(),
                    row.role,
                    row.unit.as_str(),
                    row.language.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                ("Ion Pop", Role::Volunteer, "dolj", None),
                ("Rusu, Maria", Role::Coordinator, "suceava", Some("en")),
            ]
        );
    }
}

#[test]
fn everything_wrong_is_listed_by_row_and_column() {
    let world = World::new([]);
    add(&world.store, "ana", Role::Volunteer, "suceava");
    let own = Scope::Units(["suceava".parse().unwrap()].into());
    let coordinator = viewer(Role::Coordinator, own);
    let roster = read(
        &world,
        &coordinator,
        "name,role,unit,language\n\
         Good One,volunteer,suceava,en\n\
         ,volunteer,suceava,\n\
         Ána popescu,volunteer,suceava,\n\
         good one,helper,atlantis,xx\n\
         Other One,volunteer,dolj,\n\
         Third One,admin,suceava,\n\
         Short One,volunteer\n\
         M\u{fffd}d\u{fffd}lina,volunteer,suceava",
    );
    let found: Vec<_> = roster
        .problems
        .iter()
        .map(|problem| (problem.row, problem.column.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (3, "Name"),
            (4, "Name"),
            (5, "Name"),
            (5, "Role"),
            (5, "Regional centre"),
            (5, "Language"),
            (6, "Regional centre"),
            (7, "Role"),
            (8, "Regional centre"),
            (9, "Name"),
        ]
    );
    assert!(
        roster.problems[2].words.contains("row 2"),
        "{:?}",
        roster.problems[2]
    );
    assert_eq!(roster.rows.len(), 1);
}

#[test]
fn a_table_without_its_columns_or_without_end_is_refused() {
    let world = World::new([]);
    let admin = viewer(Role::Admin, Scope::All);
    assert_eq!(read(&world, &admin, "").problems.len(), 1);
    let headless = read(&world, &admin, "Ion Pop,volunteer,dolj");
    assert_eq!((headless.problems.len(), headless.rows.len()), (3, 0));
    let many: String = (0..=ROSTER_ROWS_MAX)
        .map(|n| format!("Member {n},volunteer,dolj\n"))
        .collect();
    let many = read(&world, &admin, &format!("name,role,unit\n{many}"));
    assert_eq!((many.problems.len(), many.rows.len()), (1, ROSTER_ROWS_MAX));
}
