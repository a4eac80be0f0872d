/// SQL tests: text files under `src/test/resources/sql`, and DuckDB as a second opinion.
///
/// A file is a list of blocks with a blank line between them. A block that starts with `#` is a
/// comment; `# plugin: geo` makes the functions and connectors of a sample plugin known, `# plugin:
/// files write:${tmp}` grants it something, `# modes: plain, parallel` leaves modes out. The others
/// are:
///
/// - `statement ok` or `statement error CODE line:column text`, then SQL: a definition, kept for
///   what follows, or something that is only planned.
/// - `feed TABLE`, then rows in the notation of {@link dev.wadi.engine.testing.BatchText}: they
///   arrive together, and all queries that follow see them. `clear` forgets them.
/// - `query` or `query error CODE line:column text`, then SQL, `----`, and the sorted rows that the
///   query yields; of several sinks, each with the sink's name. EXPLAIN yields its lines unsorted,
///   and so does `query nosort` its rows, for ORDER BY.
/// - `late N`: how many rows of the last query were dropped because they came too late.
///
/// Of an error, position and text may be left out; the text is a part of the message. `${tmp}` is
/// an empty folder, `${http}` the URL of a server and `${port}` its port ({@link
/// dev.wadi.sdk.testing.TestHttpServer}), `${demo}` the folder with the flights, `${files}` one
/// with files for these tests.
///
/// Each file runs in every {@link dev.wadi.server.sql.SltMode} with the same expectation; only the
/// one with checkpoints is for operators with state ({@link dev.wadi.server.sql.KilledSqlTest}).
/// `-Dwadi.slt=window/` runs the files whose path contains that; `-Dwadi.slt.update=true` writes
/// what is, instead of comparing: read the difference before you commit it.
package dev.wadi.server.sql;
