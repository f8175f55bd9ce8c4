//! The types themselves.

use proc_macro2::TokenStream;
use quote::quote;

use crate::names::variant_name;
use crate::rust::{Rust, docs, field_ident, has_field, type_ident};
use crate::schema::{Content, Count, Form, Kind, Part, Type, Words};

impl Rust<'_> {
    /// The struct of a message, with all that it can do.
    pub(super) fn message_struct(&self, content: &Content) -> TokenStream {
        let title = format!("{} ({})", content.message, docs::plain(&content.text));
        let doc = docs::named(&title, &content.about);
        let table = content.text.split(';').next().unwrap_or_default();
        let order = format!("in the order of {table}.");
        self.struct_(&content.message, &doc, &order, None, &content.parts)
    }

    /// The struct of a structure.
    pub(super) fn type_struct(&self, type_: &Type) -> TokenStream {
        let doc = docs::named(&type_.name, &type_.about);
        let order = match type_.form {
            Form::AnyOrder => "in any order.",
            Form::Sequence | Form::Choice => "in their order.",
        };
        self.struct_(&type_.name, &doc, order, Some(type_), &type_.parts)
    }

    fn struct_(
        &self,
        wire: &str,
        doc: &str,
        order: &str,
        type_: Option<&Type>,
        parts: &[Part],
    ) -> TokenStream {
        let (doc, name, lifetime) = (docs::outer(&[doc]), type_ident(wire), self.lifetime(parts));
        let fields = parts.iter().filter(|part| has_field(part)).map(|part| {
            let doc = docs::member(&[&self.field_doc(part)]);
            let (field, serde, of) =
                (field_ident(&part.name), self.serde(part), self.field(part, type_));
            quote!(#doc #[serde(#serde)] pub #field: #of)
        });
        let can_be_empty = parts.iter().all(|part| part.is_optional() || !has_field(part));
        let default = (can_be_empty && parts.iter().any(has_field)).then(|| quote!(Default,));
        let any_order = type_.is_some_and(|type_| type_.form == Form::AnyOrder);
        let names = any_order.then(|| {
            let names = parts.iter().map(|part| &part.name);
            quote!(const NAMES: &'static [&'static str] = &[#(#names),*];)
        });
        let read = self.read(order, type_, parts);
        let write = self.write(order, type_, parts);
        let owned = self.owned_struct(wire, type_, parts);
        let by_hand = debug(&name, parts);
        let debug = by_hand.is_none().then(|| quote!(Debug,));
        quote! {
            #doc
            #[derive(Clone, #debug #default PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct #name #lifetime {
                #(#fields),*
            }

            impl #lifetime #name #lifetime {
                #names
                #read
                #write
                #owned
            }

            #by_hand
        }
    }

    fn field_doc(&self, part: &Part) -> String {
        let doc = docs::named(&format!("`{}`", part.name), &part.about);
        match &part.count {
            Count::When { flag, is } => {
                format!("{doc}; there where `{flag}` is {is}, and only there")
            }
            Count::Once | Count::Optional | Count::Any | Count::Many => doc,
        }
    }

    fn serde(&self, part: &Part) -> TokenStream {
        let name = &part.name;
        if part.kind == Kind::Binary {
            return match &part.count {
                Count::Once => quote!(rename = #name, with = "crate::binary"),
                Count::Optional | Count::When { .. } => quote!(
                    rename = #name,
                    with = "crate::binary::optional",
                    default,
                    skip_serializing_if = "Option::is_none"
                ),
                Count::Any => quote!(
                    rename = #name,
                    with = "crate::binary::list",
                    default,
                    skip_serializing_if = "Vec::is_empty"
                ),
                Count::Many => quote!(rename = #name, with = "crate::binary::list"),
            };
        }
        // With a function of its own, serde does not know by itself what may be missing.
        let secret = part.is_secret().then(|| match part.count {
            Count::Optional | Count::When { .. } => quote!(, with = "crate::secret", default),
            Count::Once | Count::Any | Count::Many => quote!(, with = "crate::secret"),
        });
        let missing = match (&part.kind, &part.count) {
            (Kind::Empty, Count::Optional) => {
                quote!(, default, skip_serializing_if = "std::ops::Not::not")
            }
            // That a missing `Option` is `None` goes without saying.
            (_, Count::Optional | Count::When { .. }) => {
                quote!(, skip_serializing_if = "Option::is_none")
            }
            (_, Count::Any) => quote!(, default, skip_serializing_if = "Vec::is_empty"),
            (_, Count::Once | Count::Many) => TokenStream::new(),
        };
        quote!(rename = #name #secret #missing)
    }

    /// The type of a field.
    fn field(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        let single = self.single(part, parent);
        match (&part.kind, &part.count) {
            (Kind::Empty, _) => quote!(bool),
            (_, Count::Once) => single,
            (_, Count::Optional | Count::When { .. }) => quote!(Option<#single>),
            (_, Count::Any | Count::Many) => quote!(Vec<#single>),
        }
    }

    fn single(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        let of = match &part.kind {
            Kind::Text => quote!(Cow<'a, str>),
            Kind::Boolean => quote!(bool),
            Kind::Integer => quote!(i32),
            Kind::Reason => self.codec("ReasonCode"),
            Kind::Binary => quote!(Cow<'a, [u8]>),
            Kind::Words(of) | Kind::Type(of) | Kind::OneOf(of) => self.path(of),
            Kind::Fixed(_) | Kind::Empty | Kind::Skipped | Kind::Rest => quote!(()),
        };
        if self.is_boxed(part, parent) { quote!(Box<#of>) } else { of }
    }

    /// The enum of a choice, with all that it can do.
    pub(super) fn choice(&self, type_: &Type) -> TokenStream {
        let doc = docs::outer(&[&docs::named(&type_.name, &type_.about)]);
        let (name, lifetime) = (type_ident(&type_.name), self.lifetime(&type_.parts));
        let variants = type_.parts.iter().map(|part| {
            let mut doc = docs::named(&format!("`{}`", part.name), &part.about);
            if part.kind == Kind::Skipped {
                doc.push_str("; what is in it is not kept, and it is not sent");
            }
            let (doc, serde) = (docs::member(&[&doc]), self.serde(part));
            let (variant, of) = (type_ident(&part.name), self.variant_of(part, type_));
            quote!(#doc #[serde(#serde)] #variant #of)
        });
        let names = type_.parts.iter().map(|part| &part.name);
        let names_doc = docs::member(&["The elements, in the order of the schema."]);
        let read = self.read_choice(type_);
        let write = self.write_choice(type_);
        let owned = self.owned_choice(type_);
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub enum #name #lifetime {
                #(#variants),*
            }

            impl #lifetime #name #lifetime {
                #names_doc
                pub const NAMES: &'static [&'static str] = &[#(#names),*];
                #read
                #write
                #owned
            }
        }
    }

    fn variant_of(&self, part: &Part, parent: &Type) -> Option<TokenStream> {
        if matches!(part.kind, Kind::Empty | Kind::Skipped) {
            return None;
        }
        let of = self.single(part, Some(parent));
        Some(quote!((#of)))
    }

    /// The enum of a list of words.
    pub(super) fn words(&self, words: &Words) -> TokenStream {
        let doc = docs::outer(&[&format!("{}: one word of a list.", words.name)]);
        let (name, word) = (type_ident(&words.name), self.codec("Word"));
        let wire = &words.words;
        let docs = wire.iter().map(|word| docs::member(&[&format!("`{word}`")]));
        let variants: Vec<_> = wire.iter().map(|word| variant_ident(word)).collect();
        quote! {
            #doc
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
            pub enum #name {
                #(#docs #[serde(rename = #wire)] #variants),*
            }

            impl #word for #name {
                const ALL: &'static [(&'static str, Self)] = &[#((#wire, Self::#variants)),*];
            }
        }
    }
}

/// `Debug` of a struct that has something to hide.
fn debug(name: &proc_macro2::Ident, parts: &[Part]) -> Option<TokenStream> {
    if !parts.iter().any(Part::is_secret) {
        return None;
    }
    let fields = parts.iter().filter(|part| has_field(part)).map(|part| {
        let field = field_ident(&part.name);
        let label = field.to_string();
        match part.is_secret() {
            true => quote!(.field(#label, &crate::secret::Hidden(&self.#field))),
            false => quote!(.field(#label, &self.#field)),
        }
    });
    let label = name.to_string();
    // A secret is a text, so that the struct borrows.
    Some(quote! {
        impl std::fmt::Debug for #name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(#label) #(#fields)* .finish()
            }
        }
    })
}

fn variant_ident(word: &str) -> proc_macro2::Ident {
    proc_macro2::Ident::new(&variant_name(word), proc_macro2::Span::call_site())
}
