/// The oracle of random queries. A {@link dev.wadi.server.sql.random.Case} is made of a seed:
/// tables with rows ({@link dev.wadi.server.sql.random.Tables}), a query over them ({@link
/// dev.wadi.server.sql.random.QueryGenerator}) and ways to run it ({@link
/// dev.wadi.server.sql.random.Run}). A query is a tree of records, which prints itself in the words
/// of either engine. {@link dev.wadi.server.sql.random.CaseRunner} asks both; what they do not
/// agree about is made smaller by {@link dev.wadi.server.sql.random.Shrinker}, and printed.
///
/// Whatever differs is a bug of ours until something else is shown. What is known to differ for
/// another reason is not generated, or written in other words, where the reason stands beside it:
/// {@link dev.wadi.server.sql.random.Scalars}, {@link dev.wadi.server.sql.random.Aggregates}. To
/// have one more function or aggregate tested, add a line there.
package dev.wadi.server.sql.random;
