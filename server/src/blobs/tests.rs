//! What is taken, what is refused, what stays of it, and what goes by itself.

mod hostile;

use std::collections::BTreeSet;
use std::{fs, io};

use client_core::ids::{DeviceId, DocId};
use client_core::limits::{BLOB_CHUNK_BYTES_MAX, PHOTOS_SESSION_MAX};
use client_core::model::Role;
use tempfile::TempDir;

use super::*;
use crate::limits::{DETACHED_DAYS, DEVICE_PHOTOS_DAY_BYTES_MAX, UPLOAD_DAYS};
use crate::store::read_model::{self, PrivateFacts};

const NOW: Timestamp = Timestamp(1_800_000_000_000);
const DOC: DocId = DocId([5; 16]);

/// A picture that differs with the seed: all grain, so that it has several pieces.
pub(crate) fn photo(seed: u8) -> Vec<u8> {
    of_size(seed, 1_200, 900)
}

/// One of a few kilobytes.
pub(crate) fn small_photo(seed: u8) -> Vec<u8> {
    of_size(seed, 60, 40)
}

fn of_size(seed: u8, width: u32, height: u32) -> Vec<u8> {
    let mut state = u32::from(seed) * 7_919 + 1;
    let picture = image::RgbImage::from_fn(width, height, |_, _| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [r, g, b, _] = state.to_le_bytes();
        image::Rgb([r, g, b])
    });
    let mut png = io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    photo::prepare(&png.into_inner()).unwrap().jpeg
}

fn id_of(doc: DocId, jpeg: &[u8]) -> BlobId {
    let sha256 = photo::hash(jpeg).parse().unwrap();
    BlobId { doc, sha256 }
}

struct World {
    folder: TempDir,
    blobs: Blobs,
    /// What the session names.
    named: BTreeSet<Attachment>,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::open(folder.path().join("teren.db"), None).unwrap());
        let blobs = Blobs::new(store, &folder.path().join("blobs"));
        Self {
            folder,
            blobs,
            named: BTreeSet::new(),
        }
    }

    fn name(&mut self, jpeg: &[u8]) -> BlobId {
        self.name_as(jpeg, "image/jpeg", jpeg.len() as u64)
    }

    fn name_as(&mut self, jpeg: &[u8], media_type: &str, bytes: u64) -> BlobId {
        let id = id_of(DOC, jpeg);
        self.named.insert(Attachment {
            sha256: id.sha256.to_string(),
            name: "poster.jpg".into(),
            media_type: media_type.into(),
            bytes,
        });
        self.say();
        id
    }

    fn unname(&mut self, id: BlobId) {
        self.named
            .retain(|file| file.sha256 != id.sha256.to_string());
        self.say();
    }

    fn say(&self) {
        let facts = PrivateFacts {
            parent: DOC,
            suspects: BTreeSet::new(),
            attachments: self.named.clone(),
        };
        let put = |t: &Transaction<'_>| read_model::put_private(t, &facts, NOW);
        self.blobs.store.write(put).unwrap();
    }

    fn standing(&self, who: &DeviceSession, id: BlobId) -> Standing {
        self.blobs.standing(who, id).unwrap().unwrap()
    }

    /// Sends what is missing, piece by piece.
    fn send(&self, who: &DeviceSession, id: BlobId, jpeg: &[u8]) -> Result<Standing, Refused> {
        let mut standing = self.standing(who, id);
        while !standing.complete {
            let from = usize::try_from(standing.offset).unwrap();
            let to = jpeg.len().min(from + BLOB_CHUNK_BYTES_MAX);
            standing = self
                .blobs
                .take(who, id, standing.offset, &jpeg[from..to], NOW)?;
        }
        Ok(standing)
    }

    fn files(&self) -> BTreeSet<String> {
        let Ok(folder) = fs::read_dir(self.folder.path().join("blobs").join(DOC.to_string()))
        else {
            return BTreeSet::new();
        };
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
        folder
            .map(|entry| name(entry).into_string().unwrap())
            .collect()
    }
}

fn phone(number: u8) -> DeviceSession {
    DeviceSession {
        organisation: "agency".parse().unwrap(),
        device: DeviceId([number; 16]),
        member: "ana".parse().unwrap(),
        role: Role::Volunteer,
        unit: "dolj".parse().unwrap(),
        public_key: [number; 32],
    }
}

