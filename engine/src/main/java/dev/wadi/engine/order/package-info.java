/// Orders rows: a {@link dev.wadi.engine.order.RowOrder} compares two rows of the same columns by
/// sort keys, and {@link dev.wadi.engine.order.SortedRows} puts row numbers in that order, so that
/// rows move once, when they are gathered. {@link dev.wadi.engine.order.Sorting} is `ORDER BY`; the
/// {@link dev.wadi.engine.order.ReleaseOperator} around it, which waits until rows are complete,
/// serves window functions as well.
///
/// Rows that are equal in all keys are told apart by their other columns, so that the order of a
/// result depends neither on the parallelism nor on the batches.
package dev.wadi.engine.order;
