//! The reads against a model that is plain Rust over the same facts, and the plans they run by.

use std::collections::{BTreeMap, BTreeSet};

use client_core::ids::{DocId, UnitId};
use client_core::model::{Kind, Place, Status, Table};
use client_core::time::Timestamp;
use rusqlite::{Connection, params_from_iter};

use super::figures::{self, Sums};
use super::likely;
use super::sessions::{self, At, Page, Sort};
use super::{Filter, InCounty, Scope};
use crate::store::read_model::{self, SessionFacts};
use crate::store::{Store, StoreError};

const UNITS: [&str; 3] = ["dolj", "iasi", "suceava"];

fn unit(id: &str) -> UnitId {
    id.parse().unwrap()
}

/// Sessions that differ in everything, many of them equal in what lists are ordered by.
fn session(n: u8) -> SessionFacts {
    let status = Status::ALL[usize::from(n / 3 % 4)];
    let people = u64::from(n % 7) * 10;
    let cells = [
        ("reached.f.14-17".to_owned(), people),
        ("groups.pupils".to_owned(), people / 2),
        (format!("materials.m{}", n % 2), u64::from(n)),
    ];
    SessionFacts {
        doc: DocId([n.reverse_bits(); 16]),
        unit: unit(UNITS[usize::from(n % 3)]),
        day: format!("2017-{:02}-{:02}", 1 + n % 12, 1 + n % 5),
        moment: Timestamp(0),
        at: None,
        review: None,
        status,
        kind: (!n.is_multiple_of(4)).then_some(Kind::School),
        campaign: (n.is_multiple_of(2)).then(|| "does-not-forgive".parse().unwrap()),
        title: format!("Clasa {}", n % 10),
        title_order: format!("clasa {}", n % 10),
        place: Place {
            locality: if n.is_multiple_of(5) {
                "Rădăuți"
            } else {
                "Iași"
            }
            .into(),
            ..Place::default()
        },
        search: format!(
            "clasa {} {}",
            n % 10,
            if n.is_multiple_of(5) {
                "radauti"
            } else {
                "iasi"
            }
        ),
        activities: u64::from(1 + n % 2),
        people,
        estimated: n.is_multiple_of(5),
        materials: u64::from(n),
        media_items: u64::from(n % 3),
        broadcasts: 0,
        conflicts: u64::from(n.is_multiple_of(6)),
        counters: 1,
        withdrawn: n.is_multiple_of(11),
        duplicate_of: None,
        cells: cells
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(cell, n)| (cell.parse().unwrap(), n))
            .collect(),
        team: BTreeSet::new(),
        suspects: BTreeSet::new(),
    }
}

fn stands(facts: &SessionFacts) -> bool {
    !facts.withdrawn && facts.status != Status::Cancelled
}

