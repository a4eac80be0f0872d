package dev.wadi.sdk.connector;

/// A connector whose tables can be asked for the rows of keys: the right side of a lookup join.
public interface CanLookup extends Connector {
  /// Checks the table's options, columns and primary key, and says how to look it up. Touches
  /// nothing outside the process but may look at local files (to refuse a missing one early).
  ///
  /// @param table with a primary key; without the options that every lookup table has
  /// @throws dev.wadi.sdk.error.WadiException on a wrong or missing option, an unfit column or key
  LookupTable lookup(TableDefinition table);
}
