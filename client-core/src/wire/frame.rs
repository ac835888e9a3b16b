//! The frame: one compressed sequence of messages, read as it arrives.
//!
//! A body is two bytes that name the encoding, then the compressed messages. The writer flushes
//! its compressor at each page's end, so a reader whose line is cut has every whole page that
//! came before the cut. What a body may inflate to is bounded before it is inflated.

use std::io;

use minicbor::Decoder;
use zstd::stream::raw::{CParameter, DParameter, Decoder as Inflater, Encoder as Deflater};
use zstd::stream::raw::{InBuffer, Operation, OutBuffer};

use super::message::Message;
use crate::limits::MESSAGE_BYTES_MAX;

/// Level 3: higher ones cost more CPU on old phones than they save on the line.
const ZSTD_LEVEL: i32 = 3;
/// 256 KiB: a request fits, and a hundred open compressors fit a small server.
const WINDOW_LOG: u32 = 18;
/// Bytes of one step of compression or inflation.
const STEP_BYTES: usize = 16 * 1024;

/// How a body is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all: for tests and tools.
    Plain,
    /// zstd without a dictionary.
    Zstd,
}

impl Encoding {
    /// What this build can decode, best first. A trained dictionary will be
    /// `1 << 8 | dictionary id`.
    pub const SUPPORTED: &'static [Self] = &[Self::Zstd, Self::Plain];

    /// Its number in `hello.encodings` and `welcome.encoding`.
    pub const fn number(self) -> u32 {
        match self {
            Self::Plain => 0,
            Self::Zstd => 1,
        }
    }

    /// The best encoding that both sides have: every build has the plain one.
    pub fn choose(offered: &[u32]) -> Self {
        let both = |encoding: &&Self| offered.contains(&encoding.number());
        Self::SUPPORTED
            .iter()
            .find(both)
            .copied()
            .unwrap_or(Self::Plain)
    }

    fn of_number(number: u32) -> Option<Self> {
        Self::SUPPORTED
            .iter()
            .copied()
            .find(|encoding| encoding.number() == number)
    }
}

/// Bytes that are no frame, or too many of them.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The encoding or its dictionary is not known here.
    #[error("the body's encoding {0} is not known here")]
    EncodingUnknown(u32),
    /// The compressed stream is damaged.
    #[error("the body cannot be decompressed")]
    Damaged,
    /// A message is not what its number says.
    #[error("a message cannot be read: {0}")]
    Malformed(#[from] minicbor::decode::Error),
    /// More than a limit allows.
    #[error("larger than the {limit} bytes that are allowed")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
}

/// Writes messages into one body.
pub struct FrameEncoder {
    deflater: Option<Deflater<'static>>,
    out: Vec<u8>,
}

impl FrameEncoder {
    /// A body in this encoding.
    pub fn new(encoding: Encoding) -> Self {
        let [.., high, low] = encoding.number().to_be_bytes();
        let deflater = match encoding {
            Encoding::Plain => None,
            Encoding::Zstd => Some(deflater()),
        };
        Self {
            deflater,
            out: vec![high, low],
        }
    }

    /// Adds a message.
    pub fn push(&mut self, message: &impl Message) {
        let mut plain = Vec::new();
        message
            .write(&mut minicbor::Encoder::new(&mut plain))
            .expect("memory takes every write");
        let Some(deflater) = &mut self.deflater else {
            self.out.extend_from_slice(&plain);
            return;
        };
        let mut input = InBuffer::around(&plain);
        while input.pos() < plain.len() {
            step(&mut self.out, |out| deflater.run(&mut input, out)).expect("zstd takes any bytes");
        }
    }

    /// Ends a page: everything pushed so far can be read from what is returned.
    pub fn flush(&mut self) -> Vec<u8> {
        if let Some(deflater) = &mut self.deflater {
            while step(&mut self.out, |out| deflater.flush(out)).expect("zstd can flush") > 0 {}
        }
        std::mem::take(&mut self.out)
    }

    /// Bytes that were compressed and not yet taken out by `flush`.
    pub const fn len(&self) -> usize {
        self.out.len()
    }

    /// Whether nothing waits.
    pub const fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Ends the body.
    pub fn finish(mut self) -> Vec<u8> {
        if let Some(deflater) = &mut self.deflater {
            while step(&mut self.out, |out| deflater.finish(out, true)).expect("zstd can end") > 0 {
            }
        }
        self.out
    }
}

/// Reads messages from a body as its bytes arrive.
pub struct FrameDecoder {
    head: Vec<u8>,
    inflater: Option<Inflater<'static>>,
    /// Whole and begun messages that were not read yet.
    plain: Vec<u8>,
    read: usize,
    inflated: usize,
    inflated_max: usize,
}

