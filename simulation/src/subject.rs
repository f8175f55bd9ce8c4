//! An edition that is simulated: its table compiled, and what is asked of it in words and numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use protocol::{Effect, MessageId, Operator, Role, RowId, SessionRule, Table, Trigger, compile};
use reference_server::edition::Compiled;
use spec::finding::Finding;
use spec::{Claim, Edition};

/// The profiles of claims, in the order of [`Subject::profiles`]; those behind them are mixed.
pub const PROFILES: [&str; 2] = ["all", "must"];
/// How many mixed choices of options there are.
const MIXED: u64 = 14;

/// An edition, ready to be run in many worlds at once.
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Its table.
    pub table: Arc<Table>,
    /// With all options, with none, and with some.
    pub profiles: Vec<Compiled>,
    /// What it claims.
    pub claims: Vec<Claim>,
    /// The rows of each finding.
    pub findings: BTreeMap<String, Vec<RowId>>,
    rules: BTreeMap<String, RowId>,
    /// Per message: what it begins.
    opens: Vec<Opens>,
    /// Per message: it means that DMS-1 has prepared the device.
    pub prepared: Vec<bool>,
}

/// What a message begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Nothing: it belongs to a session that there is.
    Nothing,
    /// A session, which is no delegation.
    Session,
    /// A delegation.
    Delegation,
}

impl Subject {
    /// An edition that has been read, and the pages of findings.
    ///
    /// # Errors
    /// It cannot be run: what is wrong with it, or with its messages.
    pub fn new(edition: Edition, findings: &[Finding]) -> Result<Subject, String> {
        let Edition { name, table, claims, diagnostics, source, .. } = edition;
        let Some(table) = table else {
            return Err(diagnostics.render(&source, spec::Color::Plain));
        };
        let wire = binding::wire(&table).map_err(|misfit| misfit.to_string())?;
        let table = Arc::new(table);
        let of = |options: u64| {
            let program = compile(&table, options).map_err(|errors| format!("{errors:?}"))?;
            let (table, program) = (Arc::clone(&table), Arc::new(program));
            Ok::<_, String>(Compiled { table, program, options, wire })
        };
        let all = table.all_options();
        let mixed = (0..MIXED).map(|number| fastrand::Rng::with_seed(number).u64(..) & all);
        let profiles = [all, 0].into_iter().chain(mixed).map(of).collect::<Result<_, _>>()?;
        let rules = table.rows.iter().zip(0..).map(|(row, n)| (row.rule.clone(), RowId(n)));
        let rules: BTreeMap<String, RowId> = rules.collect();
        let known = |finding: &Finding| {
            let rows = finding.rows.split(',').filter_map(|rule| rules.get(rule.trim()).copied());
            (finding.id.clone(), rows.collect())
        };
        let messages = &table.messages;
        let opens = (0..messages.len()).map(|n| opens(&table, MessageId(n as u8))).collect();
        let means = |n: usize| messages[n].means == Some(protocol::Means::Prepared);
        Ok(Subject {
            name,
            profiles,
            claims,
            findings: findings.iter().map(known).collect(),
            rules,
            opens,
            prepared: (0..messages.len()).map(means).collect(),
            table,
        })
    }

    /// The row of a rule.
    pub fn row(&self, rule: &str) -> Option<RowId> {
        self.rules.get(rule).copied()
    }

    /// What a message begins.
    pub fn opens(&self, message: u8) -> Opens {
        self.opens.get(usize::from(message)).copied().unwrap_or(Opens::Nothing)
    }

    /// Whether a message names only the device.
    pub fn by_device(&self, message: u8) -> bool {
        let message = self.table.messages.get(usize::from(message));
        message.is_some_and(|message| message.session == SessionRule::DeviceAndPeer)
    }

    /// Whether operators of that role can want that, in any state.
    pub fn wants(&self, role: Role, operator: Operator) -> bool {
        let trigger = Trigger::Operator(operator);
        self.table.rows.iter().any(|row| row.role == role && row.on.contains(&trigger))
    }
}

fn opens(table: &Table, message: MessageId) -> Opens {
    if table.messages[usize::from(message.0)].session != SessionRule::Opens {
        return Opens::Nothing;
    }
    let begins = Trigger::Operator(Operator::Delegates);
    let is_sent = |effect: &Effect| matches!(effect, Effect::Send(id, _) if *id == message);
    let mut rows = table.rows.iter().filter(|row| row.on.contains(&begins));
    match rows.any(|row| row.effects.iter().any(is_sent)) {
        true => Opens::Delegation,
        false => Opens::Session,
    }
}
