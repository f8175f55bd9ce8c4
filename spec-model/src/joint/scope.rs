//! The joint systems, and how their searches are made shorter.

use world::Fault;

/// What the two cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// DMS-1 and DMS-2 with two devices: a cell per device. Nothing is shared but what the scope
    /// bounds.
    TwoDevices,
    /// DMS-1 delegates two disjoint parts of one device to DMS-2 and to DMS-3: a cell per peer.
    /// The account of DMS-1 and its rights are shared.
    ThreeServers,
}

impl Kind {
    /// Both, with their names.
    pub const ALL: [(Kind, &'static str); 2] =
        [(Kind::TwoDevices, "two-devices"), (Kind::ThreeServers, "three-servers")];
}

/// The bounds of a joint search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// What the cells are.
    pub kind: Kind,
    /// The bounds of each cell by itself. Its faults are those of both cells together.
    pub cell: world::Scope,
    /// Exchanges in flight at most in both cells together.
    pub in_flight: usize,
}

/// What a variant bounds: delegations and revocations in each cell, faults of each kind and in all
/// in both together.
type Bounds = (&'static str, u32, [u32; 3], [u32; 5], u32);

const VARIANTS: [Bounds; 9] = [
    ("once", 1, [1, 0, 0], [0; 5], 0),
    ("once/loss", 1, [1, 0, 0], [1, 0, 0, 0, 0], 1),
    ("once/refusal", 1, [1, 0, 0], [0, 1, 0, 0, 0], 1),
    ("once/unclear", 1, [1, 0, 0], [0, 0, 1, 0, 0], 1),
    ("once/crash", 1, [1, 0, 0], [0, 0, 0, 1, 0], 1),
    ("once/duplicate", 1, [1, 0, 0], [0, 0, 0, 0, 1], 1),
    ("once/standard", 1, [1, 0, 0], [1; 5], 2),
    ("revoked", 1, [1; 3], [0; 5], 0),
    ("story", 2, [1; 3], [0; 5], 0),
];

impl Scope {
    /// The names of all joint scopes. A kind alone stands for its variant `once`.
    pub fn names() -> impl Iterator<Item = String> {
        let of = |kind: &'static str| {
            VARIANTS.iter().map(move |(variant, ..)| match *variant {
                "once" => kind.to_owned(),
                variant => format!("{kind}/{variant}"),
            })
        };
        Kind::ALL.into_iter().flat_map(move |(_, name)| of(name))
    }

    /// The joint scope of that name: `two-devices`, `three-servers/once/loss` and the like.
    pub fn named(name: &str) -> Option<Scope> {
        let (kind, variant) = match name.split_once('/') {
            None => (name, "once"),
            Some(both) => both,
        };
        let (kind, _) = Kind::ALL.into_iter().find(|(_, word)| *word == kind)?;
        let bounds = VARIANTS.iter().find(|(word, ..)| *word == variant)?;
        let (_, delegations, revocations, faults, faults_in_all) = *bounds;
        let story = world::Scope::named("story")?.pop()?;
        let in_flight = if faults_in_all > 1 { 2 } else { story.in_flight };
        let name = name.to_owned();
        let cell = world::Scope {
            name,
            delegations,
            revocations,
            faults,
            faults_in_all,
            in_flight,
            ..story
        };
        Some(Scope { kind, cell, in_flight })
    }

    /// The faults that may happen, in words.
    pub fn faults(&self) -> String {
        let kinds = Fault::ALL.iter().zip(self.cell.faults).filter(|(_, most)| *most > 0);
        let words: Vec<_> = kinds.map(|((_, word), most)| format!("{word} {most}")).collect();
        match words.len() {
            0 => "no fault".to_owned(),
            1 => words.concat(),
            _ => format!("{}, {} in all", words.join(", "), self.cell.faults_in_all),
        }
    }
}

/// Whether states that differ only in which cell is which are one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Symmetry {
    /// They are two.
    #[default]
    Off,
    /// They are one.
    On,
}

/// Whether independent steps are tried in one order only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartialOrder {
    /// In every order.
    #[default]
    Off,
    /// In one, where nothing is lost by it.
    On,
}

/// How a search is made shorter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reduce {
    /// By the symmetry of the cells.
    pub symmetry: Symmetry,
    /// By the independence of steps.
    pub order: PartialOrder,
}

impl Reduce {
    /// All four ways, with their names.
    pub const ALL: [(Reduce, &'static str); 4] = [
        (Reduce { symmetry: Symmetry::Off, order: PartialOrder::Off }, "none"),
        (Reduce { symmetry: Symmetry::On, order: PartialOrder::Off }, "symmetry"),
        (Reduce { symmetry: Symmetry::Off, order: PartialOrder::On }, "order"),
        (Reduce { symmetry: Symmetry::On, order: PartialOrder::On }, "all"),
    ];
}
