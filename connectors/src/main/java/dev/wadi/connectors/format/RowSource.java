package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;
import dev.wadi.connectors.column.BatchBuilder;
import java.io.Closeable;
import java.io.IOException;

/// A format that is read record by record.
interface RowSource extends Closeable {
  /// Writes the next record into the builder's open row, without ending the row. A record of
  /// several rows ends all but the last of them.
  ///
  /// @return false at the end of the input
  /// @throws BadValue if the record is malformed; reading can go on after it
  boolean read(BatchBuilder builder) throws IOException;

  /// The line on which the last record began, counted from 1.
  long line();

  /// The last record as it stands in the input, after {@link #read} has found it malformed; null if
  /// it is not known as a whole.
  byte[] record();

  /// Where the next record begins.
  String position();
}
