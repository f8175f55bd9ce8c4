//! What holds for any bytes whatever: reading never panics and ends soon, and fixing keeps what
//! stands there.

use std::fmt::Write;
use std::time::{Duration, Instant};

use spec::{Color, Source, align, read, scan};

const SAMPLE: &str = include_str!("sample.md");

#[test]
fn the_sample_has_every_fault_of_one_run() {
    let reading = read("sample.md", SAMPLE.as_bytes());
    let mut codes: Vec<_> = reading.diagnostics.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    expect_test::expect![[r#"
        bare-pipe
        curly-quote
        duplicate-column
        empty-heading
        extra-cell
        extra-delimiter
        hidden-text
        indented-row
        long-dash
        malformed-delimiter
        malformed-heading
        missing-cell
        missing-delimiter
        missing-header
        missing-outer-pipe
        nested-table
        soft-hyphen
        stray-row
        tab
        table-after-text
        text-after-table
        unaligned-table
        unclosed-fence
        unclosed-row
        underlined-heading
        unnamed-column
        unusual-space
        zero-width"#]]
    .assert_eq(&codes.join("\n"));
}

#[test]
fn every_truncation_is_read() {
    for end in 0..=SAMPLE.len() {
        read_and_render(&SAMPLE.as_bytes()[..end]);
    }
}

#[test]
fn random_bytes_are_read() {
    let mut random = Random(1);
    for _ in 0..3_000 {
        let length = random.below(200);
        let bytes: Vec<_> = (0..length).map(|_| random.next().to_le_bytes()[3]).collect();
        read_and_render(&bytes);
    }
}

#[test]
fn random_documents_are_read_and_fixed() {
    let mut random = Random(2);
    for seed in 0..10_000 {
        let text = random_document(&mut random);
        read_and_render(text.as_bytes());
        check_fix(&text, seed);
    }
}

#[test]
fn damaged_samples_are_read_and_fixed() {
    let mut random = Random(3);
    for seed in 0..2_000 {
        let mut text: Vec<char> = SAMPLE.chars().collect();
        for _ in 0..1 + random.below(8) {
            let at = random.below(text.len());
            text[at] = random_char(&mut random);
        }
        let text: String = text.into_iter().collect();
        read_and_render(text.as_bytes());
        check_fix(&text, seed);
    }
}

#[test]
fn large_files_are_refused_at_once() {
    for byte in [b'|', b'\n', 0, 0xff, b'\t'] {
        let bytes = vec![byte; 50_000_000];
        let begin = Instant::now();
        let reading = read("large.md", &bytes);
        assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
        let codes: Vec<_> = reading.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["file-too-large"]);
    }
}

#[test]
fn the_worst_of_allowed_files_is_read_soon() {
    let whole = |part: &str| part.repeat(Source::MAX_BYTES / part.len());
    let wide = format!("|{}|\n|-|\n{}", "x".repeat(16_000), "|a|\n".repeat(1_000_000));
    let ticks: String = (1..170).map(|count| "`".repeat(count) + " ").collect();
    let texts = [
        whole("|"),
        whole("\n"),
        whole("\t \t "),
        whole("|\n"),
        whole("|a|\n|-|\n\n"),
        whole("| a\n"),
        whole(&format!("|{ticks}|\n")),
        whole(&format!("{}\n", "\u{a0} ".repeat(500))),
        whole(&format!("{}\n", "|a".repeat(1_000))),
        wide,
        format!("|{}\n|{}\n{}", "a|".repeat(8_000), "-|".repeat(8_000), "|\n".repeat(2_000_000)),
        "x".repeat(Source::MAX_BYTES - 1) + "\0",
    ];
    for text in texts {
        let begin = Instant::now();
        read_and_render(text.as_bytes());
        let took = begin.elapsed();

        assert!(took < Duration::from_secs(200), "{took:?}: {:?}", text.get(..20));
    }
}

fn read_and_render(bytes: &[u8]) {
    let reading = read("a.md", bytes);
    let rendered = reading.diagnostics.render(&reading.source, Color::Plain);
    assert_eq!(rendered.is_empty(), reading.diagnostics.is_empty());
    for (_, table) in reading.document.tables() {
        for row in [&table.header].into_iter().chain(&table.rows) {
            assert!(row.cells.len() <= table.header.cells.len());
            for cell in &row.cells {
                assert_eq!(reading.source.slice(cell.span), cell.text);
            }
        }
    }
}

/// Fixing keeps each cell and all that is no table, and a second time changes nothing.
fn check_fix(text: &str, seed: usize) {
    let fixed = align::fix(text);
    assert_eq!(align::fix(&fixed), fixed, "seed {seed}: {text:?}");
    assert_eq!(contents(&fixed), contents(text), "seed {seed}: {text:?}");
    let squeeze = |text: &str| text.replace([' ', '\t', '-', '|'], "");
    assert_eq!(squeeze(&fixed), squeeze(text), "seed {seed}: {text:?}");
    assert_eq!(fixed.lines().count(), text.lines().count());
    let (source, mut diagnostics) = Source::from_bytes("a.md", fixed.as_bytes());
    if !source.is_refused() {
        align::check(&source, &mut diagnostics);
        assert!(diagnostics.iter().all(|found| found.code != "unaligned-table"), "seed {seed}");
    }
}

/// A document without its places.
fn contents(text: &str) -> String {
    let (source, mut diagnostics) = Source::from_bytes("a.md", text.as_bytes());
    let document = scan(&source, &mut diagnostics);
    let mut contents = String::new();
    for section in &document.sections {
        let _ = writeln!(contents, "{:?}", section.title());
        for table in section.tables() {
            for row in [&table.header].into_iter().chain(&table.rows) {
                let cells: Vec<_> = row.cells.iter().map(|cell| &cell.text).collect();
                let _ = writeln!(contents, "{cells:?}");
            }
        }
    }
    contents
}

fn random_document(random: &mut Random) -> String {
    const PARTS: [&str; 24] = [
        "|", "|", "|", "|", "|", "\n", "\n", "\n", "\n\n", " ", " ", "-", "---", ":", "a", "bb",
        "漢", "é", "\\", "`", "``", "```\n", "# ", "\t",
    ];
    (0..random.below(60)).map(|_| PARTS[random.below(PARTS.len())]).collect()
}

fn random_char(random: &mut Random) -> char {
    const CHARS: [char; 14] =
        ['|', '\n', '\\', '`', '#', '-', ' ', '\t', '\r', '>', 'x', '\u{a0}', '\u{feff}', '漢'];
    CHARS[random.below(CHARS.len())]
}

/// A xorshift generator: the same numbers on each machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or(0)
    }
}
