/// Operators whose input or output is a changelog: rows that are added, changed and taken back
/// ({@link dev.wadi.sdk.batch.ChangeKind}), told apart by a column of the batch.
///
/// {@link dev.wadi.engine.aggregate.UpdatingAggregateOperator} makes one out of any rows, and
/// {@link dev.wadi.engine.changelog.NetRowsOperator} makes rows out of one that ends.
package dev.wadi.engine.changelog;
