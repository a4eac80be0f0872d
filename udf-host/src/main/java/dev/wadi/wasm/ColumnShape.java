package dev.wadi.wasm;

import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// How a type lies in memory.
///
/// @param width bytes per value; {@link #BITS} or {@link #VARIABLE} for the two other shapes
record ColumnShape(ArrowType type, int width) {
  static final int BITS = 0;
  static final int VARIABLE = -1;

  static ColumnShape of(ArrowType type) {
    return new ColumnShape(type, width(type));
  }

  private static int width(ArrowType type) {
    return switch (Types.getMinorTypeForArrowType(type)) {
      case BIT -> BITS;
      case VARCHAR, VARBINARY -> VARIABLE;
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

  /// The size of the value buffer of a fixed-width column or a column of bits.
  long valueBytes(long rows) {
    return width == BITS ? Bits.bytes(rows) : rows * width;
  }
}
