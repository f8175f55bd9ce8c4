//! `into_owned`: the same, borrowing nothing.

use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Rust, borrows, docs, field_ident, has_field, type_ident};
use crate::schema::{Count, Kind, Part, Type};

impl Rust<'_> {
    /// The method of a struct; none where it borrows nothing anyway.
    pub(super) fn owned_struct(
        &self,
        wire: &str,
        type_: Option<&Type>,
        parts: &[Part],
    ) -> Option<TokenStream> {
        self.lifetime(parts)?;
        let (name, doc) = (type_ident(wire), doc());
        let fields = parts.iter().filter(|part| has_field(part)).map(|part| {
            let field = field_ident(&part.name);
            let value = self.owned_field(part, type_, &quote!(self.#field));
            quote!(#field: #value)
        });
        Some(quote! {
            #doc
            pub fn into_owned(self) -> #name<'static> {
                #name { #(#fields),* }
            }
        })
    }

    fn owned_field(&self, part: &Part, parent: Option<&Type>, value: &TokenStream) -> TokenStream {
        if !borrows(part, &self.borrowing) {
            return value.clone();
        }
        let mapped = match &part.kind {
            Kind::Type(of) | Kind::OneOf(of) if !self.is_boxed(part, parent) => {
                let type_ = type_ident(of);
                quote!(#type_::into_owned)
            }
            _ => {
                let once = self.owned(part, parent, &quote!(it));
                quote!(|it| #once)
            }
        };
        match part.count {
            Count::Once => self.owned(part, parent, value),
            Count::Optional | Count::When { .. } => quote!(#value.map(#mapped)),
            Count::Any | Count::Many => quote!(#value.into_iter().map(#mapped).collect()),
        }
    }

    fn owned(&self, part: &Part, parent: Option<&Type>, value: &TokenStream) -> TokenStream {
        match &part.kind {
            Kind::Text | Kind::Binary => quote!(Cow::Owned(#value.into_owned())),
            _ if self.is_boxed(part, parent) => quote!(Box::new(#value.into_owned())),
            _ => quote!(#value.into_owned()),
        }
    }

    /// The method of a choice; none where it borrows nothing anyway.
    pub(super) fn owned_choice(&self, type_: &Type) -> Option<TokenStream> {
        self.lifetime(&type_.parts)?;
        let (name, doc) = (type_ident(&type_.name), doc());
        let arms = type_.parts.iter().map(|part| {
            let variant = type_ident(&part.name);
            if matches!(part.kind, Kind::Empty | Kind::Skipped) {
                return quote!(Self::#variant => #name::#variant,);
            }
            let value = match borrows(part, &self.borrowing) {
                true => self.owned(part, Some(type_), &quote!(it)),
                false => quote!(it),
            };
            quote!(Self::#variant(it) => #name::#variant(#value),)
        });
        Some(quote! {
            #doc
            pub fn into_owned(self) -> #name<'static> {
                match self { #(#arms)* }
            }
        })
    }
}

pub(super) fn doc() -> TokenStream {
    docs::member(&["The same, borrowing nothing."])
}
