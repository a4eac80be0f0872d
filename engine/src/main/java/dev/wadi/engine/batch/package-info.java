/// Work on whole batches that several operators share.
///
/// {@link dev.wadi.engine.batch.Gather} copies selected rows of one column, {@link
/// dev.wadi.engine.batch.BatchBuilder} collects selected rows of many batches into one, and {@link
/// dev.wadi.engine.batch.RowHash} hashes rows for routing and for tables in memory. {@link
/// dev.wadi.engine.batch.Bits} reads and writes null bitmaps, {@link dev.wadi.engine.batch.Bytes}
/// compares, hashes and copies text. To support one more memory layout, add a {@link
/// dev.wadi.engine.batch.VectorAppender} and a case in its factory method.
package dev.wadi.engine.batch;
