/// What the server remembers over restarts: uploaded modules, pipelines, their jobs, connection
/// tables and profiles, tokens, who changed what and what was answered: in a SQLite file of its
/// own, or in a database of PostgreSQL that it shares with other servers.
///
/// {@link dev.wadi.server.catalog.Catalog} opens either and brings its schema up to date; there is
/// one small class per kind of row, and a record for what it returns. Their SQL is what both
/// databases understand; `Database` has the rest. Nobody else speaks JDBC.
///
/// To remember something more: a step at the end of `SqliteSchema` and of `PostgresSchema`, a
/// record, and a `Stored...` class.
package dev.wadi.server.catalog;
