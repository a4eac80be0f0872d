package dev.wadi.connectors.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// What decimals are read from: integers, as they are or with a scale, and big-endian bytes.
///
/// @param integers where the unscaled values are, or null if they are bytes
/// @param scale how many of the digits are behind the point
record DecimalSource(LongSource integers, int scale) {
  static DecimalSource of(PrimitiveType type, DecimalLogicalTypeAnnotation decimal) {
    LongSource integers =
        switch (type.getPrimitiveTypeName()) {
          case INT32 -> LongSource.INT32;
          case INT64 -> LongSource.INT64;
          default -> null;
        };
    return new DecimalSource(integers, decimal.getScale());
  }

  BigDecimal next(ValuesReader values) {
    return integers == null
        ? decimal(values.readBytes())
        : BigDecimal.valueOf(integers.next(values), scale);
  }

  BigDecimal entry(Dictionary dictionary, int id) {
    return integers == null
        ? decimal(dictionary.decodeToBinary(id))
        : BigDecimal.valueOf(integers.entry(dictionary, id), scale);
  }

  private BigDecimal decimal(Binary bytes) {
    return new BigDecimal(new BigInteger(bytes.getBytes()), scale);
  }
}
