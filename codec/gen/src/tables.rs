//! From the tables of a document to the model.

use spec::{Edition, Parameter, ParameterTable};

use crate::check::check;
use crate::fault::{Fault, Problem};
use crate::schema::{Content, Count, Form, Kind, Part, Root, Schema, Type, Words};
use crate::xsd;

/// The messages of an edition.
///
/// # Errors
/// What the tables say that cannot be written, with the line of the heading of the table.
pub fn schema(edition: &Edition) -> Result<Schema, Fault> {
    let fault = |line, problem: Problem| problem.at(edition.source.name(), line, None);
    let Some(table) = &edition.table else {
        let problem = Problem::new("", "the document has errors".to_owned(), "mend them first");
        return Err(fault(1, problem));
    };
    let mut schema = Schema {
        title: format!(
            "The messages of the DM Server Delegation Protocol, edition {}.",
            edition.name
        ),
        ..Schema::default()
    };
    for message in &table.messages {
        let tables: Vec<_> =
            edition.parameters.iter().filter(|table| table.message == message.name).collect();
        let content = content(&message.name, &message.text, &tables, &mut schema)
            .map_err(|(line, problem)| fault(line, problem))?;
        match schema.roots.iter_mut().find(|root| root.name == message.root) {
            Some(root) => root.contents.push(content),
            None => {
                let (name, contents) = (message.root.clone(), vec![content]);
                schema.roots.push(Root { name, contents, of: None });
            }
        }
    }
    for structure in &edition.structures {
        let parts = parts(&structure.name, &structure.parameters, &mut schema)
            .map_err(|problem| fault(structure.line, problem))?;
        schema.types.push(Type {
            name: structure.name.clone(),
            about: one_line(&structure.about),
            space: None,
            form: Form::Sequence,
            parts,
        });
    }
    let checked = check(&schema).and_then(|()| xsd::check_names(&schema));
    checked.map_err(|problem| fault(line_of(edition, &problem.owner), problem))?;
    Ok(schema)
}

/// The line of what a problem is about: its heading, or else the parameter that has that list.
fn line_of(edition: &Edition, owner: &str) -> u32 {
    let has = |parameters: &[Parameter]| parameters.iter().any(|it| capital(&it.name) == owner);
    let tables = edition.parameters.iter().map(|it| (&it.message, &it.parameters, it.line));
    let structures = edition.structures.iter().map(|it| (&it.name, &it.parameters, it.line));
    // A message and a structure of one name are a problem of the structure.
    let mut all = structures.clone().chain(tables.clone());
    let own = all.find(|(name, ..)| *name == owner);
    own.or_else(|| tables.chain(structures).find(|it| has(it.1))).map_or(1, |it| it.2)
}

/// What a message carries, by all of its tables.
fn content(
    message: &str,
    clauses: &str,
    tables: &[&ParameterTable],
    schema: &mut Schema,
) -> Result<Content, (u32, Problem)> {
    let Some((first, others)) = tables.split_first() else {
        let what = format!("{message} has no table of parameters");
        let help = format!("add a section: ### {message} (Table n)");
        return Err((1, Problem::new(message, what, help)));
    };
    let parts = parts(message, &first.parameters, schema).map_err(|it| (first.line, it))?;
    let mut about = one_line(&first.about);
    for other in others {
        let line = other.line;
        let others = self::parts(message, &other.parameters, schema).map_err(|it| (line, it))?;
        let which = match (first.number, other.number) {
            (Some(first), Some(other)) => format!("Tables {first} and {other}"),
            (Some(_) | None, _) => "Two tables".to_owned(),
        };
        check_alike(message, &which, &parts, &others).map_err(|it| (line, it))?;
        about = one_line(&format!("{about} {}", other.about));
    }
    let numbers: Vec<_> =
        tables.iter().filter_map(|table| table.number).map(|number| number.to_string()).collect();
    let text = match numbers.len() {
        0 => clauses.to_owned(),
        1 => format!("Table {}; {clauses}", numbers.join(", ")),
        _ => format!("Tables {}; {clauses}", numbers.join(", ")),
    };
    Ok(Content { message: message.to_owned(), text, about, parts })
}

