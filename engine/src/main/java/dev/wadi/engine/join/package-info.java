/// Joins of streams. {@link dev.wadi.engine.join.StreamJoinOperator} keeps the rows of both sides
/// ({@link dev.wadi.engine.join.KeptRows}) as long as something may still come that matches them;
/// windowed joins, interval joins and updating joins differ only in how long that is. {@link
/// dev.wadi.engine.join.TemporalJoinOperator} keeps the rows of one side as versions, of which each
/// row of the other meets one.
package dev.wadi.engine.join;
