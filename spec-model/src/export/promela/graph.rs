//! What the verifier counts by itself, and its hash of states and edges.

use protocol::{Role, vars};
use world::{PROPERTIES, SAFETY};

use super::{Export, words};
use crate::export::names;

const GRAPH: &str = include_str!("graph.pml");

/// The counting part of the model.
pub fn text(export: &Export) -> String {
    let variables = names::variables();
    let values = expressions(export.moves.scope.in_flight);
    let (mut pack, mut show, mut used) = (String::from("    w = 0;\n"), String::new(), 0);
    for (value, variable) in values.iter().zip(&variables) {
        let width = u32::from(variable.width);
        if used + width > 64 {
            pack += "    h = mix(h, w);\n    w = 0;\n";
            used = 0;
        }
        pack += &format!("    w |= (Word) {value} << {used};\n");
        show += &format!("      fprintf(dump, \" %llu\", (Word) {value});\n");
        used += width;
    }
    pack += "    h = mix(h, w);\n";
    let judge: String = PROPERTIES[..SAFETY]
        .iter()
        .enumerate()
        .map(|(n, property)| format!("  JUDGE({n}, {}) \\\n", property.name))
        .collect();
    GRAPH
        .replace("@properties@", &SAFETY.to_string())
        .replace("@pack@\n", &pack)
        .replace("@show@\n", &show)
        .replace("@judge@\n", &judge)
}

/// The values of the variables of `names::variables`, in C.
fn expressions(in_flight: usize) -> Vec<String> {
    let mut list = Vec::new();
    for server in Role::ALL {
        for var in vars::PARTY {
            list.push(format!("now.server[{}].{}", server.index(), words::field(var)));
        }
    }
    for place in 0..4 {
        list.push(match place < in_flight {
            true => format!("exchange(now.wire[{place}])"),
            false => "0".into(),
        });
    }
    let sets = ["facts", "snapshot", "left[0]", "left[1]", "turned_down[0]", "turned_down[1]"];
    for name in sets.into_iter().chain(["outcome", "basis_1", "basis_2"]) {
        list.push(format!("now.{name}"));
    }
    for (_, name) in names::FLAGS {
        list.push(format!("now.{name}"));
    }
    list.push("now.spent.delegations".into());
    for (name, ..) in world::REVOCATIONS {
        list.push(format!("now.spent.{name}"));
    }
    for (_, name) in world::Fault::ALL {
        list.push(format!("now.spent.{name}"));
    }
    list
}
