//! What a schema has in common with another one whose types are there already.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::rust::{Rust, type_ident};
use crate::schema::{Content, Kind, Part, Schema, Type, Words};

/// The messages, structures and lists that both schemas have, with all that is in them.
pub(super) fn names<'s>(schema: &'s Schema, base: &Schema) -> BTreeSet<&'s str> {
    let contents = schema.contents().map(|(_, content)| content);
    let is_same = |content: &&Content| base.contents().any(|(_, other)| other == *content);
    let contents: Vec<_> = contents.filter(is_same).collect();
    let is_same = |type_: &&Type| base.type_named(&type_.name) == Some(*type_);
    let mut types: Vec<_> = schema.types.iter().filter(is_same).collect();
    let is_same = |words: &&Words| base.words_named(&words.name) == Some(*words);
    let words: Vec<_> = schema.words.iter().filter(is_same).collect();
    let is_there = |types: &[&Type], part: &Part| match &part.kind {
        Kind::Type(of) | Kind::OneOf(of) => types.iter().any(|type_| type_.name == *of),
        Kind::Words(of) => words.iter().any(|words| words.name == *of),
        Kind::Text
        | Kind::Boolean
        | Kind::Integer
        | Kind::Reason
        | Kind::Binary
        | Kind::Fixed(_)
        | Kind::Empty
        | Kind::Skipped
        | Kind::Rest => true,
    };
    // A structure is the same only if what is in it is.
    loop {
        let known = types.clone();
        types.retain(|type_| type_.parts.iter().all(|part| is_there(&known, part)));
        if types.len() == known.len() {
            break;
        }
    }
    let whole = contents.iter().filter(|it| it.parts.iter().all(|part| is_there(&types, part)));
    let whole = whole.map(|content| content.message.as_str());
    let types = types.iter().map(|type_| type_.name.as_str());
    whole.chain(types).chain(words.iter().map(|words| words.name.as_str())).collect()
}

impl<'s> Rust<'s> {
    /// The messages that are written here.
    pub(super) fn own_contents(&self) -> impl Iterator<Item = &'s Content> {
        let all = self.schema.contents().map(|(_, content)| content);
        all.filter(|content| !self.shared.contains(content.message.as_str()))
    }

    /// The structures that are written here.
    pub(super) fn own_types(&self) -> impl Iterator<Item = &'s Type> {
        self.schema.types.iter().filter(|type_| !self.shared.contains(type_.name.as_str()))
    }

    /// The lists of words that are written here.
    pub(super) fn own_words(&self) -> impl Iterator<Item = &'s Words> {
        self.schema.words.iter().filter(|words| !self.shared.contains(words.name.as_str()))
    }

    /// The parts of what is written here.
    pub(super) fn own_parts(&self) -> impl Iterator<Item = &'s Part> {
        let of_contents = self.own_contents().flat_map(|content| &content.parts);
        of_contents.chain(self.own_types().flat_map(|type_| &type_.parts))
    }

    /// The line that takes the rest from there.
    pub(super) fn shared(&self, module: &str) -> TokenStream {
        if self.shared.is_empty() {
            return TokenStream::new();
        }
        let module = Ident::new(module, Span::call_site());
        let names = self.shared.iter().map(|name| type_ident(name));
        quote!(
            pub use super::#module::{#(#names),*};
        )
    }
}
