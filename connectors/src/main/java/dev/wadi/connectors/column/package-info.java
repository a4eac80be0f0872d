/// Between rows and Arrow vectors, in both directions, for every type a Wadi table may have.
///
/// A format that reads hands the values of a row to a {@link
/// dev.wadi.connectors.column.BatchBuilder}, one {@link dev.wadi.connectors.column.ColumnBuilder}
/// per column, and ends the row or discards it; a value that does not fit is a {@link
/// dev.wadi.connectors.column.BadValue}, which the format turns into an error with a place, or into
/// a dropped row. A format that writes asks {@link dev.wadi.connectors.column.ValueText} for the
/// text of a value.
///
/// To add a type: a case in `ColumnBuilder.of`, `ValueText.of` and {@link
/// dev.wadi.sdk.batch.SqlType}, and in each format; the round-trip tests then want a generator for
/// it.
package dev.wadi.connectors.column;
