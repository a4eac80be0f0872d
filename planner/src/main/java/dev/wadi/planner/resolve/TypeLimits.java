package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;

/// Refuses types with more digits than there are; Calcite would quietly take fewer.
final class TypeLimits {
  private TypeLimits() {}

  static void check(SqlDataTypeSpec type) {
    check(type.getTypeNameSpec());
  }

  private static void check(SqlTypeNameSpec name) {
    switch (name) {
      case SqlBasicTypeNameSpec basic -> check(basic);
      case SqlCollectionTypeNameSpec collection -> check(collection.getElementTypeName());
      case SqlRowTypeNameSpec row -> row.getFieldTypes().forEach(TypeLimits::check);
      default -> {}
    }
  }

  private static void check(SqlBasicTypeNameSpec basic) {
    int digits = digitsMax(basic.getTypeName().getSimple().toUpperCase(Locale.ROOT));
    if (Math.max(basic.getPrecision(), basic.getScale()) > digits) {
      throw new WadiException(
              ErrorCode.UNSUPPORTED_SQL,
              "%s has at most %d digits, not %d"
                  .formatted(
                      basic.getTypeName().getSimple(),
                      digits,
                      Math.max(basic.getPrecision(), basic.getScale())))
          .withHint("write %s(%d)".formatted(basic.getTypeName().getSimple(), digits))
          .at(Positions.of(basic.getParserPos()));
    }
  }

  private static int digitsMax(String type) {
    return switch (type) {
      case "DECIMAL" -> SqlTypes.DECIMAL_DIGITS_MAX;
      case "TIMESTAMP" -> SqlTypes.TIMESTAMP_DIGITS_MAX;
      case "TIME" -> SqlTypes.TIME_DIGITS_MAX;
      default -> Integer.MAX_VALUE;
    };
  }
}
