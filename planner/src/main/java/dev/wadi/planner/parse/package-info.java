/// SQL text to syntax trees: {@link dev.wadi.planner.parse.Script#parse} is the way in. The parser
/// is generated from Calcite's grammar template; what our SQL adds to it is in `src/main/codegen`,
/// and the nodes that it makes are in {@link dev.wadi.planner.parse.syntax}.
///
/// Unquoted names become lower case; names are case-sensitive; quotes are `"`.
///
/// To add syntax: a rule in `src/main/codegen/includes`, a node in `syntax`, a golden plan.
package dev.wadi.planner.parse;
