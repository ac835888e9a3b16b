//! The photos of a session: what its companion names, and which of it is here already.

use client_core::ids::OrganisationId;
use client_core::model;

use crate::dashboard::model::session::Photo;
use crate::store::blobs;
use crate::store::{Connection, StoreError};

/// In the order of their names.
pub fn photos(
    c: &Connection,
    organisation: &OrganisationId,
    it: &model::Session,
) -> Result<Vec<Photo>, StoreError> {
    let here = blobs::of(c, organisation, it.id)?;
    let photo = |file: &model::Attachment| {
        let is_here = file.sha256.parse().is_ok_and(|hash| here.contains(&hash));
        Photo {
            name: file.name.clone(),
            bytes: file.bytes,
            address: is_here.then(|| format!("/sessions/{}/photos/{}", it.id, file.sha256)),
        }
    };
    let mut photos: Vec<Photo> = it.attachments.iter().map(photo).collect();
    photos.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(photos)
}
