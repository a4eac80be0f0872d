/// SQL text to plan. {@link dev.wadi.planner.SqlPlanner#plan} is the whole path in one method:
/// {@link dev.wadi.planner.parse.Script parse}, {@link dev.wadi.planner.resolve.Resolver resolve},
/// {@link dev.wadi.planner.optimize.Optimizer optimize}, {@link dev.wadi.planner.lower.Lowering
/// lower}. Calcite is used in this module and nowhere else: what leaves it is {@link
/// dev.wadi.engine.plan.Plan}.
package dev.wadi.planner;
