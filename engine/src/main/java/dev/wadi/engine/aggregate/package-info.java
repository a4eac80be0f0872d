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
/// There are five kinds of states. Numbers that are added up ({@link
/// dev.wadi.engine.aggregate.PreciseSums} where they are floats); the values of a group in their
/// order ({@link dev.wadi.engine.aggregate.ValueTree}); one row of each group ({@link
/// dev.wadi.engine.aggregate.PickAccumulator}); all rows of a group ({@link
/// dev.wadi.engine.aggregate.GroupRows}); and sketches ({@link dev.wadi.engine.aggregate.Sketch}).
/// Where rows are taken back, aggregates that cannot subtract count values or rows instead.
///
/// To add an aggregate: a constant in {@link dev.wadi.engine.plan.AggregateCall.AggregateFunction},
/// then follow the compiler to {@link dev.wadi.engine.aggregate.Accumulators}; its name and types
/// go to the planner's `BuiltInAggregate`, its manual entry to `aggregates.txt` of the server's
/// tests.
package dev.wadi.engine.aggregate;
