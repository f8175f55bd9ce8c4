//! Where a process is ended. Each point has a name of its own.

use std::collections::BTreeSet;
use std::fmt;

use crate::live::pair::Part;

/// When, seen from the output, part of a command or event of that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The output is durable and has not left.
    Before,
    /// The output has left, and nothing has come back.
    After,
    /// The part of a command of that number is at the device, perhaps done.
    UnderWay,
    /// The device has done something and kept it; its answer has not left.
    Told,
}

impl Moment {
    const ALL: [Moment; 4] = [Moment::Before, Moment::After, Moment::UnderWay, Moment::Told];

    fn word(self) -> &'static str {
        match self {
            Moment::Before => "before",
            Moment::After => "after",
            Moment::UnderWay => "under-way",
            Moment::Told => "told",
        }
    }
}

/// Something that a probe has told: a number and a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// Which output, which part of a command, or which event of the device, from 1.
    pub number: u64,
    /// When.
    pub moment: Moment,
}

impl Told {
    /// Reads the line of a probe.
    ///
    /// # Errors
    /// It is none.
    pub fn read(line: &str) -> Result<Told, String> {
        let read = || {
            let (number, word) = line.split_once(' ')?;
            let moment = Moment::ALL.into_iter().find(|moment| moment.word() == word)?;
            Some(Told { number: number.parse().ok()?, moment })
        };
        read().ok_or_else(|| {
            format!("a probe told `{line}`; expected a number and a moment, such as `3 before`")
        })
    }

    /// The arguments that have a probe go no further there.
    pub fn arguments(&self) -> [String; 3] {
        ["--at".to_owned(), self.number.to_string(), self.moment.word().to_owned()]
    }
}

/// A point of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Who is ended.
    pub part: Part,
    /// Where.
    pub at: Told,
}

impl Point {
    /// The points of a part that has told this.
    pub fn all(part: Part, told: &[Told]) -> impl Iterator<Item = Point> {
        told.iter().map(move |&at| Point { part, at })
    }

    /// The first that has the name of another. A probe would stop at one of the two only, and both
    /// would play in one folder.
    pub fn repeated(points: &[Point]) -> Option<Point> {
        let mut seen = BTreeSet::new();
        points.iter().copied().find(|point| !seen.insert(*point))
    }

    /// Whether the point is one of those before and after the outputs of servers, which the traces
    /// show; the others are more than that.
    pub fn is_of_output(&self) -> bool {
        match self.at.moment {
            Moment::Before | Moment::After => true,
            Moment::UnderWay | Moment::Told => false,
        }
    }

    /// The point of that name.
    ///
    /// # Errors
    /// There can be none.
    pub fn named(name: &str) -> Result<Point, String> {
        let read = || {
            let (part, at) = name.split_once('-')?;
            let part = Part::ALL.into_iter().find(|known| known.name() == part)?;
            let at = Told::read(&at.replacen('-', " ", 1)).ok()?;
            let is_told = at.moment == Moment::Told;
            (is_told == (part == Part::Device)).then_some(Point { part, at })
        };
        read().ok_or_else(|| {
            format!(
                "`{name}` is no point; expected one such as `dms1-3-before`, `dms2-1-after`, \
                 `dms1-4-under-way` or `device-2-told`"
            )
        })
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Told { number, moment } = self.at;
        write!(f, "{}-{number}-{}", self.part.name(), moment.word())
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Point, Told};
    use crate::live::pair::{Part, Server};

    #[test]
    fn a_point_has_a_name_by_which_it_is_found() {
        for name in ["dms1-3-before", "dms2-12-after", "dms1-4-under-way", "device-2-told"] {
            assert_eq!(Point::named(name).map(|point| point.to_string()).as_deref(), Ok(name));
        }
        for wrong in ["dms3-1-before", "dms1", "dms1-x-after", "device-1-before", "dms1-1-told"] {
            assert!(Point::named(wrong).unwrap_err().contains("is no point"));
        }
    }

    #[test]
    fn a_point_that_is_told_twice_is_found() {
        let told = ["1 before", "1 after", "1 under-way", "2 before", "1 under-way"];
        let told = told.map(|line| Told::read(line).unwrap());
        let of = |told| Point::all(Part::Server(Server::Delegating), told).collect::<Vec<_>>();
        let repeated = |told| Point::repeated(&of(told)).map(|point| point.to_string());
        assert_eq!(repeated(&told[..4]), None);
        assert_eq!(repeated(&told).as_deref(), Some("dms1-1-under-way"));
        let device = Point::named("device-1-told").unwrap();
        let server = Point::named("dms1-1-after").unwrap();
        assert_eq!(Point::repeated(&[device, server]), None, "it is another part");
    }

    #[test]
    fn what_a_probe_tells_is_read_or_refused() {
        assert_eq!(Told::read("3 before"), Ok(Told { number: 3, moment: Moment::Before }));
        assert_eq!(Told { number: 3, moment: Moment::Before }.arguments(), ["--at", "3", "before"]);
        for wrong in ["", "3", "before 3", "3 later", "-1 after"] {
            let why = Told::read(wrong).unwrap_err();
            assert!(why.starts_with(&format!("a probe told `{wrong}`; expected")), "{why}");
        }
    }
}
