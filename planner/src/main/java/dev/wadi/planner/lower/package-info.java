/// Relational algebra to {@link dev.wadi.engine.plan}: Calcite ends here.
///
/// {@link dev.wadi.planner.lower.Lowering} walks the tree, one method or class per kind of node.
/// Each gives a {@link dev.wadi.planner.lower.Relation}: a plan, where each field is in its output,
/// and what its columns say about event time ({@link dev.wadi.planner.lower.TimeRole}). Time
/// travels along in columns that no field shows; {@link dev.wadi.planner.lower.Pruning} takes out
/// at the end what nobody reads. Expressions become kernels where the engine has them, and
/// generated Java elsewhere ({@link dev.wadi.planner.lower.Expressions}).
package dev.wadi.planner.lower;
