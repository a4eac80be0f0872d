package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.Resources;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Static;

/// A table function that gives the rows of a table with their windows: `HOP(TABLE t,
/// DESCRIPTOR(time), slide, width)` and so on. As in Flink, the columns that it adds are
/// `window_start`, `window_end`, and `window_time`, the last millisecond of the window.
public final class WindowTableFunction extends SqlWindowTableFunction {
  public static final String WINDOW_START = "window_start";
  public static final String WINDOW_END = "window_end";
  public static final String WINDOW_TIME = "window_time";

  static final List<SqlOperator> ALL =
      List.of(
          new WindowTableFunction(WindowKind.TUMBLE, 3, "DATA", "TIMECOL", "SIZE", "OFFSET"),
          new WindowTableFunction(WindowKind.HOP, 4, "DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"),
          new WindowTableFunction(
              WindowKind.CUMULATE, 4, "DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"),
          new WindowTableFunction(WindowKind.SESSION, 3, "DATA", "TIMECOL", "KEY", "GAP"));

  private final WindowKind kind;

  private WindowTableFunction(WindowKind kind, int argumentsMin, String... names) {
    super(kind.name(), new Arguments(kind, argumentsMin, List.of(names)));
    this.kind = kind;
  }

  static boolean isNamed(String name) {
    return ALL.stream().anyMatch(function -> function.getName().equalsIgnoreCase(name));
  }

  public WindowKind kind() {
    return kind;
  }

  @Override
  public SqlReturnTypeInference getRowTypeInference() {
    return WindowTableFunction::rowType;
  }

  private static RelDataType rowType(SqlOperatorBinding binding) {
    RelDataType input = binding.getOperandType(0);
    RelDataTypeFactory factory = binding.getTypeFactory();
    RelDataType bound =
        factory.createTypeWithNullability(time((SqlCallBinding) binding).getType(), false);
    return factory
        .builder()
        .kind(input.getStructKind())
        .addAll(input.getFieldList())
        .add(WINDOW_START, bound)
        .add(WINDOW_END, bound)
        .add(WINDOW_TIME, bound)
        .build();
  }

  private static RelDataTypeField time(SqlCallBinding binding) {
    SqlCall descriptor = (SqlCall) binding.operand(1);
    return column(binding, descriptor.operand(0));
  }

  private static RelDataTypeField column(SqlCallBinding binding, SqlNode name) {
    RelDataType table = binding.getValidator().getValidatedNodeType(binding.operand(0));
    if (!(name instanceof SqlIdentifier id) || !id.isSimple()) {
      throw SqlUtil.newContextException(
          name.getParserPosition(), Static.RESOURCE.descriptorMustBeIdentifier());
    }
    RelDataTypeField field = table.getField(id.getSimple(), true, false);
    if (field == null) {
      Resources.ExInst<?> unknown = Static.RESOURCE.unknownIdentifier(id.getSimple());
      throw SqlUtil.newContextException(id.getParserPosition(), unknown);
    }
    return field;
  }

  /// A table, a descriptor of its time, perhaps one of keys, and intervals.
  private record Arguments(WindowKind kind, int argumentsMin, List<String> paramNames)
      implements SqlOperandMetadata {
    @Override
    public List<RelDataType> paramTypes(RelDataTypeFactory factory) {
      return paramNames.stream().map(_ -> factory.createSqlType(SqlTypeName.ANY)).toList();
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.between(argumentsMin, paramNames.size());
    }

    @Override
    public boolean isOptional(int argument) {
      return argument >= argumentsMin;
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return "%s(%s)".formatted(name, String.join(", ", paramNames).toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      if (fits(binding)) {
        return true;
      }
      if (throwOnFailure) {
        throw binding.newValidationSignatureError();
      }
      return false;
    }

    private boolean fits(SqlCallBinding binding) {
      RelDataType table = binding.getValidator().getValidatedNodeType(binding.operand(0));
      if (table.getSqlTypeName() != SqlTypeName.ROW
          || binding.operand(1).getKind() != SqlKind.DESCRIPTOR) {
        return false;
      }
      boolean oneTime = ((SqlCall) binding.operand(1)).operandCount() == 1;
      return oneTime && SqlTypeUtil.isTimestamp(time(binding).getType()) && intervalsFit(binding);
    }

    private boolean intervalsFit(SqlCallBinding binding) {
      int first = 2;
      boolean keyed = binding.operand(first).getKind() == SqlKind.DESCRIPTOR;
      if (keyed) {
        ((SqlCall) binding.operand(first)).getOperandList().forEach(key -> column(binding, key));
        first++;
      }
      if (kind == WindowKind.SESSION ? binding.getOperandCount() != first + 1 : keyed) {
        return false;
      }
      for (int i = first; i < binding.getOperandCount(); i++) {
        if (!SqlTypeUtil.isInterval(
            binding.getValidator().getValidatedNodeType(binding.operand(i)))) {
          return false;
        }
      }
      return true;
    }
  }
}
