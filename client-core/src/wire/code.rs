//! The closed sets of codes on the wire. A reader that meets an unknown number keeps it as
//! `Other`, so that a newer server can still be understood.

use std::fmt;

use minicbor::decode::{Decoder, Error as DecodeError};
use minicbor::encode::{Encoder, Error as EncodeError, Write};

macro_rules! wire_codes {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $number:literal $variant:ident = $code:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A code that this build does not know.
            Other(u16),
        }

        impl $name {
            /// The code's name in logs, errors and JSON.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(_) => "other",
                }
            }

            /// The code's number on the wire.
            pub const fn number(self) -> u16 {
                match self {
                    $(Self::$variant => $number,)+
                    Self::Other(number) => number,
                }
            }

            /// The code with this name.
            pub fn of_name(name: &str) -> Option<Self> {
                match name {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// The code with this number.
            pub const fn of_number(number: u16) -> Self {
                match number {
                    $($number => Self::$variant,)+
                    other => Self::Other(other),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: Write>(
                &self,
                e: &mut Encoder<W>,
                _: &mut C,
            ) -> Result<(), EncodeError<W::Error>> {
                e.u16(self.number())?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, DecodeError> {
                d.u16().map(Self::of_number)
            }
        }
    };
}

wire_codes! {
    /// Why one change was not taken. The others of the same request are not affected.
    RefusalCode {
        /// Larger than a limit allows.
        1 TooLarge = "too_large",
        /// No change chunk, or not in the canonical form.
        2 Malformed = "malformed",
        /// The replica is not this device's.
        3 NotYourReplica = "not_your_replica",
        /// Another change with the same document, actor and sequence number was taken.
        4 ReplicaReused = "replica_reused",
        /// The sequence number does not follow the last one.
        5 OutOfSequence = "out_of_sequence",
        /// A change it depends on was refused, quarantined, retracted or erased.
        6 DependsOnRefused = "depends_on_refused",
        /// Its operations do not start where its dependencies end.
        7 BadStartOp = "bad_start_op",
        /// Applying it broke the scratch copy.
        8 Harmful = "harmful",
        /// It does what no change may do: makes a container, writes an unknown key.
        9 NotAllowed = "not_allowed",
        /// The member may not do this.
        10 NotPermitted = "not_permitted",
        /// A value is outside its limits.
        11 BadValue = "bad_value",
        /// The document or the change was erased for good.
        12 Erased = "erased",
        /// The document's id does not belong to its beginning, or its unit does not fit.
        13 BadDocument = "bad_document",
        /// It was refused before.
        14 RefusedBefore = "refused_before",
        /// Kept for a coordinator to decide.
        15 Quarantined = "quarantined",
        /// The first bytes of the replica are taken by another in the organisation.
        16 ReplicaCollision = "replica_collision",
    }
}

wire_codes! {
    /// Why a whole request was not answered.
    FailureCode {
        /// No frame, or no messages of this protocol.
        1 Malformed = "malformed",
        /// Larger than a limit allows.
        2 TooLarge = "too_large",
        /// Neither the current protocol nor the one before.
        3 ProtocolUnknown = "protocol_unknown",
        /// The encoding or dictionary is not known here.
        4 EncodingUnknown = "encoding_unknown",
        /// No token, or none that is known.
        5 Unauthenticated = "unauthenticated",
        /// The device was closed.
        6 DeviceClosed = "device_closed",
        /// The device asks to be registered again and waits for approval.
        7 AwaitsApproval = "awaits_approval",
        /// The server cannot take more right now.
        8 Busy = "busy",
        /// The server failed; nothing of this request was acknowledged.
        9 Internal = "internal",
        /// The server's disk is full; nothing of this request was acknowledged.
        10 StorageFull = "storage_full",
        /// The invite is unknown, used up or expired.
        11 InviteUnknown = "invite_unknown",
    }
}

wire_codes! {
    /// Why a device must repair before anything else.
    RepairReason {
        /// The log under the cursor or a receipt is another one: the server was restored.
        1 LogDiverged = "log_diverged",
        /// The device's counter went back or its install nonce changed: it was restored or cloned.
        2 DeviceRestored = "device_restored",
        /// Somebody asked for it.
        3 Asked = "asked",
    }
}
