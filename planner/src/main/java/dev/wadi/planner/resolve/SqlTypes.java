package dev.wadi.planner.resolve;

import java.lang.reflect.Type;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// The limits and rules of our SQL types, and the one factory that makes them.
public final class SqlTypes extends RelDataTypeSystemImpl {
  /// Shared by all plans: types are interned in it.
  public static final JavaTypeFactory FACTORY =
      new JavaTypeFactoryImpl(new SqlTypes()) {
        @Override
        public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
          return SqlJson.is(type)
              ? SqlJson.of(nullable)
              : super.createTypeWithNullability(type, nullable);
        }

        @Override
        public RelDataType createTypeWithCharsetAndCollation(
            RelDataType type, Charset charset, SqlCollation collation) {
          return SqlJson.is(type)
              ? type
              : super.createTypeWithCharsetAndCollation(type, charset, collation);
        }

        @Override
        public Type getJavaClass(RelDataType type) {
          return SqlJson.is(type) ? String.class : super.getJavaClass(type);
        }

        @Override
        public Charset getDefaultCharset() {
          return StandardCharsets.UTF_8;
        }

        @Override
        public RelDataType leastRestrictive(List<RelDataType> types) {
          if (SqlJson.areAll(types)) {
            return SqlJson.of(types.stream().anyMatch(RelDataType::isNullable));
          }
          RelDataType common = super.leastRestrictive(types.stream().map(SqlJson::asText).toList());
          return common != null && mixesSigns(types)
              ? createTypeWithNullability(
                  createSqlType(SqlTypeName.DECIMAL, UBIGINT_DIGITS, 0), common.isNullable())
              : common;
        }
      };

  private static final Set<SqlTypeName> SIGNED =
      EnumSet.of(
          SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

  /// As many as 2^64 - 1 has.
  private static final int UBIGINT_DIGITS = 20;

  /// More digits than Arrow's 128-bit decimal holds would not fit anywhere.
  public static final int DECIMAL_DIGITS_MAX = 38;

  /// Nanoseconds.
  static final int TIMESTAMP_DIGITS_MAX = 9;

  /// Microseconds.
  static final int TIME_DIGITS_MAX = 6;

  private SqlTypes() {}

  // No whole type holds both negative numbers and all of BIGINT UNSIGNED.
  static boolean mixesSigns(List<RelDataType> types) {
    return types.stream().anyMatch(type -> type.getSqlTypeName() == SqlTypeName.UBIGINT)
        && types.stream().anyMatch(type -> SIGNED.contains(type.getSqlTypeName()))
        && types.stream().allMatch(SqlTypeUtil::isExactNumeric);
  }

  @Override
  public int getMaxPrecision(SqlTypeName type) {
    return switch (type) {
      case DECIMAL -> DECIMAL_DIGITS_MAX;
      case TIMESTAMP -> TIMESTAMP_DIGITS_MAX;
      case TIME -> TIME_DIGITS_MAX;
      case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
      default -> super.getMaxPrecision(type);
    };
  }

  @Override
  public int getMinPrecision(SqlTypeName type) {
    return type == SqlTypeName.TIMESTAMP || type == SqlTypeName.TIME
        ? 0
        : super.getMinPrecision(type);
  }

  @Override
  public int getMaxScale(SqlTypeName type) {
    return type == SqlTypeName.DECIMAL ? DECIMAL_DIGITS_MAX : super.getMaxScale(type);
  }

  // Two digits, as the standard has it, would refuse INTERVAL '100' DAY.
  @Override
  public int getDefaultPrecision(SqlTypeName type) {
    if (SqlTypeName.INTERVAL_TYPES.contains(type)) {
      return SqlTypeName.MAX_INTERVAL_START_PRECISION;
    }
    return switch (type) {
      case TIMESTAMP, TIME -> 6;
      default -> super.getDefaultPrecision(type);
    };
  }

  // 'day' and 'night' in one CASE are texts of their own length, not padded to five characters.
  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  @Override
  public RoundingMode roundingMode() {
    return RoundingMode.HALF_UP;
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    RelDataType sum =
        switch (argument.getSqlTypeName()) {
          case DECIMAL ->
              factory.createSqlType(SqlTypeName.DECIMAL, DECIMAL_DIGITS_MAX, argument.getScale());
          case REAL, FLOAT, DOUBLE -> factory.createSqlType(SqlTypeName.DOUBLE);
          default ->
              SqlTypeUtil.isIntType(argument)
                  ? factory.createSqlType(SqlTypeName.BIGINT)
                  : argument;
        };
    return factory.createTypeWithNullability(sum, argument.isNullable());
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    return factory.createTypeWithNullability(
        factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
  }
}
