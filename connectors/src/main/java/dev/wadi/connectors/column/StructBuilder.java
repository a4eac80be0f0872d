package dev.wadi.connectors.column;

import java.util.List;
import org.apache.arrow.vector.complex.StructVector;

/// A struct column: {@link #start}, then the fields at the same row.
public final class StructBuilder extends ColumnBuilder {
  private final StructVector vector;
  private final List<ColumnBuilder> fields;

  StructBuilder(StructVector vector) {
    super(vector);
    this.vector = vector;
    this.fields = vector.getChildrenFromFields().stream().map(ColumnBuilder::of).toList();
  }

  public List<ColumnBuilder> fields() {
    return fields;
  }

  /// Begins the struct of a row, all of its fields null.
  public void start(int row) {
    fields.forEach(field -> field.setNull(row));
    while (row >= vector.getValueCapacity()) {
      vector.reAlloc();
    }
    vector.setIndexDefined(row);
  }

  @Override
  public void setNull(int row) {
    if (row < vector.getValueCapacity()) {
      vector.setNull(row);
    }
    fields.forEach(field -> field.setNull(row));
  }
}