#[test]
fn a_photo_comes_in_pieces_and_is_kept_whole_with_its_small_picture() {
    let mut world = World::new();
    let (ana, jpeg) = (phone(1), photo(1));
    let id = world.name(&jpeg);
    let length = jpeg.len() as u64;
    assert!(jpeg.len() > 2 * BLOB_CHUNK_BYTES_MAX, "{length}");
    let begun = Standing {
        offset: 0,
        length,
        complete: false,
    };
    assert_eq!(world.standing(&ana, id), begun);

    let piece = &jpeg[..BLOB_CHUNK_BYTES_MAX];
    let after = world.blobs.take(&ana, id, 0, piece, NOW).unwrap();
    assert_eq!(after.offset, BLOB_CHUNK_BYTES_MAX as u64);
    assert_eq!(world.standing(&ana, id), after);
    // A piece whose answer was lost comes again; the phone hears where it is.
    let again = world.blobs.take(&ana, id, 0, piece, NOW);
    assert!(matches!(again, Err(Refused::OffsetDiffers(it)) if it == after));

    let done = world.send(&ana, id, &jpeg).unwrap();
    assert_eq!((done.offset, done.complete), (length, true));
    let once_more = world.blobs.take(&ana, id, 7, b"anything", NOW).unwrap();
    assert_eq!(once_more, done, "what is here is here");
    let organisation = &ana.organisation;
    let (mut file, bytes) = world.blobs.open(organisation, id).unwrap().unwrap();
    let mut read = Vec::new();
    io::Read::read_to_end(&mut file, &mut read).unwrap();
    assert_eq!((read, bytes), (jpeg, length));
    assert_eq!(
        world.files(),
        [
            format!("{}.jpg", id.sha256),
            format!("{}.small.jpg", id.sha256)
        ]
        .into()
    );

    // The small picture is no part of a backup, and is made again.
    let small = world.blobs.thumbnail(organisation, id).unwrap().unwrap();
    assert!(photo::check(&small).is_ok() && small.len() < 64 * 1024);
    let folder = world.folder.path().join("blobs").join(DOC.to_string());
    fs::remove_file(folder.join(format!("{}.small.jpg", id.sha256))).unwrap();
    let anew = world.blobs.thumbnail(organisation, id).unwrap().unwrap();
    assert_eq!(anew, small);
}

#[test]
fn what_a_row_does_not_say_was_never_there() {
    let mut world = World::new();
    let (ana, jpeg) = (phone(1), photo(2));
    let id = world.name(&jpeg);
    let piece = &jpeg[..BLOB_CHUNK_BYTES_MAX];
    world.blobs.take(&ana, id, 0, piece, NOW).unwrap();
    // As after a crash between the file and its row: more was written than was acknowledged.
    let files = &world.blobs.files;
    files
        .append(id, ana.device, piece.len() as u64, b"torn")
        .unwrap();
    assert_eq!(world.standing(&ana, id).offset, piece.len() as u64);
    assert!(world.send(&ana, id, &jpeg).unwrap().complete);

    // A file that lost what was acknowledged: from the beginning.
    let jpeg = photo(3);
    let id = world.name(&jpeg);
    world.blobs.take(&ana, id, 0, &jpeg[..100], NOW).unwrap();
    world.blobs.files.remove_part(id, ana.device);
    let lost = world.blobs.take(&ana, id, 100, &jpeg[100..], NOW);
    assert!(matches!(lost, Err(Refused::GivenUp)));
    assert!(world.send(&ana, id, &jpeg).unwrap().complete);
}

#[test]
fn a_disk_that_is_not_mounted_costs_no_photo() {
    let mut world = World::new();
    let (ana, jpeg) = (phone(1), small_photo(3));
    let id = world.name(&jpeg);
    world.send(&ana, id, &jpeg).unwrap();
    let folder = world.folder.path().join("blobs");
    let elsewhere = world.folder.path().join("elsewhere");
    fs::rename(&folder, &elsewhere).unwrap();
    let organisation = &ana.organisation;
    assert!(world.blobs.open(organisation, id).unwrap().is_none());
    assert!(world.blobs.thumbnail(organisation, id).unwrap().is_none());
    fs::rename(&elsewhere, &folder).unwrap();
    // As if written long ago.
    world.blobs.tidy(Timestamp(i64::MAX / 2)).unwrap();
    assert!(world.blobs.open(organisation, id).unwrap().is_some());
    assert!(world.standing(&ana, id).complete);

    // One that is lost for good is brought again by a phone that looks for it.
    fs::remove_dir_all(&folder).unwrap();
    assert!(!world.standing(&ana, id).complete);
    assert!(world.send(&ana, id, &jpeg).unwrap().complete);
    assert!(world.blobs.open(organisation, id).unwrap().is_some());
    assert_eq!(world.blobs.totals(organisation).unwrap().here, 1);
}

