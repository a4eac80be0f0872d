/// What bytes look like, whatever system they come from: JSON lines, CSV and Parquet.
///
/// {@link dev.wadi.connectors.format.FileFormat#of} checks a table's format options and gives a
/// {@link dev.wadi.connectors.format.FileFormat}, which opens a {@link
/// dev.wadi.sdk.connector.SplitReader} on a file or part of one, and a {@link
/// dev.wadi.connectors.file.FileWriter} for a new one. Malformed input is an error with file and
/// line, or a dropped row, as `bad_data` says. Rows become columns in {@link
/// dev.wadi.connectors.column}.
///
/// {@link dev.wadi.connectors.format.JsonRows} writes rows as JSON for whoever needs them: files,
/// the terminal, the server's event streams.
///
/// Formats of plugins are found by {@link dev.wadi.connectors.format.Formats}, when a table is
/// checked and again when it runs: what plugins there are changes. Such a {@link
/// dev.wadi.connectors.format.PluginFormat} knows records only; `DecodedLines` cuts a file into
/// them, and `EncodedRows` hands on what is made of rows.
///
/// To add a format: implement `FileFormat`, name it in `FileFormat.of`, and run it through the
/// round-trip tests.
package dev.wadi.connectors.format;
