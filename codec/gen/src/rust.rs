//! The model as Rust: one type for each message, structure and list of words, with one `read` and
//! one `write` each.

mod docs;
mod layout;
mod message;
mod owned;
mod read;
pub(crate) mod reserved;
mod shared;
mod types;
mod write;

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::check::reaches;
use crate::fault::Problem;
use crate::names::{field_name, is_keyword, type_name};
use crate::schema::{Count, Form, Kind, Part, Schema, Type};

/// Another schema whose types are there already: those that are the same here are used from there.
#[derive(Clone, Copy, Debug)]
pub struct Base<'s> {
    /// The schema.
    pub schema: &'s Schema,
    /// The module beside this one that has its types.
    pub module: &'s str,
}

/// Writes the Rust of a schema. `origin` ends the comment at its beginning: who writes it, and
/// from what.
///
/// # Errors
/// Contents of one root that cannot be told apart, or a namespace that the codec does not know.
pub fn write(schema: &Schema, base: Option<Base<'_>>, origin: &str) -> Result<String, Problem> {
    let rust = Rust::of(schema, base);
    check_spaces(schema)?;
    let head = docs::inner(&[&schema.title, origin]);
    let imports = rust.imports();
    let shared = base.map(|base| rust.shared(base.module));
    let messages = rust.messages()?;
    let structs = rust.own_contents().map(|content| rust.message_struct(content));
    let types = rust.own_types().map(|type_| match type_.form {
        Form::Choice => rust.choice(type_),
        Form::Sequence | Form::AnyOrder => rust.type_struct(type_),
    });
    let words = rust.own_words().map(|words| rust.words(words));
    let all = quote! { #head #imports #shared #messages #(#structs)* #(#types)* #(#words)* };
    let file = syn::parse2(all).map_err(|error| {
        let what = format!("the Rust that was written cannot be read: {error}");
        Problem::new("", what, "this is a fault of codec-gen")
    })?;
    Ok(layout::with_blank_lines(&prettyplease::unparse(&file)))
}

/// What has to be known of a schema to write its types.
struct Rust<'s> {
    schema: &'s Schema,
    /// The types that borrow from what they are read from.
    borrowing: BTreeSet<&'s str>,
    /// All names of types.
    names: BTreeSet<String>,
    /// The names of messages, structures and lists that are used from another module.
    shared: BTreeSet<&'s str>,
}

