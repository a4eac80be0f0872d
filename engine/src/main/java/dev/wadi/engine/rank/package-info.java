/// The first rows of each partition, kept up to date as rows come: `ROW_NUMBER() ... <= n` over an
/// input that never ends, and `ORDER BY ... LIMIT n`.
///
/// {@link dev.wadi.engine.rank.TopNOperator} keeps no more rows than can be among the first ({@link
/// dev.wadi.engine.rank.RankedLists}) and emits a changelog. With one row per partition it is what
/// others call deduplication.
package dev.wadi.engine.rank;
