//! Conformance cases: for each row of a server, the shortest behaviour by which somebody outside
//! sees it, made from the world's graph.
//!
//! A case plays the peer, the device and the operator of one server. It goes on after its row until
//! both servers are at rest, so that a row which only changes what is done later is seen by that.

mod afterwards;
mod script;
mod walk;
mod wrong;

use std::collections::BTreeMap;

use conformance_case::{Act, Book, Case, LeftOut, Level, Step};
use protocol::words::Test;
use protocol::{
    Basis, Condition, Effect, Level as Asked, Op, Outcome, Record, Role, Row, RowId, Table,
    Trigger, Wanted, compile, vars,
};
use world::{Extent, Moves, Scope, World, settled};

use script::script;
use walk::{Walk, Way, has_failed};

use crate::mutate::cells;

/// All cases of an edition.
///
/// # Errors
/// The document is wrong, or its table cannot be compiled.
pub fn book(edition: &spec::Edition) -> Result<Book, String> {
    let table = edition.table.as_ref().ok_or("the document is wrong")?;
    let mut book = Book { edition: table.edition.clone(), ..Book::default() };
    for role in Role::ALL {
        let found = of_role(table, role)?;
        let rows = table.rows.iter().enumerate().filter(|(_, row)| row.role == role);
        for (number, row) in rows {
            match found.get(&RowId(number as u16)) {
                Some(cases) => book.cases.extend(cases.iter().cloned()),
                None => {
                    let why = why_none(row).to_owned();
                    book.left_out.push(LeftOut { rule: row.rule.clone(), why });
                }
            }
        }
    }
    for role in Role::ALL {
        let mut known: Vec<Sane> = Vec::new();
        for (profile, options) in [("", table.all_options()), ("/must", 0)] {
            if known.iter().any(|sane| is_for(table, &sane.case, options)) {
                continue;
            }
            let sane = sane(table, role, options, profile)?;
            book.cases.extend(wrong::cases(table, role, &sane));
            book.cases.insert(known.len(), sane.case.clone());
            known.push(sane);
        }
    }
    for case in book.cases.iter_mut().filter(|case| case.shows.is_empty()) {
        case.shows = shown(edition, &case.about);
    }
    Ok(book)
}

/// What a row says: on what, where, the server does what.
fn shown(edition: &spec::Edition, rule: &str) -> String {
    let cells: BTreeMap<String, String> = cells(edition, rule).into_iter().collect();
    let cell = |name: &str| cells.get(name).map(String::as_str).filter(|text| *text != "-");
    let mut on = cell("On").unwrap_or_default().to_owned();
    // Where it has many, nobody reads them here.
    if let [first, second, _, rest @ ..] = on.split(" or ").collect::<Vec<_>>().as_slice() {
        on = format!("{first} or {second} or {} more", rest.len() + 1);
    }
    let condition = cell("If").map_or(String::new(), |text| format!(", {text}"));
    format!("{on}{condition}: {}", cell("Do").unwrap_or("nothing"))
}

/// Which of the options a search has: names of the profile, and the bits.
struct Profile {
    name: String,
    options: u64,
}

/// All options of the server, none, and each one flipped; with those of the peer all on, and off.
fn profiles(table: &Table, role: Role) -> Vec<Profile> {
    let (own, peer) = (options_of(table, role), options_of(table, role.peer()));
    let mut chosen = vec![("all".to_owned(), own), ("must".to_owned(), 0)];
    for (n, option) in table.options.iter().enumerate().filter(|(n, _)| own >> n & 1 == 1) {
        chosen.push((format!("without-{}", option.name), own & !(1 << n)));
    }
    let mut all = Vec::new();
    for (name, options) in chosen {
        all.push(Profile { name: name.clone(), options: options | peer });
        all.push(Profile { name, options });
    }
    all
}

