/// Measures what the engine does in a second: the Nexmark queries, from SQL text to a sink that
/// throws the rows away, in this process.
///
/// Each query is a resource, `nexmark/q0.sql` to `nexmark/q22.sql`, over the tables of
/// `nexmark/tables.sql`, which {@link dev.wadi.server.bench.NexmarkScripts} puts together. The
/// tables end after some events, but the queries are planned as if they did not: what is measured
/// is the streaming operators. A query reads only the columns and the kinds of events that it
/// names; what generating these costs is part of what is measured.
///
/// {@link dev.wadi.server.bench.NexmarkBench} measures a query; `NexmarkOracleTest` compares the
/// results of all with DuckDB's.
package dev.wadi.server.bench;