#[test]
fn nobody_spoils_what_another_phone_sends() {
    let mut world = World::new();
    let (ana, thief, jpeg) = (phone(1), phone(2), photo(4));
    let id = world.name(&jpeg);
    let (first, rest) = jpeg.split_at(1_000);
    world.blobs.take(&ana, id, 0, first, NOW).unwrap();
    assert_eq!(world.standing(&thief, id).offset, 0);
    let junk = vec![7; jpeg.len()];
    world
        .blobs
        .take(&thief, id, 0, &junk[..1_500], NOW)
        .unwrap();
    let wrong = world.blobs.take(&thief, id, 1_500, &junk[1_500..], NOW);
    assert!(matches!(wrong, Err(Refused::HashDiffers)));
    assert_eq!(world.standing(&thief, id).offset, 0, "all of it is dropped");
    assert_eq!(world.standing(&ana, id).offset, 1_000);
    assert!(
        world
            .blobs
            .take(&ana, id, 1_000, rest, NOW)
            .unwrap()
            .complete
    );
    assert!(world.standing(&thief, id).complete);
}

#[test]
fn what_is_not_named_or_is_no_photo_is_not_taken() {
    let mut world = World::new();
    let (ana, jpeg) = (phone(1), small_photo(5));
    let id = id_of(DOC, &jpeg);
    assert_eq!(world.blobs.standing(&ana, id).unwrap(), None);
    let taken = world.blobs.take(&ana, id, 0, &jpeg, NOW);
    assert!(matches!(taken, Err(Refused::Unknown)));
    // Named by one session, sent for another.
    world.name(&jpeg);
    let elsewhere = id_of(DocId([6; 16]), &jpeg);
    let taken = world.blobs.take(&ana, elsewhere, 0, &jpeg, NOW);
    assert!(matches!(taken, Err(Refused::Unknown)));

    let long = [&*jpeg, b"x"].concat();
    let taken = world.blobs.take(&ana, id, 0, &long, NOW);
    assert!(matches!(taken, Err(Refused::TooLong { .. })));
    assert_eq!(world.files(), BTreeSet::new());

    let text = b"Dear diary";
    let id = world.name_as(text, "text/plain", 10);
    let taken = world.blobs.take(&ana, id, 0, text, NOW);
    assert!(matches!(taken, Err(Refused::OtherKind)));
    let text = b"Dear diary, no photo";
    let id = world.name(text);
    let taken = world.blobs.take(&ana, id, 0, text, NOW);
    assert!(matches!(taken, Err(Refused::Unfit(_))));
    for bytes in [0, PHOTO_BYTES_MAX as u64 + 1] {
        world.named.clear();
        let id = world.name_as(&jpeg, "image/jpeg", bytes);
        let taken = world.blobs.take(&ana, id, 0, &jpeg, NOW);
        assert!(matches!(taken, Err(Refused::Unfit(_) | Refused::TooLarge)));
    }
    assert_eq!(
        world.blobs.totals(&ana.organisation).unwrap(),
        Totals::default()
    );
}

/// A hostile phone attaches what another has begun to send, and says another length of it.
#[test]
fn a_photo_whose_length_changes_while_it_comes_is_refused_in_words() {
    let jpeg = small_photo(5);
    let length = jpeg.len() as u64;
    for other in [length + 10, length / 2] {
        let mut world = World::new();
        let ana = phone(1);
        let id = world.name(&jpeg);
        let (first, rest) = jpeg.split_at(jpeg.len() * 3 / 4);
        world.blobs.take(&ana, id, 0, first, NOW).unwrap();
        world.named.clear();
        world.name_as(&jpeg, "image/jpeg", other);
        let taken = world.blobs.take(&ana, id, first.len() as u64, rest, NOW);
        assert!(
            matches!(taken, Err(Refused::LengthDiffers { begun, named })
                if begun == length && named == other),
            "{taken:?}"
        );
        // What came is given up; named as it is, it comes from its beginning.
        world.named.clear();
        world.name(&jpeg);
        assert_eq!(world.standing(&ana, id).offset, 0);
        assert!(world.send(&ana, id, &jpeg).unwrap().complete);
    }
}

