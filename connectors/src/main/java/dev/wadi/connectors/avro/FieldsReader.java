package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/// Reads the fields of a record into the columns of their names. A column without a field stays
/// null; a field without a column is passed over. Immutable.
record FieldsReader(List<Step> steps) {
  /// What becomes of a field.
  private sealed interface Step {
    record Read(ValueReader value, int column) implements Step {}

    record Skip(Schema schema) implements Step {}
  }

  /// @param columns samples of the columns
  static FieldsReader of(Schema writer, List<ColumnBuilder> columns) {
    List<Step> steps = new ArrayList<>();
    for (Schema.Field field : writer.getFields()) {
      int column = indexOf(field.name(), columns);
      steps.add(
          column < 0
              ? new Step.Skip(field.schema())
              : new Step.Read(ValueReader.of(field.schema(), columns.get(column)), column));
    }
    return new FieldsReader(List.copyOf(steps));
  }

  private static int indexOf(String name, List<ColumnBuilder> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /// @param columns of the same types as the samples
  void read(AvroInput in, List<ColumnBuilder> columns, int row) {
    for (Step step : steps) {
      switch (step) {
        case Step.Read(ValueReader value, int column) -> value.read(in, columns.get(column), row);
        case Step.Skip(Schema schema) -> SkippedValue.skip(schema, in);
      }
    }
  }
}
