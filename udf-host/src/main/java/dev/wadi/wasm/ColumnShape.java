package dev.wadi.wasm;

import java.util.List;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/// How a type lies in memory.
///
/// @param width bytes per value; {@link #BITS}, {@link #VARIABLE}, {@link #LIST} or {@link #STRUCT}
///   for the other shapes
/// @param check what the type demands of values that a guest gives
/// @param children of a list or struct
record ColumnShape(
    Field field, Types.MinorType type, int width, ValueCheck check, List<ColumnShape> children) {
  static final int BITS = 0;
  static final int VARIABLE = -1;

  /// Lists, and maps, which are lists of structs.
  static final int LIST = -2;

  static final int STRUCT = -3;

  static ColumnShape of(Field field) {
    List<ColumnShape> children = field.getChildren().stream().map(ColumnShape::of).toList();
    Types.MinorType type = Types.getMinorTypeForArrowType(field.getType());
    return new ColumnShape(field, type, width(type), ValueCheck.of(field), children);
  }

  /// Several columns of a batch.
  static ColumnShape batch(List<Field> columns) {
    return of(new Field("", FieldType.notNullable(ArrowType.Struct.INSTANCE), columns));
  }

  private static int width(Types.MinorType type) {
    return switch (type) {
      case BIT -> BITS;
      case VARCHAR, VARBINARY -> VARIABLE;
      case LIST, MAP -> LIST;
      case STRUCT -> STRUCT;
      case TINYINT, UINT1 -> 1;
      case SMALLINT, UINT2 -> 2;
      case INT, UINT4, FLOAT4, DATEDAY, INTERVALYEAR -> 4;
      case DECIMAL -> 16;
      default -> 8;
    };
  }

  boolean variable() {
    return width == VARIABLE;
  }

  boolean list() {
    return width == LIST;
  }

  boolean struct() {
    return width == STRUCT;
  }

  boolean nested() {
    return width <= LIST;
  }

  boolean hasOffsets() {
    return width == VARIABLE || width == LIST;
  }

  boolean nullable() {
    return field.isNullable();
  }

  /// How many buffers the type has.
  int bufferCount() {
    return switch (width) {
      case VARIABLE -> 3;
      case STRUCT -> 1;
      default -> 2;
    };
  }

  /// The size of the value buffer of a fixed-width column or a column of bits.
  long valueBytes(long rows) {
    return width == BITS ? Bits.bytes(rows) : rows * width;
  }
}
