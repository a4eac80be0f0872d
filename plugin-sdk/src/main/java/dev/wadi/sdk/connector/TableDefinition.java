package dev.wadi.sdk.connector;

import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;

/// A connection table as its connector sees it: physical columns only; generated columns and
/// watermarks are the planner's business.
///
/// @param name as in SQL
/// @param connector the connector's name
/// @param schema the columns that the outside system holds, in order; of a sink, the query's
/// @param options the `WITH` options except `connector`; values as text
public record TableDefinition(
    String name, String connector, Schema schema, Map<String, String> options) {
  public TableDefinition {
    options = Map.copyOf(options);
  }
}