impl FrameDecoder {
    /// A reader that takes at most `inflated_max` bytes of messages in all.
    pub const fn new(inflated_max: usize) -> Self {
        Self {
            head: Vec::new(),
            inflater: None,
            plain: Vec::new(),
            read: 0,
            inflated: 0,
            inflated_max,
        }
    }

    /// Takes bytes as they arrive, however they are cut.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Result<(), WireError> {
        if self.head.len() < 2 {
            let wanted = (2 - self.head.len()).min(bytes.len());
            self.head.extend_from_slice(&bytes[..wanted]);
            bytes = &bytes[wanted..];
            if self.head.len() < 2 {
                return Ok(());
            }
            let number = u32::from(u16::from_be_bytes([self.head[0], self.head[1]]));
            let encoding = Encoding::of_number(number).ok_or(WireError::EncodingUnknown(number))?;
            self.inflater = (encoding == Encoding::Zstd).then(inflater);
        }
        self.plain.drain(..std::mem::take(&mut self.read));
        match &mut self.inflater {
            None => self.plain.extend_from_slice(bytes),
            Some(inflater) => inflate(inflater, bytes, &mut self.plain, |added| {
                self.inflated += added;
                self.inflated <= self.inflated_max
            })?,
        }
        if self.inflated > self.inflated_max || self.plain.len() > self.inflated_max {
            return Err(WireError::TooLarge {
                limit: self.inflated_max,
            });
        }
        Ok(())
    }

    /// The next whole message; `None` when more bytes are needed. Unknown messages are skipped.
    pub fn next_message<M: Message>(&mut self) -> Result<Option<M>, WireError> {
        loop {
            let rest = &self.plain[self.read..];
            let mut whole = Decoder::new(rest);
            match whole.skip() {
                Ok(()) => {}
                Err(error) if error.is_end_of_input() && rest.len() <= MESSAGE_BYTES_MAX => {
                    return Ok(None);
                }
                Err(error) if error.is_end_of_input() => {
                    return Err(WireError::TooLarge {
                        limit: MESSAGE_BYTES_MAX,
                    });
                }
                Err(error) => return Err(error.into()),
            }
            let end = whole.position();
            if end > MESSAGE_BYTES_MAX {
                return Err(WireError::TooLarge {
                    limit: MESSAGE_BYTES_MAX,
                });
            }
            let mut message = Decoder::new(&rest[..end]);
            if message.array()? != Some(2) {
                return Err(minicbor::decode::Error::message("a message is a pair").into());
            }
            let number = message.u16()?;
            let read = M::read(number, &mut message)?;
            self.read += end;
            if read.is_some() {
                return Ok(read);
            }
        }
    }

    /// Forgets how much was inflated: a reader of pages bounds each page, not the whole answer.
    pub const fn begin_page(&mut self) {
        self.inflated = 0;
    }

    /// Whether every byte so far belonged to a whole message.
    pub const fn is_drained(&self) -> bool {
        self.read == self.plain.len()
    }
}

fn deflater() -> Deflater<'static> {
    let mut deflater = Deflater::new(ZSTD_LEVEL).expect("zstd has this level");
    deflater
        .set_parameter(CParameter::WindowLog(WINDOW_LOG))
        .expect("zstd has this window");
    deflater
}

fn inflater() -> Inflater<'static> {
    let mut inflater = Inflater::new().expect("zstd can be set up");
    inflater
        .set_parameter(DParameter::WindowLogMax(WINDOW_LOG))
        .expect("zstd has this window");
    inflater
}

/// One step of the compressor, straight into `out`; returns what is left to do. A message is often
/// a hundred bytes: a cleared buffer for each would cost more than compressing it.
fn step(
    out: &mut Vec<u8>,
    run: impl FnOnce(&mut OutBuffer<'_, Vec<u8>>) -> io::Result<usize>,
) -> io::Result<usize> {
    out.reserve(STEP_BYTES);
    let at = out.len();
    run(&mut OutBuffer::around_pos(out, at))
}

/// Inflates `bytes`, asking `may_grow` after each piece, so that a small body cannot fill memory.
fn inflate(
    inflater: &mut Inflater<'static>,
    bytes: &[u8],
    out: &mut Vec<u8>,
    mut may_grow: impl FnMut(usize) -> bool,
) -> Result<(), WireError> {
    let mut input = InBuffer::around(bytes);
    let mut piece = [0; STEP_BYTES];
    loop {
        let mut buffer = OutBuffer::around(piece.as_mut_slice());
        inflater
            .run(&mut input, &mut buffer)
            .map_err(|_| WireError::Damaged)?;
        let added = buffer.pos();
        out.extend_from_slice(&piece[..added]);
        if !may_grow(added) || (added < STEP_BYTES && input.pos() == bytes.len()) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests;
