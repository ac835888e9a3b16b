//! A file as a series of QR codes: one phone shows them, another reads them in any order, over and
//! over, and goes on another day with what is missing.
//!
//! ```text
//! "TEREN:" base45 "."     characters of the denser mode of QR codes; the full stop keeps a blank
//!                         at the end from being trimmed
//! 1   version
//! 8   SHA-256 of the file, its beginning: which series this is
//! 1   number of the frame, from 1
//! 1   how many there are
//! n   part of the file
//! 4   SHA-256 of all of the above, its beginning
//! ```
//!
//! Nothing here is believed: the file is sealed and signed as any other.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::file::key_of;
use super::problem::EnvelopeProblem;
use crate::limits::{SERIES_FRAME_CHARS_MAX, SERIES_FRAMES_MAX, SERIES_PART_BYTES_MAX};

const PREFIX: &str = "TEREN:";
const SUFFIX: &str = ".";
const VERSION: u8 = 1;
const ID_BYTES: usize = 8;
const SUM_BYTES: usize = 4;
/// Bytes of a frame beside its part of the file.
const FRAME_BYTES: usize = 1 + ID_BYTES + 2 + SUM_BYTES;

const _: () = assert!(
    PREFIX.len() + 3 * (FRAME_BYTES + SERIES_PART_BYTES_MAX).div_ceil(2) + SUFFIX.len()
        <= SERIES_FRAME_CHARS_MAX,
    "base45 makes three characters of two bytes, and a part must fit its frame"
);

/// Why a file makes no series, or a code is not taken. What was collected stays, unless it is said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeriesProblem {
    /// No whole file.
    #[error(transparent)]
    File(#[from] EnvelopeProblem),
    /// More than a person holds a phone still for.
    #[error(
        "this hand-over has {} kB, too much for codes, which carry {} kB: share the file instead, \
         or hand over fewer sessions at once",
        bytes.div_ceil(1_000),
        limit / 1_000
    )]
    TooLarge {
        /// Bytes of the file.
        bytes: usize,
        /// Bytes that a series carries.
        limit: usize,
    },
    /// Something else that cameras read.
    #[error("this code is no part of a hand-over: point at the codes of the other phone")]
    NotAFrame,
    /// A later app shows it.
    #[error("a newer app shows these codes (version {found}): update this one first")]
    Later {
        /// Its version.
        found: u8,
    },
    /// It was not read whole.
    #[error("this code was not read whole: hold the phone still and try again")]
    Damaged,
    /// It is of another file than the first that was read.
    #[error("this code is of another hand-over: finish the first, or begin anew with this one")]
    OtherSeries,
    /// All are there and do not fit together: what was collected is given up.
    #[error("these codes do not make one hand-over: begin anew")]
    Altered,
}

/// How far a series has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesProgress {
    /// Frames that are here.
    pub have: usize,
    /// Frames that there are; none before the first was read.
    pub of: usize,
    /// The numbers of those that are missing, from 1, ascending.
    pub missing: Vec<u8>,
}

/// The texts of the QR codes that carry a file, for error correction M. Its parts are of one size,
/// so that the codes are.
pub fn frames(file: &[u8]) -> Result<Vec<String>, SeriesProblem> {
    key_of(file)?;
    let limit = SERIES_FRAMES_MAX * SERIES_PART_BYTES_MAX;
    if file.len() > limit {
        let bytes = file.len();
        return Err(SeriesProblem::TooLarge { bytes, limit });
    }
    let of = file.len().div_ceil(SERIES_PART_BYTES_MAX);
    let parts = file.chunks(file.len().div_ceil(of));
    // Parts of one size may be fewer than parts of the greatest size would be.
    let of = u8::try_from(parts.len()).expect("frames are few");
    let frames = (1..).zip(parts).map(|(number, part)| {
        let part = part.to_vec();
        let id = id_of(file);
        Frame {
            id,
            number,
            of,
            part,
        }
        .written()
    });
    Ok(frames.collect())
}

/// What was read of one series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Series {
    begun: Option<Begun>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Begun {
    id: [u8; ID_BYTES],
    of: u8,
    /// By number.
    parts: BTreeMap<u8, Vec<u8>>,
}

impl Series {
    /// Goes on with what was kept. Lines that cannot be read are frames that are missing.
    pub fn resume(kept: &str) -> Self {
        let mut series = Self::default();
        for line in kept.lines().take(SERIES_FRAMES_MAX) {
            let _ = series.add(line);
        }
        series
    }

