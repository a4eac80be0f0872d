package dev.wadi.planner.resolve;

import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Conversions that lose nothing worth mentioning, so that they need no CAST.
final class Widening {
  private Widening() {}

  static boolean allowed(RelDataType from, RelDataType to) {
    if (from.getSqlTypeName() == SqlTypeName.NULL) {
      return true;
    }
    if (SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to)) {
      return numbers(from, to);
    }
    if (SqlTypeUtil.isCharacter(to)) {
      return SqlTypeUtil.isCharacter(from) && (SqlJson.is(from) || !SqlJson.is(to));
    }
    if (SqlTypeUtil.isBinary(to)) {
      return SqlTypeUtil.isBinary(from);
    }
    if (to.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
      return from.getSqlTypeName() == SqlTypeName.TIMESTAMP
          && from.getPrecision() <= to.getPrecision();
    }
    if (from.getSqlTypeName() == to.getSqlTypeName() && isNested(to)) {
      return nested(from, to);
    }
    return ArrowTypes.field(from).getType().equals(ArrowTypes.field(to).getType())
        && SqlTypeUtil.sameNamedType(from, to);
  }

  /// How far a type that may be widened is from what it becomes. An exact number rather becomes a
  /// DOUBLE than a REAL, which has fewer digits.
  static int distance(RelDataType from, RelDataType to) {
    if (from.getSqlTypeName() == SqlTypeName.NULL
        || SqlTypeUtil.equalSansNullability(SqlTypes.FACTORY, from, to)) {
      return 0;
    }
    boolean numbers = SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to);
    return numbers ? 1 + Math.abs(rank(to) - rank(from)) : 1;
  }

  private static int rank(RelDataType number) {
    return switch (number.getSqlTypeName()) {
      case DECIMAL -> 100;
      case DOUBLE, FLOAT -> 200;
      case REAL -> 300;
      default -> bits(number);
    };
  }

  private static boolean isNested(RelDataType type) {
    return type.getComponentType() != null || type.getKeyType() != null || type.isStruct();
  }

  // Fields must have the names that are declared, unless they have none of their own.
  private static boolean nested(RelDataType from, RelDataType to) {
    if (to.getKeyType() != null) {
      return allowed(from.getKeyType(), to.getKeyType())
          && allowed(from.getValueType(), to.getValueType());
    }
    if (to.getComponentType() != null) {
      return allowed(from.getComponentType(), to.getComponentType());
    }
    return from.getFieldCount() == to.getFieldCount()
        && IntStream.range(0, to.getFieldCount())
            .allMatch(i -> field(from.getFieldList().get(i), to.getFieldList().get(i)));
  }

  private static boolean field(RelDataTypeField from, RelDataTypeField to) {
    String position = "c" + from.getIndex();
    return (from.getName().equals(position) || from.getName().equalsIgnoreCase(to.getName()))
        && allowed(from.getType(), to.getType());
  }

  private static boolean numbers(RelDataType from, RelDataType to) {
    return switch (to.getSqlTypeName()) {
      case DOUBLE, FLOAT -> true;
      case REAL -> from.getSqlTypeName() != SqlTypeName.DOUBLE;
      case DECIMAL -> SqlTypeUtil.isExactNumeric(from) && digitsFit(from, to);
      default ->
          SqlTypeUtil.isIntType(from)
              && bits(from) <= bits(to)
              && (unsigned(from) || !unsigned(to));
    };
  }

  private static boolean digitsFit(RelDataType from, RelDataType to) {
    int fromScale = Math.max(0, from.getScale());
    return fromScale <= to.getScale()
        && from.getPrecision() - fromScale <= to.getPrecision() - to.getScale();
  }

  private static boolean unsigned(RelDataType type) {
    return bits(type) % 2 == 1;
  }

  // An unsigned number of n bits needs n + 1 signed ones.
  private static int bits(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT -> 8;
      case UTINYINT -> 9;
      case SMALLINT -> 16;
      case USMALLINT -> 17;
      case INTEGER -> 32;
      case UINTEGER -> 33;
      case BIGINT -> 64;
      default -> 65;
    };
  }
}