/// Two tables of one message must say the same.
fn check_alike(message: &str, which: &str, parts: &[Part], others: &[Part]) -> Result<(), Problem> {
    let differs = |(one, other): (&Part, &Part)| !one.is_like(other);
    let place = parts.iter().zip(others).position(differs);
    let place = place.or((parts.len() != others.len()).then(|| parts.len().min(others.len())));
    let Some(place) = place else { return Ok(()) };
    let part = parts.get(place).or(others.get(place)).map_or("", |part| &part.name);
    let what = format!("{which} of {message} differ, first in `{part}`");
    let help = format!("let them be equal, or let one be of a message of its own: {message}/word");
    Err(Problem::new(message, what, help))
}

fn parts(owner: &str, parameters: &[Parameter], schema: &mut Schema) -> Result<Vec<Part>, Problem> {
    parameters.iter().map(|parameter| part(owner, parameter, schema)).collect()
}

fn part(owner: &str, parameter: &Parameter, schema: &mut Schema) -> Result<Part, Problem> {
    let count = match &parameter.count {
        spec::Count::Once => Count::Once,
        spec::Count::Optional => Count::Optional,
        spec::Count::Any => Count::Any,
        spec::Count::Many => Count::Many,
        spec::Count::When { flag, is } => Count::When { flag: flag.clone(), is: *is },
    };
    let name = parameter.name.clone();
    let kind = kind(owner, parameter, schema)?;
    Ok(Part { name, kind, count, about: one_line(&parameter.description) })
}

fn kind(owner: &str, parameter: &Parameter, schema: &mut Schema) -> Result<Kind, Problem> {
    let Parameter { name, kind, value, .. } = parameter;
    let kind = kind.to_ascii_lowercase();
    let words: Vec<_> = value.split('/').map(|word| word.trim().to_owned()).collect();
    match (kind.as_str(), value.as_str()) {
        ("string", "-") => Ok(Kind::Text),
        ("string", _) if words.len() == 1 => Ok(Kind::Fixed(value.clone())),
        ("string", _) => words_named(owner, name, words, schema),
        ("boolean", "-" | "true/false") => Ok(Kind::Boolean),
        ("int", "-") if name == Parameter::REASON => Ok(Kind::Reason),
        ("int", "-") => Ok(Kind::Integer),
        ("bin", "-") => Ok(Kind::Binary),
        ("complex", "-") => Ok(Kind::Type(name.clone())),
        ("boolean" | "int" | "bin" | "complex", _) => {
            let what = format!("`{name}` of {owner} is {kind} and has the value `{value}`");
            Err(Problem::new(owner, what, "only a string can have a value; write `-`"))
        }
        _ => {
            let what = format!("`{name}` of {owner} is of the type `{kind}`");
            let help = "there are: string, boolean, int, bin, complex";
            Err(Problem::new(owner, what, help))
        }
    }
}

/// A list of words has the name of its parameter. Two parameters of one name share a list.
fn words_named(
    owner: &str,
    parameter: &str,
    words: Vec<String>,
    schema: &mut Schema,
) -> Result<Kind, Problem> {
    let name = capital(parameter);
    match schema.words_named(&name) {
        Some(known) if known.words == words => {}
        Some(known) => {
            let what = format!(
                "`{parameter}` of {owner} is one of {}, and elsewhere one of {}",
                words.join("/"),
                known.words.join("/"),
            );
            let help = "let parameters of one name have the same words";
            return Err(Problem::new(owner, what, help));
        }
        None => schema.words.push(Words { name: name.clone(), words }),
    }
    Ok(Kind::Words(name))
}

/// White space counts as one blank, as it does in the schema.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capital(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}