/// The cases of each row of a server.
fn of_role(table: &Table, role: Role) -> Result<BTreeMap<RowId, Vec<Case>>, String> {
    let mut found: BTreeMap<RowId, Vec<Case>> = BTreeMap::new();
    add(table, role, &profiles(table, role), &mut found)?;
    // What is left wants a choice of its own.
    let is_left =
        |(n, row): &(usize, &Row)| row.role == role && !found.contains_key(&RowId(*n as u16));
    let left = table.rows.iter().enumerate().filter(is_left);
    let mut own: Vec<Profile> = left.flat_map(|(_, row)| fitting(table, row)).collect();
    own.sort_by_key(|profile| profile.options);
    own.dedup_by_key(|profile| profile.options);
    add(table, role, &own, &mut found)?;
    Ok(found)
}

/// Searches under these profiles, two of each choice, and adds what is new.
fn add(
    table: &Table,
    role: Role,
    profiles: &[Profile],
    found: &mut BTreeMap<RowId, Vec<Case>>,
) -> Result<(), String> {
    for pair in profiles.chunks(2) {
        let mut best: BTreeMap<RowId, Best> = BTreeMap::new();
        for profile in pair {
            for url in [Extent::First, Extent::Second] {
                for initial in [Extent::First, Extent::Second] {
                    let scope = scope(url, initial);
                    look(table, role, profile.options, scope, &mut best)?;
                }
            }
        }
        let Some(Profile { name, options }) = pair.first() else { continue };
        for (row, Best { mut case, .. }) in best {
            let known = found.entry(row).or_default();
            let fits = |case: &Case| is_for(table, case, *options);
            let is_flip = name.starts_with("without-");
            if known.iter().any(fits) || (is_flip && !known.is_empty()) {
                continue;
            }
            if !known.is_empty() {
                case.id = format!("{}/{name}", case.id);
            }
            known.push(case);
        }
    }
    Ok(())
}

/// The options that a row wants, and all others of its server; with those of the peer and without.
fn fitting(table: &Table, row: &Row) -> [Profile; 2] {
    let mut options = table.all_options();
    for condition in &row.conditions {
        if let Condition::Option(option, Wanted::Without) = condition {
            options &= !(1 << option.0);
        }
    }
    let peer = options_of(table, row.role.peer());
    let name = || format!("without-{}", row.rule);
    [options | peer, options & !peer].map(|options| Profile { name: name(), options })
}

/// The options of a role, one bit each.
fn options_of(table: &Table, role: Role) -> u64 {
    let all = table.options.iter().enumerate().filter(|(_, option)| option.role == role);
    all.fold(0, |bits, (n, _)| bits | 1 << n)
}

/// Whether a server with these options can be asked for it.
fn is_for(table: &Table, case: &Case, options: u64) -> bool {
    let has = |name: &String| table.option(name).is_some_and(|it| options >> it.0 & 1 == 1);
    case.with.iter().all(has) && !case.without.iter().any(has)
}

fn scope(approach: Extent, initial: Extent) -> Scope {
    Scope {
        name: "case".to_owned(),
        delegations: 1,
        revocations: [0; 3],
        faults: [1, 1, 1, 0, 0],
        faults_in_all: 1,
        in_flight: 3,
        approach,
        full: Extent::Both,
        initiator: Extent::Both,
        initial,
        acls: world::Acls::Cleaned,
        timers: world::Timers::Expire,
    }
}

