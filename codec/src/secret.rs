//! Texts that nobody should read by the way. The wire carries them; `Debug` and serde do not show
//! them, since what is printed ends in logs and in mails.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What stands in the place of a secret.
pub(crate) const HIDDEN: &str = "(secret)";

/// Whether an element of that name has one.
pub(crate) fn is_secret(name: &str) -> bool {
    name == "AAuthSecret"
}

thread_local! {
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`, in which serde writes secrets as they are.
pub fn with_secrets<T>(work: impl FnOnce() -> T) -> T {
    let before = SHOWN.replace(true);
    let done = work();
    SHOWN.set(before);
    done
}

/// A field as `Debug` shows it: whether there is something, and not what.
pub(crate) struct Hidden<'s, T>(pub(crate) &'s T);

impl<T: Secret> fmt::Debug for Hidden<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.any(|_| true) { HIDDEN } else { "None" })
    }
}

/// A field that has secrets.
pub(crate) trait Secret: Sized {
    /// Whether any text in it is so.
    fn any(&self, is: impl Fn(&str) -> bool) -> bool;

    /// The same without what it says.
    fn hidden(&self) -> Self;
}

impl Secret for Cow<'_, str> {
    fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        is(self)
    }

    fn hidden(&self) -> Self {
        Cow::Borrowed(HIDDEN)
    }
}

impl<T: Secret> Secret for Option<T> {
    fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        self.as_ref().is_some_and(|it| it.any(is))
    }

    fn hidden(&self) -> Self {
        self.as_ref().map(T::hidden)
    }
}

impl<T: Secret> Secret for Vec<T> {
    fn any(&self, is: impl Fn(&str) -> bool) -> bool {
        self.iter().any(|it| it.any(&is))
    }

    fn hidden(&self) -> Self {
        self.iter().map(T::hidden).collect()
    }
}

/// Writes a field, with nothing of what is secret in it.
///
/// # Errors
/// Those of the format.
pub(crate) fn serialize<T: Secret + Serialize, S: Serializer>(
    field: &T,
    to: S,
) -> Result<S::Ok, S::Error> {
    if SHOWN.get() { field.serialize(to) } else { field.hidden().serialize(to) }
}

/// Reads a field. What was hidden cannot be read back, and is not taken for the secret.
///
/// # Errors
/// Those of the format, and a secret that was hidden.
pub(crate) fn deserialize<'de, T: Secret + Deserialize<'de>, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    let field = T::deserialize(from)?;
    match field.any(|text| text == HIDDEN) {
        true => Err(de::Error::custom("the secret was hidden; write it in its place")),
        false => Ok(field),
    }
}
