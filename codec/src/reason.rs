//! The response status codes of DM, which `reasonCode` carries (DMREPRO section 11).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A response status code: three digits. Codes that the list does not have are kept as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ReasonCode(u16);

macro_rules! codes {
    ($($name:ident = $code:literal, $phrase:literal;)*) => {
        impl ReasonCode {
            $(
                #[doc = $phrase]
                pub const $name: ReasonCode = ReasonCode($code);
            )*

            /// The codes of the list with their meanings, in ascending order.
            pub const ALL: &[(ReasonCode, &str)] = &[$((ReasonCode::$name, $phrase)),*];
        }
    };
}

codes! {
    IN_PROGRESS = 101, "In progress";
    OK = 200, "OK";
    ITEM_ADDED = 201, "Item added";
    ACCEPTED_FOR_PROCESSING = 202, "Accepted for processing";
    NON_AUTHORITATIVE = 203, "Non-authoritative response";
    NO_CONTENT = 204, "No content";
    RESET_CONTENT = 205, "Reset content";
    PARTIAL_CONTENT = 206, "Partial content";
    CONFLICT_MERGED = 207, "Conflict resolved with merge";
    CLIENT_WINS = 208, "Conflict resolved with client's command winning";
    CONFLICT_DUPLICATED = 209, "Conflict resolved with duplicate";
    DELETE_WITHOUT_ARCHIVE = 210, "Delete without archive";
    ITEM_NOT_DELETED = 211, "Item not deleted";
    AUTHENTICATION_ACCEPTED = 212, "Authentication accepted";
    CHUNKED_ITEM_ACCEPTED = 213, "Chunked item accepted and buffered";
    OPERATION_CANCELLED = 214, "Operation cancelled";
    NOT_EXECUTED = 215, "Not executed";
    ATOMIC_ROLL_BACK_OK = 216, "Atomic roll back OK";
    MULTIPLE_CHOICES = 300, "Multiple choices";
    MOVED_PERMANENTLY = 301, "Moved permanently";
    FOUND = 302, "Found";
    SEE_OTHER = 303, "See other";
    NOT_MODIFIED = 304, "Not modified";
    USE_PROXY = 305, "Use proxy";
    BAD_REQUEST = 400, "Bad request";
    INVALID_CREDENTIALS = 401, "Invalid credentials";
    PAYMENT_NEEDED = 402, "Payment needed";
    FORBIDDEN = 403, "Forbidden";
    NOT_FOUND = 404, "Not found";
    COMMAND_NOT_ALLOWED = 405, "Command not allowed";
    OPTIONAL_FEATURE_NOT_SUPPORTED = 406, "Optional feature not supported";
    MISSING_CREDENTIALS = 407, "Missing credentials";
    REQUEST_TIMEOUT = 408, "Request timeout";
    CONFLICT = 409, "Conflict";
    GONE = 410, "Gone";
    SIZE_REQUIRED = 411, "Size required";
    INCOMPLETE_COMMAND = 412, "Incomplete command";
    REQUEST_ENTITY_TOO_LARGE = 413, "Request entity too large";
    URI_TOO_LONG = 414, "URI too long";
    UNSUPPORTED_FORMAT = 415, "Unsupported media type or format";
    REQUESTED_SIZE_TOO_BIG = 416, "Requested size too big";
    RETRY_LATER = 417, "Retry later";
    ALREADY_EXISTS = 418, "Already exists";
    CONFLICT_SERVER_WINS = 419, "Conflict resolved with server data";
    DEVICE_FULL = 420, "Device full";
    UNKNOWN_SEARCH_GRAMMAR = 421, "Unknown search grammar";
    BAD_CGI_SCRIPT = 422, "Bad CGI script";
    SOFT_DELETE_CONFLICT = 423, "Soft-delete conflict";
    SIZE_MISMATCH = 424, "Size mismatch";
    PERMISSION_DENIED = 425, "Permission denied";
    COMMAND_FAILED = 500, "Command failed";
    COMMAND_NOT_IMPLEMENTED = 501, "Command not implemented";
    BAD_GATEWAY = 502, "Bad gateway";
    SERVICE_UNAVAILABLE = 503, "Service unavailable";
    GATEWAY_TIMEOUT = 504, "Gateway timeout";
    DTD_VERSION_NOT_SUPPORTED = 505, "DTD version not supported";
    PROCESSING_ERROR = 506, "Processing error";
    ATOMIC_FAILED = 507, "Atomic failed";
    REFRESH_REQUIRED = 508, "Refresh required";
    DATA_STORE_FAILURE = 510, "Data store failure";
    SERVER_FAILURE = 511, "Server failure";
    SYNCHRONIZATION_FAILED = 512, "Synchronization failed";
    PROTOCOL_VERSION_NOT_SUPPORTED = 513, "Protocol version not supported";
    OPERATION_CANCELLED_514 = 514, "Operation cancelled";
    ATOMIC_ROLL_BACK_FAILED = 516, "Atomic roll back failed";
    ATOMIC_RESPONSE_TOO_LARGE = 517, "Atomic response too large to fit";
}

impl ReasonCode {
    /// The code of that number; `None` where it has not three digits.
    pub const fn new(code: u16) -> Option<ReasonCode> {
        if code >= 100 && code <= 999 { Some(ReasonCode(code)) } else { None }
    }

    /// The number, 100 to 999.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Its meaning, where the list has the code.
    pub fn phrase(self) -> Option<&'static str> {
        let place = ReasonCode::ALL.binary_search_by_key(&self, |(code, _)| *code);
        place.ok().map(|place| ReasonCode::ALL[place].1)
    }
}

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl<'de> Deserialize<'de> for ReasonCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = u16::deserialize(from)?;
        let expected = &"a status code from 100 to 999";
        ReasonCode::new(code).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Unsigned(code.into()), expected)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ReasonCode;

    #[test]
    fn the_list_ascends() {
        assert!(ReasonCode::ALL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(ReasonCode::PERMISSION_DENIED.phrase(), Some("Permission denied"));
    }

    #[test]
    fn unknown_codes_are_kept() {
        let code = ReasonCode::new(299);
        assert_eq!(code.map(ReasonCode::get), Some(299));
        assert_eq!(code.and_then(ReasonCode::phrase), None);
        assert_eq!(ReasonCode::new(99), None);
        assert_eq!(ReasonCode::new(1000), None);
    }
}
