package dev.wadi.server.flight.metadata;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Columns as the protocol names them.
final class Columns {
  static final ArrowType INT = new ArrowType.Int(32, true);
  static final ArrowType UINT = new ArrowType.Int(32, false);
  static final ArrowType BIGINT = new ArrowType.Int(64, true);
  static final ArrowType UNSIGNED_BYTE = new ArrowType.Int(8, false);

  private Columns() {}

  static Schema of(Field... columns) {
    return new Schema(List.of(columns));
  }

  static Field text(String name) {
    return Field.nullable(name, ArrowType.Utf8.INSTANCE);
  }

  static Field requiredText(String name) {
    return Field.notNullable(name, ArrowType.Utf8.INSTANCE);
  }

  static Field texts(String name) {
    return new Field(
        name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(requiredText("item")));
  }

  static Field number(String name) {
    return Field.nullable(name, INT);
  }

  static Field requiredNumber(String name) {
    return Field.notNullable(name, INT);
  }

  static Field truth(String name) {
    return Field.nullable(name, ArrowType.Bool.INSTANCE);
  }

  static Field requiredTruth(String name) {
    return Field.notNullable(name, ArrowType.Bool.INSTANCE);
  }
}
