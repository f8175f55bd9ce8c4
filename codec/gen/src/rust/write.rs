//! `write`: the parts, given one after the other.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::rust::{Rust, docs, field_ident, local_ident, type_ident};
use crate::schema::{Count, Form, Kind, Part, Type};

impl Rust<'_> {
    /// The method of a struct.
    pub(super) fn write(&self, order: &str, type_: Option<&Type>, parts: &[Part]) -> TokenStream {
        let any_order = type_.is_some_and(|type_| type_.form == Form::AnyOrder);
        let order = if any_order { "in the order of the schema." } else { order };
        let doc = docs::member(&[&format!("Gives the parts {order}")]);
        let body = parts.iter().map(|part| self.write_part(part, type_));
        let (s, sink) = (self.parameter(), self.codec("Sink"));
        quote! {
            #doc
            pub fn write<#s: #sink>(&self, to: &mut #s) {
                #(#body)*
            }
        }
    }

    fn write_part(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        if matches!(part.kind, Kind::Skipped | Kind::Rest) {
            return TokenStream::new();
        }
        let name = &part.name;
        let field = field_ident(name);
        match (&part.kind, &part.count) {
            (Kind::Fixed(value), _) => quote!(to.word(#name, #value);),
            (Kind::Empty, Count::Once) => quote!(to.empty(#name);),
            (Kind::Empty, _) => quote!(if self.#field { to.empty(#name); }),
            (_, Count::Once) => {
                let value = match part.kind {
                    Kind::Text | Kind::Binary => quote!(&self.#field),
                    _ => quote!(self.#field),
                };
                let once = self.write_once(part, parent, &value);
                quote!(#once;)
            }
            (_, Count::Optional) => self.write_optional(part, parent),
            (_, Count::When { flag, is }) => {
                let (flag, write) = (field_ident(flag), self.write_optional(part, parent));
                let same = if *is { quote!(==) } else { quote!(!=) };
                quote! {
                    to.require(#name, self.#field.is_some() #same self.#flag);
                    #write
                }
            }
            (_, Count::Any | Count::Many) => {
                let require = (part.count == Count::Many)
                    .then(|| quote!(to.require(#name, !self.#field.is_empty());));
                let local = local_ident(name);
                let value = by_value(part, &local);
                let once = self.write_once(part, parent, &value);
                quote! {
                    #require
                    for #local in &self.#field { #once; }
                }
            }
        }
    }

    fn write_optional(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        let (field, local) = (field_ident(&part.name), local_ident(&part.name));
        let once = self.write_once(part, parent, &quote!(#local));
        let by_reference = (!is_copy(part)).then(|| quote!(&));
        quote!(if let Some(#local) = #by_reference self.#field { #once; })
    }

    fn write_once(&self, part: &Part, parent: Option<&Type>, value: &TokenStream) -> TokenStream {
        let name = &part.name;
        match &part.kind {
            Kind::Text => quote!(to.text(#name, #value)),
            Kind::Boolean => quote!(to.boolean(#name, #value)),
            Kind::Integer => quote!(to.integer(#name, #value)),
            Kind::Reason => quote!(to.reason(#name, #value)),
            Kind::Binary => quote!(to.binary(#name, #value)),
            Kind::Words(_) => quote!(to.word(#name, #value.as_str())),
            Kind::Type(of) => match self.space_of(of, parent) {
                Some(space) => quote!(to.group_in(#name, #space, |to| #value.write(to))),
                None => quote!(to.group(#name, |to| #value.write(to))),
            },
            Kind::OneOf(_) => quote!(#value.write(to)),
            Kind::Fixed(value) => quote!(to.word(#name, #value)),
            Kind::Empty => quote!(to.empty(#name)),
            // What has not been kept cannot be sent.
            Kind::Skipped => quote!(to.require(#name, false)),
            Kind::Rest => TokenStream::new(),
        }
    }

    /// The method of a choice.
    pub(super) fn write_choice(&self, type_: &Type) -> TokenStream {
        let doc = docs::member(&["Gives the one that it is."]);
        let (s, sink) = (self.parameter(), self.codec("Sink"));
        let arms = type_.parts.iter().map(|part| {
            let (variant, local) = (type_ident(&part.name), local_ident(&part.name));
            let value = by_value(part, &local);
            let once = self.write_once(part, Some(type_), &value);
            match part.kind {
                Kind::Empty | Kind::Skipped => quote!(Self::#variant => #once,),
                _ => quote!(Self::#variant(#local) => #once,),
            }
        });
        quote! {
            #doc
            pub fn write<#s: #sink>(&self, to: &mut #s) {
                match self { #(#arms)* }
            }
        }
    }
}

/// What a reference to a field has to become to be given. A method takes words by themselves.
fn by_value(part: &Part, local: &Ident) -> TokenStream {
    let is_word = matches!(part.kind, Kind::Words(_));
    if is_copy(part) && !is_word { quote!(*#local) } else { quote!(#local) }
}

/// Whether its values are copied rather than borrowed.
fn is_copy(part: &Part) -> bool {
    matches!(part.kind, Kind::Boolean | Kind::Integer | Kind::Reason | Kind::Words(_))
}
