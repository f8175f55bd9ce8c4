//! x
use reference_server::metrics::Metrics;
use simulation::{dice::Dice, disk::Disk, pairs::Pairs, run::Run, subject::Subject};
use std::collections::BTreeMap;
use std::sync::Arc;
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let name = &args[1];
    let n: u64 = args[2].parse().unwrap_or(1000);
    let path = format!("spec/editions/{name}.md");
    let Ok(bytes) = std::fs::read(&path) else { return };
    let subject = match Subject::new(spec::load(name, &bytes)) {
        Ok(s) => s,
        Err(e) => {
            eprintln!("{e}");
            return;
        }
    };
    let metrics = Arc::new(Metrics::new(&subject.table));
    let began = std::time::Instant::now();
    let mut steps = 0;
    let mut rests = 0;
    let mut found: BTreeMap<String, (u64, u64, String)> = BTreeMap::new();
    let mut pairs = Pairs::new(&subject.table);
    let mut choices = 0;
    if let Some(seed) = args.get(3).and_then(|it| it.parse().ok()) {
        let run = Run::new(
            &subject,
            Dice::of(seed),
            ((|d: Disk| d) as fn(Disk) -> Disk, &metrics),
            (None, true),
        );
        let out = run.end();
        println!("profile {}", out.profile);
        for t in &out.told {
            println!(
                "{} {} {}  {}",
                t.cell,
                t.side,
                trace::format::write(&subject.table, &t.entry.line, &t.entry.context),
                t.device.names().collect::<Vec<_>>().join(",")
            );
        }
        for p in out.problems {
            println!("{p:?}");
        }
        return;
    }
    for seed in 0..n {
        let run = Run::new(
            &subject,
            Dice::of(seed),
            ((|d: Disk| d) as fn(Disk) -> Disk, &metrics),
            (None, false),
        );
        let out = run.end();
        steps += out.steps;
        rests += out.rests;
        pairs.add(&out.pairs);
        choices += out.choices.len();
        for p in out.problems {
            let e = found.entry(format!("{} {}", p.name, p.faults.names().join("+"))).or_insert((
                0,
                seed,
                p.words.clone(),
            ));
            e.0 += 1;
        }
    }
    let t = began.elapsed().as_secs_f64();
    println!(
        "{n} runs {steps} steps {rests} rests {choices} choices in {t:.2} s: {:.0} steps/s; pairs {} of {}",
        steps as f64 / t,
        pairs.count(),
        Pairs::possible(&subject.table).len()
    );
    for (k, (c, s, w)) in found {
        println!("{c:>8} {k}  seed {s}: {w}");
    }
}