#[test]
fn room_is_taken_from_the_beginning_and_given_back() {
    let mut world = World::new();
    let (ana, one, two) = (phone(1), small_photo(6), small_photo(7));
    let [first, second] = [&one, &two].map(|jpeg| world.name(jpeg));
    world.blobs = world.blobs.with_room((one.len() + two.len()) as u64 - 1);
    world.blobs.take(&ana, first, 0, &one[..10], NOW).unwrap();
    let full = world.blobs.take(&ana, second, 0, &two, NOW);
    assert!(matches!(full, Err(Refused::NoRoom)));
    world.send(&ana, first, &one).unwrap();
    let full = world.blobs.take(&ana, second, 0, &two, NOW);
    assert!(matches!(full, Err(Refused::NoRoom)));

    // Taken out of the session, it goes after some days.
    world.unname(first);
    assert!(
        world
            .blobs
            .open(&ana.organisation, first)
            .unwrap()
            .is_none()
    );
    let later = |days: i64| Timestamp(NOW.0 + days * DAY_MS);
    world.blobs.tidy(later(1)).unwrap();
    world.blobs.tidy(later(DETACHED_DAYS)).unwrap();
    assert_eq!(world.files().len(), 2, "it may be put back");
    world.name(&one);
    world.blobs.tidy(later(DETACHED_DAYS + 2)).unwrap();
    assert!(world.standing(&ana, first).complete);
    world.unname(first);
    world.blobs.tidy(later(20)).unwrap();
    world.blobs.tidy(later(21 + DETACHED_DAYS)).unwrap();
    // The files themselves were written today, by their system's clock.
    let far = Timestamp(i64::MAX / 2);
    world.blobs.tidy(far).unwrap();
    assert_eq!(world.files(), BTreeSet::new());
    world.send(&ana, second, &two).unwrap();
}

#[test]
fn one_phone_brings_so_much_within_a_day() {
    let mut world = World::new();
    let (ana, ion, one, two) = (phone(1), phone(2), small_photo(6), small_photo(7));
    let [first, second] = [&one, &two].map(|jpeg| world.name(jpeg));
    world.blobs.take(&ana, first, 0, &one[..10], NOW).unwrap();
    let before = DEVICE_PHOTOS_DAY_BYTES_MAX - one.len() as u64;
    let morning = Timestamp(NOW.0 - DAY_MS / 4);
    let brought = |t: &Transaction<'_>| {
        let elsewhere = id_of(DocId([6; 16]), &one);
        blobs::finish(t, &ana, elsewhere, before, morning)
    };
    world.blobs.store.write(brought).unwrap();
    let full = world.blobs.take(&ana, second, 0, &two, NOW);
    let wait_ms = u64::try_from(DAY_MS * 3 / 4).unwrap();
    assert!(
        matches!(full, Err(Refused::DayFull { retry_after_ms }) if retry_after_ms == wait_ms),
        "{full:?}"
    );
    // What was begun has its room, and others have theirs.
    world.send(&ana, first, &one).unwrap();
    world.blobs.take(&ion, second, 0, &two[..10], NOW).unwrap();
    let tomorrow = Timestamp(morning.0 + DAY_MS);
    let taken = world.blobs.take(&ana, second, 0, &two, tomorrow);
    assert!(taken.unwrap().complete);
}

#[test]
fn one_session_has_so_many_photos_and_one_phone_so_many_begun() {
    let mut world = World::new();
    let ana = phone(1);
    let photos: Vec<_> = (0..=u8::try_from(PHOTOS_SESSION_MAX).unwrap())
        .map(|seed| small_photo(seed + 10))
        .collect();
    let ids: Vec<_> = photos.iter().map(|jpeg| world.name(jpeg)).collect();
    for (id, jpeg) in ids.iter().zip(&photos).take(PHOTOS_SESSION_MAX) {
        world.send(&ana, *id, jpeg).unwrap();
    }
    let (last, jpeg) = (ids[PHOTOS_SESSION_MAX], &photos[PHOTOS_SESSION_MAX]);
    let one_more = world.blobs.take(&ana, last, 0, jpeg, NOW);
    assert!(matches!(one_more, Err(Refused::TooMany)));
    world.unname(ids[0]);
    world.send(&ana, last, jpeg).unwrap();
}

#[test]
fn what_nobody_goes_on_sending_is_given_up() {
    let mut world = World::new();
    let (ana, jpeg) = (phone(1), small_photo(8));
    let id = world.name(&jpeg);
    world.blobs.take(&ana, id, 0, &jpeg[..10], NOW).unwrap();
    let later = |days: i64| Timestamp(NOW.0 + days * DAY_MS);
    world.blobs.tidy(later(UPLOAD_DAYS)).unwrap();
    assert_eq!(world.standing(&ana, id).offset, 10);
    world.blobs.tidy(later(UPLOAD_DAYS + 1)).unwrap();
    assert_eq!(world.standing(&ana, id).offset, 0);
    // What is not ours is nobody's to remove.
    let folder = world.folder.path().join("blobs").join(DOC.to_string());
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("notes.txt"), "by hand").unwrap();
    let theirs = folder.with_file_name("lost+found");
    fs::create_dir(&theirs).unwrap();
    world.blobs.tidy(Timestamp(i64::MAX / 2)).unwrap();
    assert_eq!(world.files(), ["notes.txt".to_owned()].into());
    assert!(theirs.is_dir());
}
