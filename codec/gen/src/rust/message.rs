//! The enum of all messages, and what the XML reader decodes each root by.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::factor::{Node, factor};
use crate::fault::Problem;
use crate::rust::{Rust, docs, owned, type_ident};
use crate::schema::Content;

impl Rust<'_> {
    /// Both; nothing where the schema is not one of messages.
    pub(super) fn messages(&self) -> Result<TokenStream, Problem> {
        let all: Vec<_> = self.schema.contents().collect();
        if all.is_empty() {
            return Ok(TokenStream::new());
        }
        let count = Literal::usize_unsuffixed(all.len());
        let names: Vec<_> = all.iter().map(|(_, content)| content.message.as_str()).collect();
        let roots = all.iter().map(|(root, _)| &root.name);
        let texts = all.iter().map(|(_, content)| &content.text);
        let types: Vec<_> = names.iter().map(|name| type_ident(name)).collect();
        let lifetimes: Vec<_> =
            all.iter().map(|(_, content)| self.lifetime(&content.parts)).collect();
        let lifetime = lifetimes.iter().flatten().next();
        let variants =
            all.iter().zip(&types).zip(&lifetimes).map(|(((_, content), name), lifetime)| {
                let doc = docs::member(&[&format!("{} ({}).", content.message, content.text)]);
                let message = &content.message;
                quote!(#doc #[serde(rename = #message)] #name(#name #lifetime))
            });
        let own = lifetime.is_none().then(|| quote!('a,));
        let (s, source, sink) = (self.parameter(), self.codec("Source"), self.codec("Sink"));
        let enum_doc = docs::outer(&["Any of the messages."]);
        let names_doc = docs::member(&["The names of all messages, in the order of the document."]);
        let name_doc = docs::member(&["The name of the message."]);
        let root_doc = docs::member(&["The root element of its document."]);
        let text_doc = docs::member(&["Its table, and the clauses that describe it."]);
        let read_doc = docs::member(&[
            "Reads a message by its name; `None` where there is none of that name.",
            docs::ERRORS,
            "Those of the source.",
        ]);
        let write_doc = docs::member(&["Gives the parts of the message."]);
        let owned = lifetime.map(|_| {
            let doc = owned::doc();
            let arms = types.iter().zip(&lifetimes).map(|(name, lifetime)| {
                let owned = lifetime.as_ref().map(|_| quote!(.into_owned()));
                quote!(Self::#name(it) => Message::#name(it #owned))
            });
            quote! {
                #doc
                pub fn into_owned(self) -> Message<'static> {
                    match self { #(#arms),* }
                }
            }
        });
        let roots_of_reader = self.roots(lifetime)?;
        Ok(quote! {
            #enum_doc
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            pub enum Message #lifetime {
                #(#variants),*
            }

            impl #lifetime Message #lifetime {
                #names_doc
                pub const NAMES: [&'static str; #count] = [#(#names),*];

                #name_doc
                pub fn name(&self) -> &'static str {
                    match self { #(Self::#types(_) => #names),* }
                }

                #root_doc
                pub fn root(&self) -> &'static str {
                    match self { #(Self::#types(_) => #roots),* }
                }

                #text_doc
                pub fn text(&self) -> &'static str {
                    match self { #(Self::#types(_) => #texts),* }
                }

                #read_doc
                pub fn read<#own #s: #source<'a>>(
                    name: &str,
                    from: &mut #s,
                ) -> Option<Result<Self, #s::Error>> {
                    let message = match name {
                        #(#names => #types::read(from).map(Self::#types),)*
                        _ => return None,
                    };
                    Some(message)
                }

                #write_doc
                pub fn write<#s: #sink>(&self, to: &mut #s) {
                    match self { #(Self::#types(it) => it.write(to)),* }
                }

                #owned
            }

            #roots_of_reader
        })
    }

    fn roots(&self, lifetime: Option<&TokenStream>) -> Result<TokenStream, Problem> {
        let mut entries = Vec::new();
        for root in self.schema.roots.iter().filter(|root| root.of.is_none()) {
            let (name, tree) = (&root.name, factor(root)?);
            let decode = decode(&tree, Vec::new());
            entries.push(quote!((#name, |from| #decode)));
        }
        let decode_doc = docs::outer(&["Reads what stands in a root element."]);
        let roots_doc = docs::outer(&["The root elements, and how what stands in each is read."]);
        Ok(quote! {
            #decode_doc
            pub(crate) type Decode =
                for<'a> fn(&mut Reader<'a>) -> Result<Message #lifetime, Box<Fault>>;

            #roots_doc
            pub(crate) const ROOTS: &[(&str, Decode)] = &[#(#entries),*];
        })
    }
}

/// Finds out which message it is, and reads it.
fn decode<'s>(node: &Node<'s>, mut above: Vec<&'s str>) -> TokenStream {
    if let [content] = node.contents.as_slice() {
        let (name, text) = (type_ident(&content.message), &content.text);
        return quote!({
            from.place(#text);
            #name::read(from).map(Message::#name)
        });
    }
    above.extend(node.shared().iter().map(|part| part.name.as_str()));
    let names: Vec<_> = node.branches.iter().map(Node::first_names).collect();
    let mut next = 0..;
    let last = node.branches.len() - 1;
    let arms: Vec<_> = node
        .branches
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(branch, (tree, names))| {
            let places = names.iter().zip(&mut next).map(|(_, it)| Literal::usize_unsuffixed(it));
            let places: Vec<_> = places.collect();
            let decode = decode(tree, above.clone());
            if branch == last { quote!(_ => #decode) } else { quote!(#(#places)|* => #decode) }
        })
        .collect();
    let names = names.iter().flatten();
    let text = |content: &&Content| content.text.clone();
    let texts = node.contents.iter().map(text).collect::<Vec<_>>().join("; or ");
    quote! {
        match from.ahead(&[#(#above),*], &[#(#names),*], #texts)? { #(#arms)* }
    }
}
