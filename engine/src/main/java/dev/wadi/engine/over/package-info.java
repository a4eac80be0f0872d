/// Window functions: `f(...) OVER (PARTITION BY ... ORDER BY ... frame)`.
///
/// {@link dev.wadi.engine.over.WindowFunctions} keeps rows until their partition is complete, then
/// sorts them so that partitions and peers lie together ({@link dev.wadi.engine.over.Partitions}),
/// computes for each row the range of rows that its frame is ({@link dev.wadi.engine.over.Frames}),
/// and evaluates each function over these ranges. Aggregates over ranges are {@link
/// dev.wadi.engine.aggregate.FrameAggregate}.
///
/// In event-time order, {@link dev.wadi.engine.over.TimedOver} does so for rows that the watermark
/// has passed, together with those of {@link dev.wadi.engine.over.EarlierRows} that they look back
/// at. Where partitions are never complete, {@link dev.wadi.engine.over.UpdatingOverOperator} keeps
/// their rows with their results, does the same anew for partitions that have changed, and emits
/// the difference.
package dev.wadi.engine.over;
