//! The log proves what it holds, and every query that an exchange asks finds its index.

use client_core::ids::{ChangeHash, DeviceId, DocId, FeedId, MemberId, OrganisationId, ReplicaId};
use client_core::time::Timestamp;

use crate::store::changes::{self, NewChange};
use crate::store::feeds::{self, Day};
use crate::store::log::{self, Broken, Origin, Position};
use crate::store::walks::{self, Kept};
use crate::store::{Connection, Store, StoreError, Transaction, follows};

fn organisation() -> OrganisationId {
    "anitp".parse().unwrap()
}

fn feed() -> FeedId {
    "unit:suceava".parse().unwrap()
}

fn change(n: u8) -> NewChange {
    NewChange {
        hash: ChangeHash([n; 32]),
        actor: ReplicaId([n; 16]),
        actor_seq: 1,
        start_op: 20,
        max_op: 30,
        bytes: vec![n; 9],
    }
}

fn fill(t: &Transaction<'_>) -> Result<(), StoreError> {
    let (organisation, feed) = (organisation(), feed());
    let member: MemberId = "ana".parse().unwrap();
    let origin = Origin {
        device: Some(DeviceId([7; 16])),
        member: Some(&member),
        received: Timestamp(5),
    };
    follows::follow(t, &organisation, &member, &feed, Timestamp(4))?;
    for n in 1..=3 {
        let doc = DocId([n; 16]);
        let at = changes::insert(t, &organisation, doc, &origin, &change(n), Some(&feed))?;
        let day = Day {
            day: "2017-03-14",
            planned: n == 2,
        };
        feeds::begin(t, &organisation, doc, &feed, (at.seq, at.seq), day)?;
    }
    Ok(())
}

fn broken(store: &Store) -> Vec<Broken> {
    let mut found = Vec::new();
    store
        .read(|c| log::verify(c, &organisation(), |broken| found.push(broken)))
        .unwrap();
    found
}

fn spoil(store: &Store, sql: &str) -> Vec<Broken> {
    let write = |t: &Transaction<'_>| Ok::<_, StoreError>(t.execute(sql, [])?);
    assert_eq!(store.write(write).unwrap(), 1, "{sql}");
    broken(store)
}

#[test]
fn an_altered_entry_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    store.write(fill).unwrap();
    assert_eq!(broken(&store), []);
    let end = store.read(|c| log::head(c, &organisation())).unwrap();
    assert_eq!(end.seq, 4);
    assert_ne!(end.chain, Position::START.chain);

    let other = "UPDATE log SET member = 'eve' WHERE seq = 2";
    assert_eq!(spoil(&store, other), [Broken::Chain { seq: 2 }]);
    let other = "UPDATE log SET member = 'ana' WHERE seq = 2";
    assert_eq!(spoil(&store, other), []);
    let other = "UPDATE change SET feed = 'unit:iasi' WHERE seq = 3";
    assert_eq!(spoil(&store, other), [Broken::Chain { seq: 3 }]);
    let other = "UPDATE feed_event SET enters = 0 WHERE seq = 1";
    assert_eq!(spoil(&store, other).len(), 2);
    let other = "DELETE FROM change WHERE seq = 4";
    assert_eq!(spoil(&store, other)[2], Broken::Empty { seq: 4 });
}

pub(super) fn plan(c: &Connection, sql: &str) -> String {
    let mut statement = c.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let mut steps = statement.raw_query();
    let mut plan = Vec::new();
    while let Some(step) = steps.next().unwrap() {
        plan.push(step.get::<_, String>(3).unwrap());
    }
    plan.join("; ")
}

#[test]
fn pages_and_walks_find_their_index() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    let plans = |sql| store.read(|c| Ok::<_, StoreError>(plan(c, sql))).unwrap();
    assert_eq!(
        plans(feeds::BY_SEQ),
        "SEARCH feed_document USING INDEX feed_by_seq (organisation=? AND feed=? AND last_seq>?)"
    );
    assert_eq!(
        plans(walks::BY_DAY),
        "SEARCH feed_document USING INDEX feed_by_day (organisation=? AND feed=? AND \
         (planned,day,doc)<(?,?,?)); CORRELATED SCALAR SUBQUERY 1; \
         SEARCH document USING PRIMARY KEY (organisation=? AND doc=?); \
         SEARCH parent USING PRIMARY KEY (organisation=? AND doc=?) LEFT-JOIN"
    );
    assert_eq!(
        plans(walks::AHEAD),
        "SEARCH feed_document USING INDEX feed_by_day (organisation=? AND feed=? AND planned=? \
         AND (day,doc)>(?,?))"
    );
    assert_eq!(
        plans(walks::LISTED_FROM),
        "SEARCH feed_document USING PRIMARY KEY (organisation=? AND doc>?); \
         SEARCH document USING PRIMARY KEY (organisation=? AND doc=?)"
    );
    assert_eq!(
        plans(feeds::BY_ID),
        "SEARCH feed_document USING PRIMARY KEY (organisation=? AND doc>?)"
    );
    assert_eq!(
        plans(changes::ENTRY_OF),
        "SEARCH change USING COVERING INDEX sqlite_autoindex_change_1 \
         (organisation=? AND doc=? AND hash=?)"
    );
    assert_eq!(
        plans(changes::OF_DOCUMENT),
        "SEARCH change USING INDEX change_in_order (organisation=? AND doc=? AND seq>?); \
         SEARCH log USING INTEGER PRIMARY KEY (rowid=?)"
    );
}

#[test]
fn a_new_feed_is_fetched_in_the_order_of_days() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("teren.db"), None).unwrap();
    store.write(fill).unwrap();
    store
        .read(|c| {
            let (organisation, feed) = (organisation(), feed());
            let everything = Kept {
                first: DocId([0; 16]),
                day: "2017-03-14".to_owned(),
                member: "ana".parse().unwrap(),
            };
            let by_day = |since, after| {
                walks::by_day(c, &organisation, (&feed, since), &everything, after, 9)
            };
            let all = by_day(4, None)?;
            let docs: Vec<u8> = all.iter().map(|position| position.doc.0[0]).collect();
            assert_eq!(docs, [2, 3, 1], "what lies ahead comes first");
            let rest = by_day(4, all.first())?;
            assert_eq!(rest, all[1..]);
            let early = by_day(3, None)?;
            assert_eq!(
                early.len(),
                2,
                "the third moved after the feed was followed"
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
