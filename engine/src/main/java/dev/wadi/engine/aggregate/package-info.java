/// Aggregate functions over groups.
///
/// An {@link dev.wadi.engine.aggregate.Accumulator} holds the state of one aggregate for all groups
/// of one slice of time, in arrays indexed by group number. Its state can be written as columns and
/// merged from columns: that is how a local aggregate hands partial results to the final one, and
/// how a snapshot is taken. A {@link dev.wadi.engine.aggregate.Pane} is one slice: its groups and
/// their accumulators. {@link dev.wadi.engine.aggregate.Slicing} says how windows are cut into
/// slices, and {@link dev.wadi.engine.aggregate.CompletedWindows} makes windows of them again.
///
/// {@link dev.wadi.engine.aggregate.LocalAggregateOperator} and {@link
/// dev.wadi.engine.aggregate.FinalAggregateOperator} are the two phases; sessions, which are not
/// cut, have {@link dev.wadi.engine.aggregate.SessionAggregateOperator}.
///
/// To add an aggregate: a constant in {@link dev.wadi.engine.plan.AggregateCall.AggregateFunction},
/// then follow the compiler to {@link dev.wadi.engine.aggregate.Accumulators}.
package dev.wadi.engine.aggregate;
