package dev.wadi.wasm.conformance;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Where rows to try come from.
interface RowSource {
  /// The next rows.
  ///
  /// @param nulls how many of the values are null, wherever one may be
  List<Row> rows(List<Field> fields, int count, double nulls);
}
