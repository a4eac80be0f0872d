package dev.wadi.planner.resolve;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/// A function that gives the window of a row, or its windows, as a struct of start and end: over
/// the event time of the input, or over a time that is its first argument. Not deterministic,
/// because the event time is an input that is not among the arguments.
public final class WindowFunction extends SqlFunction {
  public static final String START = "start";
  public static final String END = "end";

  /// `tumble([time,] width [, offset])`.
  public static final WindowFunction TUMBLE = new WindowFunction(WindowKind.TUMBLE, 1, 2);

  /// `hop([time,] slide, width [, offset])`.
  public static final WindowFunction HOP = new WindowFunction(WindowKind.HOP, 2, 3);

  /// `cumulate([time,] step, width [, offset])`.
  public static final WindowFunction CUMULATE = new WindowFunction(WindowKind.CUMULATE, 2, 3);

  /// `session([time,] gap)`.
  public static final WindowFunction SESSION = new WindowFunction(WindowKind.SESSION, 1, 1);

  static final List<WindowFunction> ALL = List.of(TUMBLE, HOP, CUMULATE, SESSION);

  private final WindowKind kind;

  /// @param intervalsMin how many intervals it takes at least
  private WindowFunction(WindowKind kind, int intervalsMin, int intervalsMax) {
    super(
        // Not just the name: that is the table function.
        "$" + kind,
        SqlKind.OTHER_FUNCTION,
        WindowFunction::windowType,
        null,
        arguments(intervalsMin, intervalsMax),
        SqlFunctionCategory.TIMEDATE);
    this.kind = kind;
  }

  public WindowKind kind() {
    return kind;
  }

  @Override
  public boolean isDeterministic() {
    return false;
  }

  private static SqlOperandTypeChecker arguments(int intervalsMin, int intervalsMax) {
    SqlOperandTypeChecker any = null;
    for (int intervals = intervalsMin; intervals <= intervalsMax; intervals++) {
      SqlTypeFamily[] untimed = new SqlTypeFamily[intervals];
      SqlTypeFamily[] timed = new SqlTypeFamily[intervals + 1];
      java.util.Arrays.fill(untimed, SqlTypeFamily.DATETIME_INTERVAL);
      java.util.Arrays.fill(timed, SqlTypeFamily.DATETIME_INTERVAL);
      timed[0] = SqlTypeFamily.DATETIME;
      SqlOperandTypeChecker both =
          OperandTypes.or(OperandTypes.family(untimed), OperandTypes.family(timed));
      any = any == null ? both : OperandTypes.or(any, both);
    }
    return any;
  }

  private static RelDataType windowType(SqlOperatorBinding binding) {
    RelDataTypeFactory factory = binding.getTypeFactory();
    RelDataType first = binding.getOperandType(0);
    RelDataType bound =
        first.getSqlTypeName() == SqlTypeName.TIMESTAMP
            ? factory.createTypeWithNullability(first, false)
            : factory.createSqlType(SqlTypeName.TIMESTAMP);
    return factory.builder().kind(ArrowTypes.STRUCT).add(START, bound).add(END, bound).build();
  }
}
