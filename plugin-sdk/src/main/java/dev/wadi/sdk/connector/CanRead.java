package dev.wadi.sdk.connector;

import java.util.Optional;

/// A connector whose tables can be read.
public interface CanRead extends Connector {
  /// Checks the table's options and schema and says how to read it. Touches nothing outside the
  /// process but may look at local files (to refuse a missing one early).
  ///
  /// @throws dev.wadi.sdk.error.WadiException on a wrong or missing option, an unfit column
  Source source(TableDefinition table);

  /// The column that tells when a row happened, which is the event time of a table that declares
  /// none; empty if rows do not tell. A table need not have the column.
  default Optional<String> eventTimeColumn() {
    return Optional.empty();
  }
}
