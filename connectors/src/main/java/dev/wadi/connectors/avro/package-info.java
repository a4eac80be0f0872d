/// Avro's datums: rows of tables in binary, whose schema stands elsewhere.
///
/// {@link dev.wadi.connectors.avro.DatumReader} reads one into columns, by a schema that it has
/// from {@link dev.wadi.connectors.avro.Datums}: the one that a registry has for the number in
/// front of the datum, or one and the same for all. How a schema goes with the columns is found out
/// once, and kept as a tree of `ValueReader`s. {@link dev.wadi.connectors.avro.DatumWriter} writes
/// rows by the schema that {@link dev.wadi.connectors.avro.TableSchema} makes of their columns.
///
/// To add a logical type: a case in `Moment` or `ScalarReaders`, and in `DatumJson`.
package dev.wadi.connectors.avro;
