package dev.wadi.connectors.avro;

import dev.wadi.connectors.column.BadValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/// Decimals as two's complements in bytes.
final class Decimals {
  // More than any column holds, and few enough to make a text of.
  private static final int BYTES_MAX = 64;
  private static final int SCALE_MAX = 200;

  private Decimals() {}

  static boolean is(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        && decimal.getScale() <= SCALE_MAX;
  }

  /// @param schema of bytes or fixed, for which {@link #is}
  static BigDecimal read(Schema schema, AvroInput in) {
    int length = length(schema, in);
    if (length == 0 || length > BYTES_MAX) {
      throw new BadValue("a decimal has %d bytes, expected 1 to %d".formatted(length, BYTES_MAX));
    }
    in.skip(length);
    var unscaled = new BigInteger(in.bytes(), in.at() - length, length);
    return new BigDecimal(unscaled, ((LogicalTypes.Decimal) schema.getLogicalType()).getScale());
  }

  /// How many bytes follow of bytes or a fixed.
  static int length(Schema schema, AvroInput in) {
    return schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : in.readLength();
  }
}