fn filled(folder: &tempfile::TempDir) -> (Store, Vec<SessionFacts>) {
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let all: Vec<_> = (1..=200).map(session).collect();
    store
        .write(|tx| {
            for (at, facts) in (1..).zip(&all) {
                read_model::put_session(tx, facts, Timestamp(at * 1_000))?;
                read_model::set_counted(tx, facts.doc, stands(facts))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    (store, all)
}

fn read<T>(store: &Store, run: impl FnOnce(&Connection) -> Result<T, StoreError>) -> T {
    store.read(run).unwrap()
}

fn two_units() -> Scope {
    Scope::Units([unit("dolj"), unit("suceava")].into())
}

/// Everything page by page, forwards and back again.
fn walk(c: &Connection, scope: &Scope, filter: &Filter, order: (Sort, bool)) -> Vec<DocId> {
    let page = |at: &At| sessions::page(c, scope, filter, order, at, 7).unwrap();
    let ids = |page: &Page| page.rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let mut pages = vec![page(&At::First)];
    assert_eq!(pages[0].before, None);
    while let Some(after) = pages.last().unwrap().after.clone() {
        // A place survives the way through an address.
        let after = after.to_string().parse().unwrap();
        pages.push(page(&At::After(after)));
    }
    let mut back = pages.last().unwrap().clone();
    for expected in pages.iter().rev().skip(1) {
        back = page(&At::Before(back.before.unwrap()));
        assert_eq!(ids(&back), ids(expected), "{order:?}");
    }
    assert_eq!(back.before, None);
    pages.iter().flat_map(ids).collect()
}

#[test]
fn every_order_lists_each_session_once_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let (store, all) = filled(&folder);
    for scope in [Scope::All, two_units(), Scope::Units([unit("iasi")].into())] {
        for sort in [Sort::Day, Sort::Title, Sort::Unit, Sort::People] {
            let mut expected: Vec<_> = all
                .iter()
                .filter(|facts| !facts.withdrawn && scope.covers(&facts.unit))
                .collect();
            expected.sort_by_key(|facts| {
                let order = match sort {
                    Sort::Day => facts.day.clone(),
                    Sort::Title => facts.title_order.clone(),
                    Sort::Unit => facts.unit.to_string(),
                    Sort::People => format!("{:09}", facts.people),
                };
                (order, facts.doc)
            });
            let mut expected: Vec<_> = expected.iter().map(|facts| facts.doc).collect();
            read(&store, |c| {
                let filter = Filter::default();
                assert_eq!(walk(c, &scope, &filter, (sort, false)), expected);
                expected.reverse();
                assert_eq!(walk(c, &scope, &filter, (sort, true)), expected);
                let count = u64::try_from(expected.len()).unwrap();
                assert_eq!(sessions::count(c, &scope, &filter, 1_000)?, count);
                assert_eq!(sessions::count(c, &scope, &filter, 5)?, 5);
                Ok(())
            });
        }
    }
}

#[test]
fn a_filter_narrows_lists_and_figures_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (store, all) = filled(&folder);
    let filter = Filter {
        from: Some("2017-02-02".parse().unwrap()),
        until: Some("2017-09-04".parse().unwrap()),
        campaign: Some("does-not-forgive".parse().unwrap()),
        unit: Some(unit("suceava")),
        kind: Some(Kind::School),
        county: None,
        status: None,
        only_conflicts: false,
        only_suspects: false,
        only_withdrawn: false,
        search: Some("  CLASA iaș ".into()),
    };
    let fits = |facts: &&SessionFacts| {
        ("2017-02-02".."2017-09-05").contains(&facts.day.as_str())
            && facts.campaign.is_some()
            && facts.unit == unit("suceava")
            && facts.kind.is_some()
            && facts.search.contains("iasi")
    };
    let listed = all.iter().filter(fits).filter(|facts| !facts.withdrawn);
    let counted: Vec<_> = all.iter().filter(fits).filter(|f| stands(f)).collect();
    assert!(!counted.is_empty());
    read(&store, |c| {
        let order = (Sort::Day, true);
        assert_eq!(walk(c, &Scope::All, &filter, order).len(), listed.count());
        let sums = figures::totals(c, &Scope::All, &filter)?;
        let people: u64 = counted.iter().map(|facts| facts.people).sum();
        assert_eq!((sums.sessions, sums.people), (counted.len() as u64, people));
        // Asking for a unit outside the scope gives nothing.
        let elsewhere = Scope::Units([unit("iasi")].into());
        assert_eq!(figures::totals(c, &elsewhere, &filter)?, Sums::default());
        assert!(walk(c, &elsewhere, &filter, order).is_empty());
        let none = Scope::Units(BTreeSet::new());
        assert!(walk(c, &none, &Filter::default(), order).is_empty());
        Ok(())
    });
}

#[test]
fn a_search_finds_words_not_patterns() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = filled(&folder);
    let found = |text: &str| {
        let filter = Filter {
            search: Some(text.into()),
            ..Filter::default()
        };
        read(&store, |c| sessions::count(c, &Scope::All, &filter, 1_000))
    };
    assert!(found("rădăuți") > 0);
    assert!(found("clasa 3") < found("clasa"));
    for nothing in ["%", "_", "clasa%3", "\\", "bucuresti"] {
        assert_eq!(found(nothing), 0, "{nothing}");
    }
}