    /// What has come so far, to be resumed: the frames' texts, one a line.
    pub fn kept(&self) -> String {
        let begun = self.begun.iter();
        let frames = begun.flat_map(|begun| {
            let of_part = |(number, part): (&u8, &Vec<u8>)| Frame {
                id: begun.id,
                number: *number,
                of: begun.of,
                part: part.clone(),
            };
            begun.parts.iter().map(of_part)
        });
        frames.map(|frame| frame.written() + "\n").collect()
    }

    /// Takes the text of one code. Read again it changes nothing.
    pub fn add(&mut self, text: &str) -> Result<SeriesProgress, SeriesProblem> {
        let frame = Frame::read(text)?;
        let begun = self.begun.get_or_insert_with(|| Begun {
            id: frame.id,
            of: frame.of,
            parts: BTreeMap::new(),
        });
        if (begun.id, begun.of) != (frame.id, frame.of) {
            return Err(SeriesProblem::OtherSeries);
        }
        begun.parts.entry(frame.number).or_insert(frame.part);
        if begun.is_complete() && id_of(&begun.joined()) != begun.id {
            self.begun = None;
            return Err(SeriesProblem::Altered);
        }
        Ok(self.progress())
    }

    /// How far it has come.
    pub fn progress(&self) -> SeriesProgress {
        let Some(begun) = &self.begun else {
            return SeriesProgress::default();
        };
        let missing = (1..=begun.of).filter(|number| !begun.parts.contains_key(number));
        SeriesProgress {
            have: begun.parts.len(),
            of: usize::from(begun.of),
            missing: missing.collect(),
        }
    }

    /// The file, once all of it is here.
    pub fn file(&self) -> Option<Vec<u8>> {
        let begun = self.begun.as_ref()?;
        begun.is_complete().then(|| begun.joined())
    }
}

impl Begun {
    fn is_complete(&self) -> bool {
        self.parts.len() == usize::from(self.of)
    }

    fn joined(&self) -> Vec<u8> {
        let parts: Vec<&[u8]> = self.parts.values().map(Vec::as_slice).collect();
        parts.concat()
    }
}

/// One code.
struct Frame {
    id: [u8; ID_BYTES],
    /// From 1.
    number: u8,
    of: u8,
    part: Vec<u8>,
}

impl Frame {
    fn written(&self) -> String {
        let head = [VERSION].iter().chain(&self.id);
        let mut bytes: Vec<u8> = head.chain(&[self.number, self.of]).copied().collect();
        bytes.extend(&self.part);
        let sum = sum_of::<SUM_BYTES>(&bytes);
        bytes.extend(sum);
        [PREFIX, &base45::encode(&bytes), SUFFIX].concat()
    }

    fn read(text: &str) -> Result<Self, SeriesProblem> {
        let Some(rest) = text.strip_prefix(PREFIX) else {
            return Err(SeriesProblem::NotAFrame);
        };
        let code = rest.strip_suffix(SUFFIX);
        let code = code.filter(|_| text.len() <= SERIES_FRAME_CHARS_MAX);
        let bytes = code.and_then(|code| base45::decode(code).ok());
        // The sum first: a version that was read wrongly is no reason to update an app.
        let said = bytes.as_deref().and_then(summed);
        match said.and_then(<[u8]>::split_first) {
            Some((&VERSION, said)) => Self::of_bytes(said).ok_or(SeriesProblem::Damaged),
            Some((&found, _)) if found > VERSION => Err(SeriesProblem::Later { found }),
            _ => Err(SeriesProblem::Damaged),
        }
    }

    fn of_bytes(said: &[u8]) -> Option<Self> {
        let (id, rest) = said.split_first_chunk::<ID_BYTES>()?;
        let ([number, of], part) = rest.split_first_chunk::<2>()?;
        let is_one_of = (1..=*of).contains(number) && usize::from(*of) <= SERIES_FRAMES_MAX;
        let has_part = (1..=SERIES_PART_BYTES_MAX).contains(&part.len());
        (is_one_of && has_part).then(|| Self {
            id: *id,
            number: *number,
            of: *of,
            part: part.to_vec(),
        })
    }
}

/// What stands before the sum, when it is its sum.
fn summed(bytes: &[u8]) -> Option<&[u8]> {
    let (said, sum) = bytes.split_last_chunk::<SUM_BYTES>()?;
    (*sum == sum_of(said)).then_some(said)
}

fn id_of(file: &[u8]) -> [u8; ID_BYTES] {
    sum_of(file)
}

fn sum_of<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let hash = Sha256::digest(bytes);
    *hash.first_chunk().expect("a hash has 32 bytes")
}

#[cfg(test)]
mod tests;
