//! What a sync sends and stores.

use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, mpsc};
use std::thread;

use super::server::{self, Server, TestPhone};
use super::*;
use crate::model::Who;
use crate::transport::{Stop, Transport, TransportError, TransportReport};
use crate::wire::{Gone, GoneForGood, Retry, ToPhone, ToServer};

#[test]
fn each_document_goes_up_as_one_change() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    (0..5).for_each(|_| count(&phone, doc, 1));
    let splices = crate::model::edit::splices_between("", "A note.");
    phone.client.edit(doc, &[Edit::Notes { splices }]).unwrap();

    let synced = phone.sync(&server);
    assert_eq!(synced.report.end, Some(SyncEnd::Done));
    assert_eq!((synced.report.sent, synced.report.round_trips), (2, 1));
    let request = server.last();
    let [main, private] = &request.puts[..] else {
        panic!("two documents: {request:?}");
    };
    assert_eq!((main.doc, private.doc), (doc, doc.companion()));
    assert_eq!((main.changes.len(), private.changes.len()), (1, 1));
    assert_eq!(main.unit.as_ref().unwrap().as_str(), "suceava");
    assert_eq!(private.unit, None);
    assert_eq!(main.epochs.len(), 1);
    assert_eq!(request.hello.unsent, 1);

    let status = phone.client.status().unwrap();
    assert_eq!((status.unsent, status.next_retry), (0, None));
    assert!(status.last_sync.is_some());
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 5);

    // Nothing new: hello and end, and the counter has gone up.
    let again = phone.sync(&server);
    assert_eq!(again.report.sent, 0);
    assert_eq!(server.last().messages.len(), 2);
    assert_eq!(server.last().hello.sent, request.hello.sent + 1);
}

#[test]
fn a_session_that_could_never_be_sent_is_not_begun() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let splices = crate::model::edit::splices_between("", "Met the director.");
    let zero = Edit::Count {
        cell: "reached.f.14-17".parse().unwrap(),
        by: 0,
    };
    for edits in [vec![], vec![zero], vec![Edit::Notes { splices }]] {
        let refused = phone.client.begin(None, &edits);
        assert!(matches!(refused, Err(ClientError::Field(_))), "{refused:?}");
    }
    let listed = phone.client.list(&ListQuery::default()).unwrap();
    assert!(listed.rows.is_empty());
    assert_eq!(phone.client.status().unwrap().unsent, 0);
}

#[test]
fn withdrawing_asks_for_a_reason() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    assert!(matches!(
        phone.client.withdraw(doc, " "),
        Err(ClientError::Field(_))
    ));
    assert_eq!(phone.client.session(doc).unwrap().withdrawn, None);
}

#[test]
fn the_counter_is_durable_before_a_request_leaves() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    phone.sync(&server);
    let before = server.last().hello.sent;
    *server.offline.lock().unwrap() = true;
    phone.sync(&server);
    let phone = phone.crash();
    *server.offline.lock().unwrap() = false;
    phone.sync(&server);
    assert_eq!(server.last().hello.sent, before + 2);
}

#[test]
fn without_a_line_nothing_is_lost_and_the_next_try_is_due_later() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let doc = plan(&phone, "Grade 9");
    *server.offline.lock().unwrap() = true;
    let mut due = Timestamp(0);
    for _ in 0..12 {
        let synced = phone.sync(&server);
        assert!(matches!(
            synced.trouble,
            Some(TransportError::Offline { .. })
        ));
        assert_eq!(synced.report.end, Some(SyncEnd::Cut));
        let status = phone.client.status().unwrap();
        assert_eq!(status.unsent, 1);
        due = status.next_retry.unwrap();
    }
    let now = server::environment().now();
    let wait = u64::try_from(due.since_ms(now)).unwrap();
    assert!(
        (crate::limits::RETRY_MS_MAX / 2 - 1_000..=crate::limits::RETRY_MS_MAX).contains(&wait)
    );
    *server.offline.lock().unwrap() = false;
    assert_eq!(phone.sync(&server).report.sent, 1);
    assert_eq!(phone.client.session(doc).unwrap().title, "Grade 9");
    assert_eq!(phone.client.status().unwrap().next_retry, None);
}