impl<'s> Rust<'s> {
    fn of(schema: &'s Schema, base: Option<Base<'_>>) -> Rust<'s> {
        let mut borrowing = BTreeSet::new();
        loop {
            let before = borrowing.len();
            for type_ in &schema.types {
                if type_.parts.iter().any(|part| borrows(part, &borrowing)) {
                    borrowing.insert(type_.name.as_str());
                }
            }
            if borrowing.len() == before {
                break;
            }
        }
        let contents = schema.contents().map(|(_, content)| type_name(&content.message));
        let types = schema.types.iter().map(|type_| type_name(&type_.name));
        let words = schema.words.iter().map(|words| type_name(&words.name));
        let names = contents.chain(types).chain(words).collect();
        let shared = base.map(|base| shared::names(schema, base.schema)).unwrap_or_default();
        Rust { schema, borrowing, names, shared }
    }

    /// `<'a>` where parts like these borrow.
    fn lifetime(&self, parts: &[Part]) -> Option<TokenStream> {
        parts.iter().any(|part| borrows(part, &self.borrowing)).then(|| quote!(<'a>))
    }

    /// The name of a type, with its lifetime.
    fn path(&self, wire: &str) -> TokenStream {
        let name = type_ident(wire);
        let lifetime = self.borrowing.contains(wire).then(|| quote!(<'a>));
        quote!(#name #lifetime)
    }

    /// A name of the codec: its path where a type of the schema has that name too.
    fn codec(&self, name: &str) -> TokenStream {
        let ident = Ident::new(name, Span::call_site());
        if self.names.contains(name) { quote!(crate::#ident) } else { quote!(#ident) }
    }

    /// The type parameter of a method.
    fn parameter(&self) -> Ident {
        match self.names.contains(reserved::PARAMETER) {
            true => format_ident!("{}_", reserved::PARAMETER),
            false => Ident::new(reserved::PARAMETER, Span::call_site()),
        }
    }

    /// The namespace in which the parts of a type stand, where it is not that of its parent.
    fn space_of(&self, of: &str, parent: Option<&Type>) -> Option<TokenStream> {
        let space = self.schema.type_named(of)?.space.as_deref()?;
        if parent.and_then(|parent| parent.space.as_deref()) == Some(space) {
            return None;
        }
        let (path, variant) = (self.codec("Space"), space_ident(space)?);
        Some(quote!(#path::#variant))
    }

    /// Whether a part of a type has to be in a box, since it contains such a type again.
    fn is_boxed(&self, part: &Part, parent: Option<&Type>) -> bool {
        let (Kind::Type(of) | Kind::OneOf(of), Some(parent)) = (&part.kind, parent) else {
            return false;
        };
        let may = matches!(part.count, Count::Optional | Count::When { .. });
        let single = |_: &Type, part: &Part| !matches!(part.count, Count::Any | Count::Many);
        (may || parent.form == Form::Choice)
            && (*of == parent.name || reaches(self.schema, of, &parent.name, &single))
    }

    fn imports(&self) -> TokenStream {
        let schema = self.schema;
        let uses = |wanted: fn(&Kind) -> bool| self.own_parts().any(|part| wanted(&part.kind));
        let has_words = self.own_words().next().is_some();
        let cow = uses(|kind| matches!(kind, Kind::Text | Kind::Binary)).then(|| {
            quote!(
                use std::borrow::Cow;
            )
        });
        let reader = (schema.contents().next().is_some()).then(|| {
            quote!(
                use crate::reader::{Fault, Reader};
            )
        });
        let names = [
            ("ReasonCode", uses(|kind| *kind == Kind::Reason)),
            ("Sink", true),
            ("Source", true),
            ("Space", self.own_types().any(|type_| type_.space.is_some())),
            ("Word", has_words),
        ];
        let names = names.into_iter().filter(|(name, used)| *used && !self.names.contains(*name));
        let names: Vec<_> = names.map(|(name, _)| Ident::new(name, Span::call_site())).collect();
        let names = (!names.is_empty()).then(|| {
            quote!(
                use crate::{#(#names),*};
            )
        });
        // Its methods are called on values.
        let word = (has_words && self.names.contains("Word")).then(|| {
            quote!(
                use crate::Word as _;
            )
        });
        quote! {
            #cow
            use serde::{Deserialize, Serialize};
            #reader
            #names
            #word
        }
    }
}

fn borrows(part: &Part, borrowing: &BTreeSet<&str>) -> bool {
    match &part.kind {
        Kind::Text | Kind::Binary => true,
        Kind::Type(of) | Kind::OneOf(of) => borrowing.contains(of.as_str()),
        Kind::Boolean
        | Kind::Integer
        | Kind::Reason
        | Kind::Fixed(_)
        | Kind::Words(_)
        | Kind::Empty
        | Kind::Skipped
        | Kind::Rest => false,
    }
}

/// Whether a part is a field of the struct.
fn has_field(part: &Part) -> bool {
    match &part.kind {
        Kind::Fixed(_) | Kind::Skipped | Kind::Rest => false,
        Kind::Empty => part.count == Count::Optional,
        Kind::Text
        | Kind::Boolean
        | Kind::Integer
        | Kind::Reason
        | Kind::Binary
        | Kind::Words(_)
        | Kind::Type(_)
        | Kind::OneOf(_) => true,
    }
}

fn type_ident(wire: &str) -> Ident {
    Ident::new(&type_name(wire), Span::call_site())
}

fn field_ident(wire: &str) -> Ident {
    let name = field_name(wire);
    match is_keyword(&name) {
        true => Ident::new_raw(&name, Span::call_site()),
        false => Ident::new(&name, Span::call_site()),
    }
}

/// The part as a local of a method; its field where that hides nothing.
fn local_ident(wire: &str) -> Ident {
    let name = field_name(wire);
    match reserved::is_local(&name) {
        true => format_ident!("{name}_"),
        false => field_ident(wire),
    }
}

/// The namespaces that the codec knows.
const SPACES: [(&str, &str); 1] = [("syncml:metinf", "MetInf")];

fn space_ident(space: &str) -> Option<Ident> {
    let known = SPACES.iter().find(|(uri, _)| *uri == space);
    known.map(|(_, variant)| Ident::new(variant, Span::call_site()))
}

fn check_spaces(schema: &Schema) -> Result<(), Problem> {
    for type_ in &schema.types {
        if let Some(space) = type_.space.as_deref().filter(|space| space_ident(space).is_none()) {
            let what = format!("the codec has no name for the namespace `{space}`");
            let help = "add it to `Space` and to SPACES in codec/gen/src/rust.rs";
            return Err(Problem::new(&type_.name, what, help));
        }
    }
    Ok(())
}
