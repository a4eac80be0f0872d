package dev.wadi.planner.lower;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Types as expressions carry them: Arrow fields whose name means nothing.
final class Types {
  static final Field BOOLEAN = notNull(ArrowType.Bool.INSTANCE);
  static final Field TEXT = notNull(ArrowType.Utf8.INSTANCE);

  static final Field LONG = notNull(new ArrowType.Int(64, true));

  private Types() {}

  static Field notNull(ArrowType type) {
    return new Field("", FieldType.notNullable(type), null);
  }

  static Field unnamed(Field field) {
    return named("", field);
  }

  static Field named(String name, Field type) {
    return new Field(name, type.getFieldType(), type.getChildren());
  }

  static Field withNullability(Field type, boolean nullable) {
    return new Field(
        type.getName(),
        new FieldType(nullable, type.getType(), null, type.getMetadata()),
        type.getChildren());
  }

  /// Equal but for names and nullability of the value itself.
  static boolean same(Field one, Field other) {
    return one.getType().equals(other.getType())
        && one.getChildren().size() == other.getChildren().size()
        && sameChildren(one, other);
  }

  private static boolean sameChildren(Field one, Field other) {
    for (int i = 0; i < one.getChildren().size(); i++) {
      if (!same(one.getChildren().get(i), other.getChildren().get(i))) {
        return false;
      }
    }
    return true;
  }
}
