/// Relational algebra to equivalent, cheaper relational algebra: expressions simplified, filters
/// moved towards the tables, projections merged. Pruning of columns comes later, on the plan itself
/// ({@link dev.wadi.planner.lower}).
///
/// To add a rule: one line in {@link dev.wadi.planner.optimize.Optimizer}, and a golden plan.
package dev.wadi.planner.optimize;
