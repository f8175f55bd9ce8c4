//! How a verdict is told.

use std::io::{IsTerminal, Write};

use report::story::Story;
use report::text::{Color, chart};
use serde_json::{Value, json};

use super::options::Options;
use crate::exit::Exit;
use crate::files;

/// Columns of a chart.
const WIDTH: usize = 110;

/// What can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is one.
    Behaviour,
    /// It is none.
    NotABehaviour,
    /// A bound was reached.
    CannotBeSaid,
}

/// A verdict with its reasons.
pub struct Told {
    /// The recording.
    pub path: String,
    /// What can be said.
    pub verdict: Verdict,
    /// By which edition.
    pub edition: String,
    /// The reasons, for people.
    pub lines: Vec<String>,
    /// The reasons, for programs.
    pub json: Value,
    /// What a chart shows.
    pub story: Option<Story>,
}

impl Told {
    /// Prints it.
    ///
    /// # Errors
    /// [`Exit::Usage`] when the picture cannot be written.
    pub fn tell(self, options: &Options) -> Result<Exit, Exit> {
        let Told { path, verdict, edition, lines, json, story } = self;
        let (word, exit) = match verdict {
            Verdict::Behaviour => ("a behaviour", Exit::Met),
            Verdict::NotABehaviour => ("not a behaviour", Exit::Unmet),
            Verdict::CannotBeSaid => ("cannot be said", Exit::CutShort),
        };
        let mut text = String::new();
        if options.json {
            let mut all =
                json!({ "schema": 1, "trace": path, "edition": edition, "verdict": word });
            if let (Value::Object(all), Value::Object(more)) = (&mut all, json) {
                all.extend(more);
            }
            text = format!("{all}\n");
        } else {
            match verdict {
                Verdict::CannotBeSaid => {
                    text += &format!("{path}: whether it is a behaviour of {edition} {word}\n");
                }
                Verdict::Behaviour | Verdict::NotABehaviour => {
                    text += &format!("{path}: {word} of {edition}\n");
                }
            }
            lines.iter().for_each(|line| text += &format!("  {line}\n"));
        }
        let story = story.map(|story| {
            let title = format!("{}: {word} of {edition}", story.title);
            // What is above the chart is not said again.
            let verdict = match verdict {
                Verdict::Behaviour => story.verdict,
                Verdict::NotABehaviour | Verdict::CannotBeSaid => {
                    lines.into_iter().take(2).collect()
                }
            };
            Story { title, verdict, ..story }
        });
        if let (Some(file), Some(story)) = (&options.chart, &story) {
            files::write(file, &report::svg::chart(story))?;
        }
        // What is as it should be needs no chart in the terminal.
        if let (Some(story), Verdict::NotABehaviour) = (&story, verdict)
            && !options.json
            && !options.no_chart
        {
            let color = if std::io::stdout().is_terminal() { Color::Always } else { Color::Never };
            text += &format!("\n{}\n", chart(story, WIDTH, color).trim_end());
        }
        // A reader that has gone away, such as `head`, is no fault of ours.
        let _ = std::io::stdout().write_all(text.as_bytes());
        Ok(exit)
    }
}
