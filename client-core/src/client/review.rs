//! A coordinator's word about a session: looked at, or to be looked at again.

use super::Client;
use super::commands::{enter, open};
use super::error::ClientError;
use crate::ids::{ChangeHash, DocId};
use crate::model::{Edit, FieldProblem, Register, ReviewState, Session};

impl Client {
    /// Says of a session, as it stands on this phone, that it is verified, or that it goes back to
    /// those who held it, with a reason. Whatever comes after shows as changed since.
    ///
    /// What the member edited before and did not send yet belongs to what was looked at.
    pub fn review(
        &self,
        doc: DocId,
        state: ReviewState,
        comment: &str,
    ) -> Result<Session, ClientError> {
        let comment = comment.trim();
        if state == ReviewState::Returned && comment.is_empty() {
            let allowed = "what is to be looked at again";
            return Err(FieldProblem::new("review.comment", "nothing", allowed).into());
        }
        self.write(|tx, own| {
            let mut folder = open(tx, doc)?;
            let heads = folder.main.document.heads();
            let heads: Vec<String> = heads.iter().map(ChangeHash::to_string).collect();
            let edits = [
                Edit::text(Register::ReviewState, state.code()),
                Edit::text(Register::ReviewComment, comment),
                Edit::text(Register::ReviewHeads, heads.join(",")),
            ];
            enter(tx, own, &mut folder, &edits)
        })
    }

    /// Takes it back.
    pub fn unreview(&self, doc: DocId) -> Result<Session, ClientError> {
        let registers = [
            Register::ReviewState,
            Register::ReviewComment,
            Register::ReviewHeads,
        ];
        self.edit(doc, &registers.map(Edit::clear))
    }
}