#[test]
fn a_server_that_is_busy_is_asked_later() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    server.answer(|_| vec![Retry { after_ms: 60_000 }.into()]);
    let synced = phone.sync(&server);
    assert_eq!(synced.report.end, Some(SyncEnd::Retry { after_ms: 60_000 }));
    let due = phone.client.status().unwrap().next_retry.unwrap();
    assert!(due.since_ms(server::environment().now()) > 59_000);
}

#[test]
fn two_phones_see_each_other_and_both_sayings() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let doc = plan(&ana, "Grade 9");
    count(&ana, doc, 10);
    ana.sync(&server);
    let first = server.last().puts[0].clone();
    server.answer({
        let first = first.clone();
        move |_| server::page(vec![server::item(&first, "member-0")], 1)
    });
    assert_eq!(ion.sync(&server).report.received, 1);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 10);
    assert_eq!(ion.client.status().unwrap().unsent, 0);

    // Both count and retitle, neither knowing of the other.
    count(&ana, doc, 1);
    count(&ion, doc, 7);
    let title = |text| [Edit::text(Register::Title, text)];
    ana.client.edit(doc, &title("Grade 9A")).unwrap();
    ion.client.edit(doc, &title("Grade 9B")).unwrap();
    ana.sync(&server);
    let second = server.last().puts[0].clone();
    server.answer(move |_| server::page(vec![server::item(&second, "member-0")], 2));
    ion.sync(&server);
    let shown = ion.client.session(doc).unwrap();
    assert_eq!(
        shown.people_reached(),
        18,
        "nobody's count is lost or doubled"
    );
    let disputed = ion.client.conflicts().unwrap();
    let [conflict] = &disputed[0].conflicts[..] else {
        panic!("one conflict: {disputed:?}");
    };
    assert_eq!(conflict.field, "title");
    let who: Vec<_> = conflict
        .sayings
        .iter()
        .flat_map(|s| s.who.clone())
        .collect();
    let member = |id: &str| Who::Member(id.parse().unwrap());
    assert!(who.contains(&member("member-0")) && who.contains(&member("member-1")));

    let kept = conflict.sayings[1].value.clone();
    let settled = ion.client.resolve(doc, "title", 2).unwrap();
    assert_eq!(settled.title, kept.as_str().unwrap());
    assert!(settled.conflicts.is_empty());
    assert!(ion.client.conflicts().unwrap().is_empty());
    // The edit that nobody answered for, and the settling.
    assert_eq!(ion.sync(&server).report.sent, 2);
}

#[test]
fn a_change_whose_base_is_not_here_is_asked_for_whole() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let doc = plan(&ana, "Grade 9");
    ana.sync(&server);
    let mut whole = server.last().puts[0].clone();
    count(&ana, doc, 4);
    ana.sync(&server);
    let later = server.last().puts[0].clone();
    whole.changes.extend(later.changes.clone());
    server.answer(move |_| {
        let mut item = server::item(&later, "member-0");
        if let ToPhone::Item(item) = &mut item {
            item.whole = false;
        }
        server::page(vec![item], 1)
    });
    server.answer(move |request| {
        let wants = request.messages.iter();
        let wants = wants.filter(|message| matches!(message, ToServer::Want(_)));
        assert_eq!(wants.count(), 1);
        server::page(vec![server::item(&whole, "member-0")], 2)
    });
    assert_eq!(ion.sync(&server).report.round_trips, 2);
    assert_eq!(ion.client.session(doc).unwrap().people_reached(), 4);
}

