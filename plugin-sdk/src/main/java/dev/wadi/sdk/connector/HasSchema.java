package dev.wadi.sdk.connector;

import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// A connector that knows the columns of its tables. A `CREATE TABLE` without columns takes them
/// all; one with columns names any of them, in any order.
public interface HasSchema extends Connector {
  /// The columns; empty if tables declare what columns they have.
  ///
  /// @param options the table's `WITH` options, unchecked; the columns may depend on them
  /// @throws dev.wadi.sdk.error.WadiException if an option that decides on the columns is wrong
  Optional<Schema> schema(Map<String, String> options);
}