/// Searches one world: a delegation; a second one where the first has failed; a revocation where it
/// has not. Better cases than those known are kept.
fn look(
    table: &Table,
    role: Role,
    options: u64,
    scope: Scope,
    best: &mut BTreeMap<RowId, Best>,
) -> Result<(), String> {
    let program = compile(table, options).map_err(|error| format!("{error:?}"))?;
    let starts: Vec<Way> =
        World::initial(&scope).into_iter().map(|start| Way { start, turns: Vec::new() }).collect();
    let moves = Moves::new(table, program, scope.clone());
    let first = Walk::new(&moves, &table.rows, role, starts);
    keep(table, role, &moves, &first, best);

    let rests = |world: &World| settled(&moves.program, world);
    let delegated = |record: Record| {
        first.find(|world| {
            let [one, two] = world.parties.map(|party| party.record());
            rests(world) && world.spent_faults() == 0 && one == record && two == record
        })
    };
    let starts = [Record::Partial, Record::Full].into_iter().filter_map(delegated).collect();
    let revocations = moves.within(Scope { revocations: [1; 3], ..scope.clone() });
    let second = Walk::new(&revocations, &table.rows, role, starts);
    keep(table, role, &revocations, &second, best);

    let failed = first.find(|world| rests(world) && has_failed(world, role));
    let calm = Scope { delegations: 2, faults: [0; 5], faults_in_all: 0, ..scope };
    let again = moves.within(calm);
    let third = Walk::new(&again, &table.rows, role, failed.into_iter().collect());
    keep(table, role, &again, &third, best);
    Ok(())
}

fn keep(
    table: &Table,
    role: Role,
    moves: &Moves,
    walk: &Walk<'_>,
    best: &mut BTreeMap<RowId, Best>,
) {
    for (row, places) in &walk.first {
        for (place, ordinal) in places {
            let Some((way, target, rests)) = walk.way_home(*place, *ordinal) else { continue };
            let made = case(table, moves, role, *row, (&way, target));
            let Some((case, is_seen)) = made else { continue };
            let order = Order { unseen: !is_seen, ..Order::of(&case, rests) };
            if best.get(row).is_none_or(|known| order < known.order) {
                best.insert(*row, Best { order, case });
            }
        }
    }
}

/// The best case of a row so far.
struct Best {
    order: Order,
    case: Case,
}

/// Which of two cases is the better one: one in which something is seen; one that comes to rest says most; one that needs little of
/// the server under test can be played with most; then fewer faults, then fewer steps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    unseen: bool,
    restless: bool,
    wishes: usize,
    bootstrapped: bool,
    faults: usize,
    steps: usize,
}

impl Order {
    fn of(case: &Case, rests: bool) -> Order {
        let count =
            |wanted: fn(&Act) -> bool| case.steps.iter().filter(|step| wanted(&step.act)).count();
        Order {
            unseen: false,
            restless: !rests,
            wishes: count(|act| matches!(act, Act::Operator { .. })),
            bootstrapped: case.bootstrapped,
            faults: count(|act| match act {
                Act::Loses { .. } | Act::Expires { .. } => true,
                Act::Device { done } => done.iter().any(|done| !done.natural),
                Act::Operator { .. }
                | Act::Post { .. }
                | Act::Arrives { .. }
                | Act::Answers { .. }
                | Act::Peer { .. }
                | Act::Fetches
                | Act::Opens
                | Act::Wrong { .. } => false,
            }),
            steps: case.steps.len(),
        }
    }
}

/// A case, and whether anything is seen of its row.
fn case(
    table: &Table,
    moves: &Moves,
    role: Role,
    id: RowId,
    (way, target): (&Way, usize),
) -> Option<(Case, bool)> {
    let row = &table.rows[usize::from(id.0)];
    let mut script = script(table, moves, role, (way, target))?;
    let mut is_seen = true;
    if afterwards::is_hidden(table, moves, role, (way, target)) {
        match afterwards::late(table, moves, role, (way, target), &script.steps) {
            Some(act) => script.steps.push(Step { act, rules: Vec::new(), facts: None }),
            None => {
                let longer = afterwards::with_wish(table, moves, role, way);
                let longer =
                    longer.and_then(|way| self::script(table, moves, role, (&way, target)));
                is_seen = longer.is_some();
                script = longer.unwrap_or(script);
            }
        }
    }
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for row in way.turns.iter().flat_map(|turn| turn.rows(moves, &table.rows, role)) {
        for condition in &table.rows[usize::from(row.0)].conditions {
            if let Condition::Option(option, wanted) = condition {
                let list = match wanted {
                    Wanted::With => &mut with,
                    Wanted::Without => &mut without,
                };
                list.push(table.options[usize::from(option.0)].name.clone());
            }
        }
    }
    for list in [&mut with, &mut without] {
        list.sort();
        list.dedup();
    }
    let clause = row.text.split(',').next().unwrap_or_default().trim();
    let case = Case {
        id: format!("{}/{clause}/{}", short(table), row.rule),
        server: role.name().to_owned(),
        about: row.rule.clone(),
        shows: String::new(),
        level: level(table, row),
        basis: row.basis.to_string(),
        approach: if moves.scope.approach == Extent::First { "account" } else { "url" }.to_owned(),
        bootstrapped: moves.scope.initial == Extent::Second,
        willing: script.willing,
        with,
        without,
        sanity: false,
        target: script.target,
        steps: script.steps,
    };
    Some((case, is_seen))
}