#[test]
fn what_is_gone_goes_unless_it_was_never_sent() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let (kept, lost) = (plan(&ana, "Kept"), plan(&ana, "Lost"));
    ana.sync(&server);
    let puts = server.last().puts;
    server.answer(move |_| {
        let items = puts.iter().map(|put| server::item(put, "member-0"));
        server::page(items.collect(), 1)
    });
    ion.sync(&server);
    count(&ion, kept, 1);
    // The edit goes up with this request, and stays pending because nothing is said of it.
    let gone = |doc| {
        Gone {
            feed: server::feed(),
            doc,
        }
        .into()
    };
    server.answer(move |_| server::page(vec![gone(None)], 2));
    ion.sync(&server);
    assert!(ion.client.session(lost).is_err());
    assert_eq!(ion.client.session(kept).unwrap().people_reached(), 1);
    assert_eq!(ion.client.list(&query("")).unwrap().rows.len(), 1);

    server.answer(move |_| server::page(vec![GoneForGood { doc: kept }.into()], 3));
    ion.sync(&server);
    assert!(ion.client.session(kept).is_err());
    assert_eq!(ion.client.list(&query("")).unwrap().rows.len(), 0);
}

#[test]
fn a_sync_can_be_stopped_and_only_one_runs() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    plan(&phone, "Grade 9");
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let mut told = 0;
    let synced = phone.client.sync(
        &server,
        &mut |_| {
            told += 1;
            stop.cancel();
        },
        &cancel,
    );
    assert_eq!(synced.unwrap().report.end, Some(SyncEnd::Cancelled));
    assert!(told > 0);
    assert_eq!(phone.client.status().unwrap().unsent, 1);
    let _running = phone.client.syncing.lock().unwrap();
    let second = phone.client.sync(&server, &mut |_| {}, &Cancel::default());
    assert!(matches!(second, Err(ClientError::Syncing)));
}

#[test]
fn a_conflict_can_be_settled_by_what_nobody_said() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let doc = plan(&ana, "Grade 9");
    let title = |text| [Edit::text(Register::Title, text)];
    for (at, said) in [(1, "Grade 9A"), (2, "Grade 9B")] {
        ana.sync(&server);
        let put = server.last().puts[0].clone();
        server.answer(move |_| server::page(vec![server::item(&put, "member-0")], at));
        ion.sync(&server);
        ana.client.edit(doc, &title(said)).unwrap();
        if at == 1 {
            ion.client.edit(doc, &title("Grade 10")).unwrap();
        }
    }
    assert_eq!(ion.client.conflicts().unwrap()[0].conflicts.len(), 1);
    let elsewhere = ion.client.resolve_by(doc, "kind", &title("Grade 11"));
    assert!(matches!(elsewhere, Err(ClientError::NoSuchConflict(_))));
    let settled = ion
        .client
        .resolve_by(doc, "title", &title("Grade 11"))
        .unwrap();
    assert_eq!(settled.title, "Grade 11");
    assert!(settled.conflicts.is_empty());
    ion.sync(&server);
    let settled = ion.client.session(doc).unwrap();
    assert_eq!(
        (settled.title.as_str(), settled.conflicts.len()),
        ("Grade 11", 0)
    );
}

/// A line on which no answer ever comes.
struct Silent {
    asked: mpsc::Sender<()>,
    is_stopped: Arc<(Mutex<bool>, Condvar)>,
}

