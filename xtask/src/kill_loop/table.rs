//! The numbers of all processes, and how the whole ends.

use crate::exit::Exit;

/// The numbers of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Its name.
    pub name: String,
    /// The outputs of DMS-1 and DMS-2 in the traces of an undisturbed run.
    pub outputs: [u64; 2],
    /// The points before and after outputs that were tried.
    pub points: Tally,
    /// The points beyond: commands under way, and what the device does.
    pub beyond: Tally,
    /// Why nothing could be tried.
    pub failure: Option<String>,
}

/// What became of some points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were tried.
    pub tried: u64,
    /// Ended as if nothing had happened.
    pub same: u64,
    /// Ended otherwise, and records and device agree.
    pub otherwise: u64,
    /// Ended as a finding says.
    pub finding: u64,
    /// Something was wrong.
    pub wrong: u64,
    /// Not reached.
    pub missed: u64,
}

impl Tally {
    fn reached(&self) -> u64 {
        self.tried - self.missed
    }

    fn add(&mut self, other: Tally) {
        self.tried += other.tried;
        self.same += other.same;
        self.otherwise += other.otherwise;
        self.finding += other.finding;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// The numbers as a Markdown table.
pub fn show(all: &[Numbers]) -> String {
    let mut text = "\
| process | outputs DMS-1, DMS-2 | points | reached | same end | otherwise | finding | wrong | beyond | reached | same end | otherwise | finding | wrong |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
"
    .to_owned();
    let mut total = Numbers { name: "all".to_owned(), ..Numbers::default() };
    for numbers in all {
        text.push_str(&line(numbers));
        total.outputs = [0, 1].map(|n| total.outputs[n] + numbers.outputs[n]);
        total.points.add(numbers.points);
        total.beyond.add(numbers.beyond);
    }
    text + &line(&total)
}

fn line(numbers: &Numbers) -> String {
    let Numbers { name, outputs: [one, two], points, beyond, .. } = numbers;
    let tally = |it: &Tally| {
        let Tally { tried, same, otherwise, finding, wrong, .. } = it;
        format!("{tried} | {} | {same} | {otherwise} | {finding} | {wrong}", it.reached())
    };
    format!("| {name} | {one}, {two} | {} | {} |\n", tally(points), tally(beyond))
}

/// How the whole ends.
pub fn exit(all: &[Numbers]) -> Exit {
    if all.iter().any(|numbers| numbers.failure.is_some()) {
        return Exit::Unmet;
    }
    let mut both = Tally::default();
    for numbers in all {
        both.add(numbers.points);
        both.add(numbers.beyond);
    }
    match both {
        Tally { wrong: 1.., .. } => Exit::Unmet,
        Tally { missed: 1.., .. } => Exit::CutShort,
        _ => Exit::Met,
    }
}

#[cfg(test)]
mod tests {
    use super::{Exit, Numbers, Tally, exit, show};

    #[test]
    fn what_is_wrong_weighs_more_than_what_is_missed() {
        let of = |wrong, missed| {
            let points = Tally { tried: 3, wrong, missed, ..Tally::default() };
            [Numbers { name: "a".to_owned(), outputs: [2, 1], points, ..Numbers::default() }]
        };
        assert_eq!(
            [of(0, 0), of(0, 1), of(1, 1)].map(|all| exit(&all)),
            [Exit::Met, Exit::CutShort, Exit::Unmet]
        );
        let last = show(&of(1, 1)).lines().last().map(str::to_owned);
        let expected = "| all | 2, 1 | 3 | 2 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 |";
        assert_eq!(last.as_deref(), Some(expected));
    }
}
