package dev.wadi.engine.plan;

import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table that is asked for the rows of keys.
///
/// @param columns the physical columns that are read, ascending indexes into the table's schema
/// @param maxAgeMillis how old an answer may be, {@link
///   dev.wadi.sdk.connector.LookupTable#FOR_EVER} if that does not matter
/// @param cacheBytes how much memory each subtask has for answers
public record LookedUp(
    TableDefinition table, List<Integer> columns, long maxAgeMillis, long cacheBytes) {
  public LookedUp {
    columns = List.copyOf(columns);
  }

  /// The columns that are read.
  public Schema schema() {
    return new Schema(columns.stream().map(table.schema().getFields()::get).toList());
  }

  /// The columns of the primary key, in its order.
  public List<Field> keys() {
    return table.primaryKey().stream().map(table.schema()::findField).toList();
  }
}