/// The edition, as ids of cases begin: `2012`.
fn short(table: &Table) -> &str {
    table.edition.split('-').next().unwrap_or_default()
}

/// As strongly as the row is asked for, or the weakest of the options that it needs.
fn level(table: &Table, row: &Row) -> Level {
    let own = match row.basis {
        Basis::Should => Level::Should,
        Basis::May => Level::May,
        Basis::Must | Basis::Stated | Basis::Implied | Basis::Assumed(_) => Level::Must,
    };
    let options = row.conditions.iter().filter_map(|condition| match condition {
        Condition::Option(option, Wanted::With) => {
            Some(match table.options[usize::from(option.0)].level {
                Asked::Should => Level::Should,
                Asked::May | Asked::Optional => Level::May,
            })
        }
        Condition::Option(_, Wanted::Without) | Condition::Test(_) => None,
    });
    options.fold(own, Level::max)
}

/// Why a row has no case.
fn why_none(row: &Row) -> &'static str {
    let stops = |on: &Trigger| matches!(on, Trigger::Device(Op::StopActivities, _));
    if row.on.iter().any(stops) {
        return "what becomes of the server's own activities cannot be steered from outside";
    }
    let busy = Condition::Test(Test::PartyNot(vars::COMMAND, 0));
    if row.on.contains(&Trigger::DeviceOpenedSession) && row.conditions.contains(&busy) {
        return "whose session the device has opened cannot be told from outside";
    }
    "a peer that keeps the table does not bring it about, or not when somebody outside can tell"
}

/// The usual end of a delegation, which the peer has asked for: it needs no operator.
struct Sane {
    case: Case,
    /// What the ids of a profile end in.
    profile: &'static str,
}

fn sane(table: &Table, role: Role, options: u64, profile: &'static str) -> Result<Sane, String> {
    let peer = if role == Role::Delegating { Extent::Second } else { Extent::First };
    let calm = Scope {
        faults: [0; 5],
        faults_in_all: 0,
        full: Extent::First,
        initiator: peer,
        ..scope(Extent::First, Extent::First)
    };
    let program = compile(table, options).map_err(|error| format!("{error:?}"))?;
    let starts = World::initial(&calm).into_iter().map(|start| Way { start, turns: Vec::new() });
    let starts = starts.collect();
    let moves = Moves::new(table, program, calm);
    let walk = Walk::new(&moves, &table.rows, role, starts);
    let mut best = BTreeMap::new();
    keep(table, role, &moves, &walk, &mut best);
    let reports = |row: &Row| row.effects.contains(&Effect::Report(Outcome::DelegatedPartial));
    let case = best.into_iter().find(|(row, _)| reports(&table.rows[usize::from(row.0)]));
    let (_, Best { mut case, .. }) = case.ok_or("no delegation comes to its end")?;
    case.id = format!("{}/sanity/{}{profile}", short(table), role.name());
    // That nothing is taken afterwards is no part of it.
    case.steps.retain(|step| !matches!(step.act, Act::Wrong { .. }));
    case.shows = "a delegation, asked for by the peer, goes well".to_owned();
    case.sanity = true;
    Ok(Sane { case, profile })
}