impl Transport for Silent {
    fn exchange(
        &self,
        _: &str,
        _: Option<&str>,
        _: &[u8],
        _: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<TransportReport, TransportError> {
        self.asked.send(()).unwrap();
        let (is_stopped, told) = &*self.is_stopped;
        let guard = is_stopped.lock().unwrap();
        drop(told.wait_while(guard, |is_stopped| !*is_stopped).unwrap());
        let reason = "shut down".to_owned();
        Err(TransportError::Offline { reason })
    }

    fn stop(&self) -> Option<Stop> {
        let is_stopped = self.is_stopped.clone();
        Some(Arc::new(move || {
            *is_stopped.0.lock().unwrap() = true;
            is_stopped.1.notify_all();
        }))
    }
}

#[test]
fn a_sync_that_waits_for_the_server_can_be_stopped() {
    let phone = TestPhone::join(&Server::new());
    plan(&phone, "Grade 9");
    let (asked, waits) = mpsc::channel();
    let line = Silent {
        asked,
        is_stopped: Arc::default(),
    };
    let cancel = Cancel::default();
    let stop = cancel.clone();
    let synced = thread::scope(|scope| {
        scope.spawn(move || {
            waits.recv().unwrap();
            stop.cancel();
        });
        phone.client.sync(&line, &mut |_| {}, &cancel).unwrap()
    });
    assert_eq!(synced.report.end, Some(SyncEnd::Cancelled));
    assert_eq!(synced.trouble, None, "the member asked for it");
    let status = phone.client.status().unwrap();
    assert_eq!((status.unsent, status.next_retry), (1, None));
}

/// The documents that a request asks for whole.
fn wants(request: &server::Request) -> Vec<DocId> {
    let wanted = request.messages.iter().filter_map(|message| match message {
        ToServer::Want(want) => Some(want.doc),
        _ => None,
    });
    wanted.collect()
}

/// The phone after an update of the app, with all that it had.
fn updated(phone: TestPhone) -> (Client, tempfile::TempDir) {
    let home = phone.home();
    let folder = phone.close();
    let mut environment = server::environment();
    "phone-test 2".clone_into(&mut environment.app);
    let client = Client::open(home, None, environment).unwrap();
    (client, folder)
}

/// Syncs once with a page that holds this item, and says what was asked for.
fn asked(client: &Client, server: &Server, item: Option<&ToPhone>, at: u64) -> Vec<DocId> {
    let items: Vec<ToPhone> = item.cloned().into_iter().collect();
    server.answer(move |_| server::page(items.clone(), at));
    let synced = client.sync(server, &mut |_| {}, &Cancel::default());
    let report = synced.unwrap().report;
    assert_eq!(
        (report.end, report.round_trips),
        (Some(SyncEnd::Done), 1),
        "nothing loops"
    );
    wants(&server.last())
}

#[test]
fn what_cannot_be_read_is_shown_once_and_asked_for_by_the_next_app() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let doc = plan(&ana, "Grade 9");
    ana.sync(&server);
    let put = server.last().puts[0].clone();
    let good = server::item(&put, "member-0");
    let mut bad = put;
    bad.changes[0].0[20] ^= 1;
    let bad = server::item(&bad, "member-0");

    for at in 1..4 {
        // Whatever comes, this app has tried it and asks for nothing.
        assert!(asked(&ion.client, &server, Some(&bad), at).is_empty());
        let attention = ion.client.attention().unwrap();
        assert_eq!((attention.len(), attention[0].doc), (1, doc));
        assert_eq!(attention[0].code, "unreadable");
        assert!(attention[0].reason.starts_with("cannot be read"));
    }
    let (client, _folder) = updated(ion);
    assert_eq!(asked(&client, &server, None, 4), [doc], "nothing came");
    assert_eq!(asked(&client, &server, Some(&good), 5), [doc]);
    assert_eq!(client.session(doc).unwrap().title, "Grade 9");
    assert!(client.attention().unwrap().is_empty());
    assert!(asked(&client, &server, None, 6).is_empty());
}

#[test]
fn a_document_of_an_unknown_kind_is_asked_for_by_the_next_app() {
    let server = Server::new();
    let (ana, ion) = (TestPhone::join(&server), TestPhone::join(&server));
    let doc = plan(&ana, "Grade 9");
    ana.sync(&server);
    let good = server::item(&server.last().puts[0], "member-0");
    let mut unknown = good.clone();
    if let ToPhone::Item(item) = &mut unknown {
        item.kind = 99;
    }
    assert!(asked(&ion.client, &server, Some(&unknown), 1).is_empty());
    assert!(asked(&ion.client, &server, None, 2).is_empty());
    assert!(ion.client.attention().unwrap().is_empty());
    let (client, _folder) = updated(ion);
    assert_eq!(asked(&client, &server, Some(&good), 3), [doc]);
    assert_eq!(client.session(doc).unwrap().title, "Grade 9");
}
