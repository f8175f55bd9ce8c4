//! `read`: the parts, asked for one after the other.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::rust::{Rust, docs, field_ident, has_field, local_ident, type_ident};
use crate::schema::{Count, Form, Kind, Part, Type};

impl Rust<'_> {
    /// The method of a struct.
    pub(super) fn read(&self, order: &str, type_: Option<&Type>, parts: &[Part]) -> TokenStream {
        let any_order = type_.is_some_and(|type_| type_.form == Form::AnyOrder);
        let body = match any_order {
            true => self.read_in_any_order(type_, parts),
            false => parts.iter().map(|part| self.read_part(part, type_)).collect(),
        };
        let fields = parts.iter().filter(|part| has_field(part)).map(|part| {
            let (field, local) = (field_ident(&part.name), local_ident(&part.name));
            if field == local { quote!(#field) } else { quote!(#field: #local) }
        });
        let body = quote!(#body Ok(Self { #(#fields),* }));
        self.read_method(&format!("Reads the parts {order}"), parts, &body)
    }

    fn read_method(&self, doc: &str, parts: &[Part], body: &TokenStream) -> TokenStream {
        let doc = docs::member(&[doc, docs::ERRORS, "Those of the source."]);
        let (s, source) = (self.parameter(), self.codec("Source"));
        // Where nothing borrows, the lifetime is that of the method alone.
        let own = self.lifetime(parts).is_none().then(|| quote!('a,));
        quote! {
            #doc
            pub fn read<#own #s: #source<'a>>(from: &mut #s) -> Result<Self, #s::Error> {
                #body
            }
        }
    }

    fn read_part(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        let name = &part.name;
        if part.kind == Kind::Rest {
            return quote!(from.rest()?;);
        }
        if let Kind::OneOf(of) = &part.kind {
            return self.read_one_of(part, of, parent);
        }
        let let_ = has_field(part).then(|| {
            let local = local_ident(name);
            quote!(let #local =)
        });
        let single = self.single_part(part, parent);
        let is_empty = part.kind == Kind::Empty;
        match &part.count {
            Count::Once => {
                let once = self.read_once(part, parent);
                quote!(#let_ #once?;)
            }
            Count::Optional if is_empty => {
                quote!(#let_ from.optional(&[#name], #single)?.is_some();)
            }
            Count::Optional => quote!(#let_ from.optional(&[#name], #single)?;),
            Count::When { flag, is } => {
                let (flag, not) = (local_ident(flag), (!is).then(|| quote!(!)));
                quote!(#let_ from.when(#not #flag, #name, #single)?;)
            }
            Count::Any if part.kind == Kind::Skipped => quote! {
                while from.next_of(&[#name])?.is_some() {
                    from.skipped(#name)?;
                }
            },
            Count::Any => quote!(#let_ from.list(&[#name], #single)?;),
            Count::Many => quote!(#let_ from.many(&[#name], #single)?;),
        }
    }

    /// A part that comes now.
    fn read_once(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        let name = &part.name;
        let once = match &part.kind {
            Kind::Text => quote!(from.text(#name)),
            Kind::Boolean => quote!(from.boolean(#name)),
            Kind::Integer => quote!(from.integer(#name)),
            Kind::Reason => quote!(from.reason(#name)),
            Kind::Binary => quote!(from.binary(#name)),
            Kind::Words(_) => quote!(from.word(#name)),
            Kind::Fixed(value) => quote!(from.fixed(#name, #value)),
            Kind::Empty => quote!(from.empty(#name)),
            Kind::Skipped => quote!(from.skipped(#name)),
            Kind::Rest => quote!(from.rest()),
            Kind::Type(of) => {
                let type_ = type_ident(of);
                match self.space_of(of, parent) {
                    Some(space) => quote!(from.group_in(#name, #space, #type_::read)),
                    None => quote!(from.group(#name, #type_::read)),
                }
            }
            Kind::OneOf(of) => {
                let type_ = type_ident(of);
                quote!(#type_::read(from))
            }
        };
        match self.is_boxed(part, parent) {
            true => quote!(#once.map(Box::new)),
            false => once,
        }
    }

    /// The same as a function of the source and the name.
    fn single_part(&self, part: &Part, parent: Option<&Type>) -> TokenStream {
        let s = self.parameter();
        match &part.kind {
            Kind::Text => quote!(#s::text),
            Kind::Boolean => quote!(#s::boolean),
            Kind::Integer => quote!(#s::integer),
            Kind::Reason => quote!(#s::reason),
            Kind::Binary => quote!(#s::binary),
            Kind::Words(_) => quote!(#s::word),
            Kind::Empty => quote!(#s::empty),
            Kind::Skipped => quote!(#s::skipped),
            Kind::Type(of) => {
                let type_ = type_ident(of);
                let group = match self.space_of(of, parent) {
                    Some(space) => quote!(from.group_in(name, #space, #type_::read)),
                    None => quote!(from.group(name, #type_::read)),
                };
                let boxed = self.is_boxed(part, parent).then(|| quote!(.map(Box::new)));
                quote!(|from, name| #group #boxed)
            }
            Kind::Fixed(value) => quote!(|from, name| from.fixed(name, #value)),
            Kind::OneOf(_) | Kind::Rest => TokenStream::new(),
        }
    }

    fn read_one_of(&self, part: &Part, of: &str, parent: Option<&Type>) -> TokenStream {
        let (field, type_) = (local_ident(&part.name), type_ident(of));
        let once = self.read_once(part, parent);
        match part.count {
            Count::Once => quote!(let #field = #once?;),
            Count::Optional | Count::When { .. } => quote! {
                let #field = match from.next_of(#type_::NAMES)? {
                    Some(_) => Some(#once?),
                    None => None,
                };
            },
            Count::Any | Count::Many => {
                let first = match part.count {
                    Count::Many => quote!(Vec::from([#once?])),
                    _ => quote!(Vec::new()),
                };
                quote! {
                    let mut #field = #first;
                    while from.next_of(#type_::NAMES)?.is_some() {
                        #field.push(#once?);
                    }
                }
            }
        }
    }

    fn read_in_any_order(&self, type_: Option<&Type>, parts: &[Part]) -> TokenStream {
        let fields = parts.iter().filter(|part| has_field(part)).map(|part| {
            let field = local_ident(&part.name);
            match part.kind {
                Kind::Empty => quote!(let mut #field = false;),
                _ => quote!(let mut #field = None;),
            }
        });
        let arms = parts.iter().enumerate().map(|(place, part)| {
            let (place, once) = (Literal::usize_unsuffixed(place), self.read_once(part, type_));
            let field = local_ident(&part.name);
            match (&part.kind, has_field(part)) {
                (Kind::Empty, true) => quote! {
                    Some(#place) if !#field => {
                        #once?;
                        #field = true;
                    }
                },
                (_, true) => quote!(Some(#place) if #field.is_none() => #field = Some(#once?),),
                (_, false) => quote!(Some(#place) => #once?,),
            }
        });
        let required = parts.iter().filter(|part| has_field(part) && !part.is_optional());
        let required = required.map(|part| {
            let (field, once) = (local_ident(&part.name), self.read_once(part, type_));
            quote! {
                let #field = match #field {
                    Some(#field) => #field,
                    None => #once?,
                };
            }
        });
        quote! {
            #(#fields)*
            loop {
                match from.next_of(Self::NAMES)? {
                    #(#arms)*
                    _ => break,
                }
            }
            #(#required)*
        }
    }

    /// The method of a choice.
    pub(super) fn read_choice(&self, type_: &Type) -> TokenStream {
        let arm = |part: &Part| {
            let (variant, once) = (type_ident(&part.name), self.read_once(part, Some(type_)));
            match part.kind {
                Kind::Empty | Kind::Skipped => quote!({ #once?; Self::#variant }),
                _ => quote!(Self::#variant(#once?),),
            }
        };
        let arms = type_.parts.iter().enumerate().skip(1).map(|(place, part)| {
            let (place, arm) = (Literal::usize_unsuffixed(place), arm(part));
            quote!(Some(#place) => #arm)
        });
        // Where none of them comes, the source says so when it is asked for the first.
        let first = type_.parts.first().map(arm);
        let body = quote! {
            let one = match from.next_of(Self::NAMES)? {
                #(#arms)*
                _ => #first
            };
            Ok(one)
        };
        self.read_method("Reads the one that comes.", &type_.parts, &body)
    }
}