#[test]
fn figures_add_up_however_they_are_grouped() {
    let folder = tempfile::tempdir().unwrap();
    let (store, all) = filled(&folder);
    let scope = two_units();
    let counted: Vec<_> = all
        .iter()
        .filter(|facts| stands(facts) && scope.covers(&facts.unit))
        .collect();
    let filter = Filter::default();
    read(&store, |c| {
        let totals = figures::totals(c, &scope, &filter)?;
        let sum = |of: fn(&SessionFacts) -> u64| counted.iter().map(|facts| of(facts)).sum();
        assert_eq!(
            totals,
            Sums {
                sessions: counted.len() as u64,
                activities: sum(|facts| facts.activities),
                people: sum(|facts| facts.people),
                materials: sum(|facts| facts.materials),
                media_items: sum(|facts| facts.media_items),
                broadcasts: 0,
                conflicts: sum(|facts| u64::from(facts.conflicts > 0)),
            }
        );
        let people = |groups: Vec<Sums>| groups.iter().map(|sums| sums.people).sum::<u64>();
        let units = figures::by_unit(c, &scope, &filter)?;
        assert_eq!(units.len(), 2);
        assert_eq!(
            people(units.into_iter().map(|g| g.1).collect()),
            totals.people
        );
        let months = figures::by_month(c, &scope, &filter)?;
        assert_eq!(months[0].0.to_string(), "2017-01-01");
        assert_eq!(
            people(months.into_iter().map(|g| g.1).collect()),
            totals.people
        );
        let campaigns = figures::by_campaign(c, &scope, &filter)?;
        assert_eq!(campaigns.len(), 1);
        let ages = figures::by_sex_age(c, &scope, &filter)?;
        assert_eq!(ages.iter().map(|(_, _, n)| n).sum::<u64>(), totals.people);
        let materials = figures::by_code(c, &scope, &filter, Table::Materials)?;
        assert_eq!(
            materials.iter().map(|(_, n)| n).sum::<u64>(),
            totals.materials
        );
        assert!(materials[0].1 >= materials[1].1);
        let statuses: BTreeMap<_, _> = figures::by_status(c, &scope, &filter)?
            .into_iter()
            .collect();
        let cancelled = all
            .iter()
            .filter(|facts| scope.covers(&facts.unit) && !facts.withdrawn)
            .filter(|facts| facts.status == Status::Cancelled)
            .count();
        assert_eq!(statuses[&Status::Cancelled], cancelled as u64);
        Ok(())
    });
}

#[test]
fn what_came_last_is_shown_first() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = filled(&folder);
    read(&store, |c| {
        let recent = sessions::recent(c, &two_units(), 10)?;
        let times: Vec<_> = recent.iter().map(|row| row.received.0 / 1_000).collect();
        assert_eq!(times.len(), 10);
        assert!(times.is_sorted_by(|a, b| a > b));
        Ok(())
    });
}

#[test]
fn lists_run_along_an_index_and_figures_inside_one() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = filled(&folder);
    let one = Scope::Units([unit("iasi")].into());
    read(&store, |c| {
        for (scope, prefix) in [(&Scope::All, "session_by"), (&one, "session_of_unit_by")] {
            for sort in [Sort::Day, Sort::Title, Sort::People] {
                let asked = sessions::plan_of(scope, &Filter::default(), sort);
                let plan = explain(c, &asked);
                assert!(plan.contains(&format!("USING INDEX {prefix}")), "{plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
        for (scope, index) in [
            (&Scope::All, "session_by_moment"),
            (&one, "session_of_unit_by_moment"),
            (&two_units(), "session_by_moment"),
        ] {
            let plan = explain(c, &likely::plan_of(scope));
            assert!(plan.contains(&format!("USING INDEX {index}")), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        let plan = explain(
            c,
            &sessions::plan_of(&two_units(), &Filter::default(), Sort::Day),
        );
        assert!(plan.contains("USING INDEX session_by_day"), "{plan}");
        let county = Filter {
            county: Some(InCounty {
                code: "RO-VS".to_owned(),
                country: "RO".to_owned(),
                units: [unit("iasi")].into(),
            }),
            ..Filter::default()
        };
        let plan = explain(c, &sessions::plan_of(&Scope::All, &county, Sort::Day));
        assert!(
            plan.contains("SEARCH session_row USING PRIMARY KEY (doc=?)"),
            "{plan}"
        );
        assert_eq!(
            plan.matches("USING COVERING INDEX session_of_county")
                .count(),
            2,
            "{plan}"
        );
        for scope in [&Scope::All, &one] {
            for (query, index) in figures::plans_of(scope).iter().zip([
                "session_figures",
                "session_cells",
                "session_places",
            ]) {
                let plan = explain(c, query);
                let wanted = format!("USING COVERING INDEX {index}");
                assert!(plan.contains(&wanted), "{plan}");
            }
        }
        Ok(())
    });
}

#[test]
fn rows_of_an_older_version_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    store
        .write(|tx| {
            // A new database says that nothing was looked through by the rules of today.
            assert!(read_model::is_outdated(tx)?);
            read_model::clear(tx)?;
            read_model::put_session(tx, &session(1), Timestamp(1))?;
            assert!(!read_model::is_outdated(tx)?);
            tx.execute("UPDATE session_row SET moment = NULL", [])?;
            assert!(read_model::is_outdated(tx)?);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn explain(c: &Connection, (sql, values): &(String, Vec<rusqlite::types::Value>)) -> String {
    let mut statement = c.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let lines = statement
        .query_map(params_from_iter(values), |row| row.get::<_, String>(3))
        .unwrap();
    lines.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}
