/// What the server remembers over restarts: uploaded modules, pipelines, their jobs, connection
/// tables and profiles, tokens, who changed what and what was answered, in one SQLite file.
///
/// {@link dev.wadi.server.catalog.Catalog} opens the file and brings its schema up to date; there
/// is one small class per kind of row, and a record for what it returns. Nobody else speaks JDBC.
///
/// To remember something more: a step at the end of `CatalogSchema`, a record, and a `Stored...`
/// class.
package dev.wadi.server.catalog;
