package dev.wadi.sdk.connector;

import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/// A connection table as its connector sees it: physical columns only; generated columns and
/// watermarks are the planner's business.
///
/// @param name as in SQL
/// @param connector the connector's {@link Connector#id()}
/// @param schema the columns that the outside system holds, in order; of a sink, the query's
/// @param options the `WITH` options except `connector`; values as text
/// @param primaryKey the names of the columns that tell rows apart, as declared; possibly none
public record TableDefinition(
    String name,
    String connector,
    Schema schema,
    Map<String, String> options,
    List<String> primaryKey) {
  public TableDefinition {
    options = Map.copyOf(options);
    primaryKey = List.copyOf(primaryKey);
  }

  /// The connector as people call it.
  public String connectorName() {
    return PluginConnector.nameOf(connector);
  }

  /// A table without a primary key.
  public TableDefinition(
      String name, String connector, Schema schema, Map<String, String> options) {
    this(name, connector, schema, options, List.of());
  }
}
