//! What a phone refuses in words, because its server would refuse it: just within is entered, just
//! beyond is not, and nothing is cut short.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ROOT};

use super::server::{Server, TestPhone};
use super::*;
use crate::client::error::ClientError;
use crate::client::paper::Paper;
use crate::document::Document;
use crate::limits::{
    CHANGE_EDIT_OPS_MAX, DOCUMENT_CHANGES_MAX, DOCUMENT_EDITED_BYTES_MAX, TEXT_CHARS_MAX,
};
use crate::model::{Scalar, Session, Splice};

fn splice(
    phone: &TestPhone,
    doc: DocId,
    delete: usize,
    insert: &str,
) -> Result<Session, ClientError> {
    let splices = vec![Splice {
        at: 0,
        delete,
        insert: insert.to_owned(),
    }];
    phone.client.edit(doc, &[Edit::Notes { splices }])
}

fn words(refused: Result<Session, ClientError>) -> String {
    refused.unwrap_err().to_string()
}

/// Puts other bytes in place of a document that was sent.
fn swap(phone: &TestPhone, doc: DocId, make: impl Fn(&Document) -> Vec<u8>) {
    let swapped = phone.client.write(|tx, own| {
        let mut paper = Paper::load(tx, doc)?.unwrap();
        let kind = paper.document.kind();
        paper.document = Document::load(kind, doc, &make(&paper.document)).unwrap();
        paper.row.server_heads = paper.document.heads();
        Ok(paper.save(tx, own)?)
    });
    swapped.unwrap();
}

#[test]
fn a_change_has_so_many_characters_in_and_out_and_no_more() {
    let (phone, server) = (TestPhone::join(&Server::new()), Server::new());
    let doc = plan(&phone, "Grade 9");
    let long = "a".repeat(TEXT_CHARS_MAX);
    splice(&phone, doc, 0, &long).unwrap();
    splice(&phone, doc, TEXT_CHARS_MAX, "").unwrap();
    let left = CHANGE_EDIT_OPS_MAX - 2 * TEXT_CHARS_MAX;
    assert_eq!(
        words(splice(&phone, doc, 0, &long[..=left])),
        format!(
            "session: found {} edits and characters that were not sent yet, \
             allowed: at most {CHANGE_EDIT_OPS_MAX}; the rest after a sync",
            CHANGE_EDIT_OPS_MAX + 1
        )
    );
    splice(&phone, doc, 0, &long[..left]).unwrap();
    // What was entered can leave, and then there is room again.
    assert_eq!(phone.sync(&server).report.end, Some(SyncEnd::Done));
    let sent = server.last().puts.clone();
    let notes = sent.iter().find(|put| put.doc == doc.companion()).unwrap();
    assert!(crate::document::admit::parse(&notes.changes[0].0).is_ok());
    splice(&phone, doc, 0, "b").unwrap();
}

#[test]
fn a_document_has_so_many_bytes_and_no_more() {
    let (phone, server) = (TestPhone::join(&Server::new()), Server::new());
    let doc = plan(&phone, "Grade 9");
    phone.sync(&server);
    let text = |question: &str, bytes: usize| Edit::Text {
        question: question.to_owned(),
        value: Some("a".repeat(bytes)),
    };
    phone.client.edit(doc, &[text("q", 1)]).unwrap();
    phone.sync(&server);
    let held = || {
        let held = phone
            .client
            .read(|c, _| Ok(document::get(c, doc.companion())?));
        held.unwrap().unwrap().bytes.unwrap().len()
    };
    let mut question = 0;
    while held() + 9 * TEXT_CHARS_MAX < DOCUMENT_EDITED_BYTES_MAX {
        let edits: Vec<Edit> = (0..9)
            .map(|part| text(&format!("q{question}-{part}"), TEXT_CHARS_MAX))
            .collect();
        phone.client.edit(doc, &edits).unwrap();
        phone.sync(&server);
        question += 1;
    }
    let room = DOCUMENT_EDITED_BYTES_MAX - held();
    let filling = |bytes: usize| {
        let whole =
            (0..bytes / TEXT_CHARS_MAX).map(|part| text(&format!("r{part}"), TEXT_CHARS_MAX));
        let edits: Vec<Edit> = whole.chain([text("s", bytes % TEXT_CHARS_MAX)]).collect();
        phone.client.edit(doc, &edits)
    };
    assert_eq!(
        words(filling(room + 1)),
        format!(
            "session: found {} bytes with its history, \
             allowed: at most {DOCUMENT_EDITED_BYTES_MAX}: begin another session",
            DOCUMENT_EDITED_BYTES_MAX + 1
        )
    );
    filling(room).unwrap();
    phone.sync(&server);
    assert!(words(splice(&phone, doc, 0, "a")).contains("begin another session"));
    // The session itself is another document, and has room.
    count(&phone, doc, 1);
}

#[test]
fn a_document_has_so_many_changes_and_no_more() {
    let (phone, server) = (TestPhone::join(&Server::new()), Server::new());
    let doc = plan(&phone, "Grade 9");
    phone.sync(&server);
    swap(&phone, doc, |document| {
        let mut all = Automerge::load(&document.save()).unwrap();
        all.set_actor(ActorId::from([9; 16]));
        for number in document.len_changes()..DOCUMENT_CHANGES_MAX - 1 {
            let mut tx = all.transaction();
            let title = if number % 2 == 0 {
                "Grade 10"
            } else {
                "Grade 11"
            };
            tx.put(ROOT, "title", title).unwrap();
            tx.commit_with(CommitOptions::default().with_time(1));
        }
        assert_eq!(all.get_heads().len(), 1);
        all.save_nocompress()
    });
    let title = |title: &str| {
        let register = Register::Title;
        let value = Some(Scalar::Text(title.to_owned()));
        phone.client.edit(doc, &[Edit::Set { register, value }])
    };
    title("The last").unwrap();
    title("The last, again: no change of its own yet").unwrap();
    assert_eq!(phone.sync(&server).report.end, Some(SyncEnd::Done));
    assert_eq!(
        words(title("One more")),
        format!(
            "session: found {DOCUMENT_CHANGES_MAX} changes, \
             allowed: at most {DOCUMENT_CHANGES_MAX}: begin another session"
        )
    );
}

#[test]
fn counts_that_come_to_nothing_leave_no_session_that_can_never_be_sent() {
    let server = Server::new();
    let phone = TestPhone::join(&server);
    let by = |by| Edit::Count {
        cell: "reached.f.14-17".parse().unwrap(),
        by,
    };
    let doc = phone.client.begin(None, &[by(1)]).unwrap();
    let refused = phone.client.edit(doc, &[by(-1)]).unwrap_err();
    let said = refused.to_string();
    assert!(said.contains("nothing that can be sent"), "{said}");
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 1);
    assert_eq!(phone.client.status().unwrap().unsent, 1);
    phone.sync(&server);
    // Now it is known that there was a session.
    phone.client.edit(doc, &[by(-1)]).unwrap();
    assert_eq!(phone.sync(&server).report.sent, 1);
    assert_eq!(phone.client.session(doc).unwrap().people_reached(), 0);
}
