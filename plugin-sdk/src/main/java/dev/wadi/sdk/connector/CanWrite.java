package dev.wadi.sdk.connector;

/// A connector whose tables can be written.
public interface CanWrite extends Connector {
  /// Checks the table's options and schema and says how to write it; writes nothing yet.
  ///
  /// @throws dev.wadi.sdk.error.WadiException on a wrong or missing option, an unfit column
  Sink sink(TableDefinition table);
}
