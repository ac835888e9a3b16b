//! How a message stands in the frame: `[number, map]`, so that a reader can skip what it does
//! not know.

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};

/// Declares one direction's messages, each under the number it keeps for ever.
macro_rules! messages {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $number:literal $variant:ident,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[$variant_doc])* $variant($variant),)+
        }

        $(impl From<$variant> for $name {
            fn from(message: $variant) -> Self {
                Self::$variant(message)
            }
        })+

        impl $crate::wire::message::Message for $name {
            fn write<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                match self {
                    $(Self::$variant(body) => {
                        e.array(2)?.u16($number)?.encode(body)?.ok()
                    })+
                }
            }

            fn read(
                number: u16,
                d: &mut minicbor::Decoder<'_>,
            ) -> Result<Option<Self>, minicbor::decode::Error> {
                match number {
                    $($number => d.decode().map(Self::$variant).map(Some),)+
                    _ => {
                        d.skip()?;
                        Ok(None)
                    }
                }
            }
        }
    };
}
pub(crate) use messages;

/// A message of one direction.
pub trait Message: Sized {
    /// Writes the message as `[number, map]`.
    fn write<W: Write>(&self, e: &mut Encoder<W>) -> Result<(), EncodeError<W::Error>>;

    /// Reads the body of message `number`; `None` when this build does not know it.
    fn read(number: u16, d: &mut Decoder<'_>) -> Result<Option<Self>, DecodeError>;
}

/// Bytes that travel as one CBOR byte string.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Blob(pub Vec<u8>);

impl std::fmt::Debug for Blob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl<C> minicbor::Encode<C> for Blob {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), EncodeError<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Blob {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
        d.bytes().map(|bytes| Self(bytes.to_vec()))
    }
}
