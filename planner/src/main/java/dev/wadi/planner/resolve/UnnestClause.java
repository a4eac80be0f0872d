package dev.wadi.planner.resolve;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlUnnestOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/// UNNEST where a table is, of arrays and maps side by side, where shorter ones are followed by
/// NULL, and calls of table functions, which stand for arrays of rows. Its columns have names that
/// can be written without quotes.
public final class UnnestClause extends SqlUnnestOperator {
  private static final Set<String> SERIES = Set.of("generate_series", "range");

  /// Marks one of several arrays: its items may be NULL, whatever they are in the array.
  static final SqlFunction PADDED =
      new SqlFunction(
          "$PADDED",
          SqlKind.OTHER_FUNCTION,
          binding -> padded(binding.getOperandType(0), binding.getTypeFactory()),
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.SYSTEM);

  private UnnestClause(boolean ordinality) {
    super(ordinality);
  }

  /// An UNNEST as the parser makes it, or a function that makes an array, where a table is.
  static Optional<SqlNode> rewrite(SqlBasicCall call) {
    SqlParserPos position = call.getParserPosition();
    if (call.getOperator() instanceof SqlUnnestOperator unnest) {
      List<SqlNode> arrays = call.getOperandList();
      List<SqlNode> marked =
          arrays.size() == 1
              ? arrays
              : arrays.stream()
                  .<SqlNode>map(array -> PADDED.createCall(array.getParserPosition(), array))
                  .toList();
      return Optional.of(new UnnestClause(unnest.withOrdinality).createCall(position, marked));
    }
    if (call.getKind() == SqlKind.COLLECTION_TABLE
        && call.operand(0) instanceof SqlCall function
        && function.getOperator() instanceof SqlUnresolvedFunction
        && SERIES.contains(name(function))) {
      SqlNode series =
          SpecialSyntax.call(
              name(function), function.getParserPosition(), function.getOperandList());
      return Optional.of(new UnnestClause(false).createCall(position, series));
    }
    if (call.getKind() == SqlKind.COLLECTION_TABLE
        && call.operand(0) instanceof SqlCall function
        && function.getOperator() instanceof SqlUnresolvedFunction
        && !WindowTableFunction.isNamed(name(function))) {
      return Optional.of(new UnnestClause(false).createCall(position, function));
    }
    return Optional.empty();
  }

  private static String name(SqlCall function) {
    return function.getOperator().getName().toLowerCase(Locale.ROOT);
  }

  private static RelDataType padded(RelDataType type, RelDataTypeFactory types) {
    RelDataType padded =
        switch (type.getSqlTypeName()) {
          case ARRAY ->
              types.createArrayType(
                  types.createTypeWithNullability(type.getComponentType(), true), -1);
          case MAP ->
              types.createMapType(
                  types.createTypeWithNullability(type.getKeyType(), true),
                  types.createTypeWithNullability(type.getValueType(), true));
          default -> type;
        };
    return types.createTypeWithNullability(padded, type.isNullable());
  }

  /// What one of several arrays was before it was marked as such.
  public static RexNode withoutMark(RexNode array) {
    return array instanceof RexCall call && call.getOperator() == PADDED
        ? call.getOperands().getFirst()
        : array;
  }

  /// What there is one of in each row: an item, or an entry with a key and a value.
  public static RelDataType itemType(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case ARRAY -> type.getComponentType();
      case MAP ->
          ArrowTypes.struct(
              List.of("key", "value"), List.of(type.getKeyType(), type.getValueType()));
      default ->
          throw new WadiException(
                  ErrorCode.UNSUPPORTED_SQL, "UNNEST of %s is not supported".formatted(type))
              .withHint("it takes arrays and maps");
    };
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding binding) {
    RelDataTypeFactory types = binding.getTypeFactory();
    RelDataTypeFactory.Builder row = types.builder();
    for (int i = 0; i < binding.getOperandCount(); i++) {
      RelDataType item = itemType(binding.getOperandType(i));
      if (item.isStruct()) {
        for (RelDataTypeField field : item.getFieldList()) {
          boolean nullable = item.isNullable() || field.getType().isNullable();
          row.add(field.getName(), types.enforceTypeWithNullability(field.getType(), nullable));
        }
      } else {
        row.add(columnName(binding, i), item);
      }
    }
    if (withOrdinality) {
      row.add("ordinality", SqlTypeName.INTEGER);
    }
    return row.build();
  }

  // As in other databases, a column is called after the function that makes its items.
  private static String columnName(SqlOperatorBinding binding, int place) {
    return binding instanceof SqlCallBinding call
            && call.operand(place) instanceof SqlCall function
            && SERIES.contains(name(function))
        ? name(function)
        : "unnest";
  }
}
