package dev.wadi.planner;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table or view that was defined earlier.
///
/// @param columns none if it takes those of the query that fills it
/// @param primaryKey names of columns
public record TableDescription(String name, Schema columns, List<String> primaryKey) {
  public TableDescription {
    primaryKey = List.copyOf(primaryKey);
  }
}
