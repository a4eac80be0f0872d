package dev.wadi.planner.resolve;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlMonotonicBinaryOperator;
import org.apache.calcite.sql.fun.SqlNthValueAggFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlMonotonicity;

/// Operators that Calcite lacks, or gives a type that we do not want.
public final class OwnOperators {
  /// The event time of a row. Not deterministic: it has an input that is not among its arguments.
  public static final SqlFunction ROW_TIME =
      new SqlFunction(
          "ROW_TIME",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 6).andThen(SqlTypeTransforms.FORCE_NULLABLE),
          null,
          OperandTypes.NILADIC,
          SqlFunctionCategory.TIMEDATE) {
        @Override
        public boolean isDeterministic() {
          return false;
        }
      };

  /// The name of a value's Arrow type.
  public static final SqlFunction ARROW_TYPEOF =
      new SqlFunction(
          "ARROW_TYPEOF",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.VARCHAR,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  /// How many arrays are around an item of an array: a matter of its type.
  public static final SqlFunction ARRAY_NDIMS =
      new SqlFunction(
          "ARRAY_NDIMS",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BIGINT_NULLABLE,
          null,
          OperandTypes.ARRAY,
          SqlFunctionCategory.SYSTEM);

  /// Marks the generated column that a table's watermark is declared for.
  public static final SqlFunction EVENT_TIME =
      new SqlFunction(
          "EVENT_TIME",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  /// Stands in the condition of a join whose right side is a {@link
  /// org.apache.calcite.rel.core.Snapshot}: of each key, the version at a time of the left row. Its
  /// second argument, any field of the right side, keeps it where it is.
  public static final SqlFunction VERSION_AT =
      new SqlFunction(
          "VERSION_AT",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BOOLEAN_NOT_NULL,
          null,
          OperandTypes.ANY_ANY,
          SqlFunctionCategory.SYSTEM);

  /// The remainder in the wider of both types; Calcite gives that of the divisor.
  public static final SqlFunction MODULO =
      new SqlFunction(
          "MOD",
          SqlKind.MOD,
          modulo(),
          InferTypes.FIRST_KNOWN,
          OperandTypes.EXACT_NUMERIC_EXACT_NUMERIC,
          SqlFunctionCategory.NUMERIC);

  /// Also the time between two timestamps, which Calcite gives only for a named unit.
  public static final SqlBinaryOperator MINUS =
      new SqlMonotonicBinaryOperator(
          "-",
          SqlKind.MINUS,
          40,
          true,
          OwnOperators::differenceType,
          InferTypes.FIRST_KNOWN,
          OperandTypes.MINUS_OPERATOR.or(
              OperandTypes.family(SqlTypeFamily.TIMESTAMP, SqlTypeFamily.TIMESTAMP)));

  /// Calcite's looks for a number in any constant factor, to see whether the product keeps an order
  /// that nobody asks for here, and fails where it finds `CAST(TRUE AS INT)`.
  public static final SqlBinaryOperator TIMES =
      new SqlMonotonicBinaryOperator(
          "*",
          SqlKind.TIMES,
          60,
          true,
          ReturnTypes.PRODUCT_NULLABLE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.MULTIPLY_OPERATOR) {
        @Override
        public SqlMonotonicity getMonotonicity(SqlOperatorBinding call) {
          return SqlMonotonicity.NOT_MONOTONIC;
        }
      };

  /// Is null where a frame has too few rows, which Calcite does not take into account.
  public static final SqlAggFunction NTH_VALUE =
      new SqlNthValueAggFunction(SqlKind.NTH_VALUE) {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
          return binding
              .getTypeFactory()
              .createTypeWithNullability(binding.getOperandType(0), true);
        }
      };

  private OwnOperators() {}

  static boolean isTimeBetween(RelDataType from, RelDataType to) {
    return isTimestamp(from) && isTimestamp(to);
  }

  private static boolean isTimestamp(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.TIMESTAMP || SqlTypes.isMoment(type);
  }

  private static RelDataType differenceType(SqlOperatorBinding binding) {
    RelDataType left = binding.getOperandType(0);
    RelDataType right = binding.getOperandType(1);
    if (!isTimeBetween(left, right)) {
      return ReturnTypes.NULLABLE_SUM.inferReturnType(binding);
    }
    RelDataTypeFactory factory = binding.getTypeFactory();
    SqlIntervalQualifier daysToSeconds =
        new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO);
    return factory.createTypeWithNullability(
        factory.createSqlIntervalType(daysToSeconds), left.isNullable() || right.isNullable());
  }

  private static SqlReturnTypeInference modulo() {
    SqlReturnTypeInference wider = ReturnTypes.LEAST_RESTRICTIVE;
    SqlReturnTypeInference decimal = ReturnTypes.NULLABLE_MOD;
    return binding ->
        SqlTypeUtil.isIntType(binding.getOperandType(0))
                && SqlTypeUtil.isIntType(binding.getOperandType(1))
            ? wider.inferReturnType(binding)
            : decimal.inferReturnType(binding);
  }
}
