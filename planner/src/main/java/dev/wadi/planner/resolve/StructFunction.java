package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;

/// Makes structs: `struct(1, 'x')` has fields `c0`, `c1` and so on, `named_struct('a', 1, 'b',
/// 'x')` those that are named.
public final class StructFunction extends SqlFunction {
  static final StructFunction POSITIONAL = new StructFunction("STRUCT", false);
  static final StructFunction NAMED = new StructFunction("NAMED_STRUCT", true);

  private final boolean named;

  private StructFunction(String name, boolean named) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        binding -> type(binding, named),
        null,
        OperandTypes.ONE_OR_MORE,
        SqlFunctionCategory.SYSTEM);
    this.named = named;
  }

  private static RelDataType type(SqlOperatorBinding binding, boolean named) {
    List<String> names = new ArrayList<>();
    List<RelDataType> types = new ArrayList<>();
    int step = named ? 2 : 1;
    for (int i = 0; i < binding.getOperandCount(); i += step) {
      names.add(named ? binding.getOperandLiteralValue(i, String.class) : "c" + i);
      types.add(binding.getOperandType(i + step - 1));
    }
    return ArrowTypes.struct(names, types);
  }

  /// Checks the names that a call of `named_struct` gives.
  ///
  /// @throws WadiException with a position
  static void checkNames(SqlCall call) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < call.operandCount(); i += 2) {
      SqlNode name = call.operand(i);
      if (!(name instanceof SqlCharStringLiteral literal) || i + 1 == call.operandCount()) {
        throw new WadiException(
                ErrorCode.INVALID_ARGUMENT,
                "named_struct takes names, each a literal, and values in turns")
            .withHint("such as named_struct('a', 1, 'b', 2)")
            .at(Positions.of(name.getParserPosition()));
      }
      if (!names.add(literal.toValue())) {
        throw new WadiException(
                ErrorCode.DUPLICATE_NAME,
                "the struct has two fields '%s'".formatted(literal.toValue()))
            .at(Positions.of(name.getParserPosition()));
      }
    }
  }

  /// `struct(x AS a, y)`, where only some fields may have names.
  static Optional<SqlNode> withNames(SqlBasicCall struct) {
    List<SqlNode> fields = struct.getOperandList();
    if (fields.stream().noneMatch(field -> field.getKind() == SqlKind.AS)) {
      return Optional.empty();
    }
    List<SqlNode> arguments = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      SqlNode field = fields.get(i);
      boolean named = field.getKind() == SqlKind.AS;
      SqlNode name = named ? ((SqlCall) field).operand(1) : field;
      arguments.add(
          SqlLiteral.createCharString(
              named ? ((SqlIdentifier) name).getSimple() : "c" + i, name.getParserPosition()));
      arguments.add(named ? ((SqlCall) field).operand(0) : field);
    }
    SqlCall call = NAMED.createCall(struct.getParserPosition(), arguments);
    checkNames(call);
    return Optional.of(call);
  }

  /// Refuses `f(x AS a)` of any other function.
  static void checkNoNames(SqlBasicCall call) {
    for (SqlNode argument : call.getOperandList()) {
      if (argument != null && argument.getKind() == SqlKind.AS) {
        throw new WadiException(ErrorCode.SYNTAX_ERROR, "unexpected 'AS' in an argument")
            .withHint("only the fields of struct(x AS name, ..) have names")
            .at(Positions.of(((SqlCall) argument).operand(1).getParserPosition()));
      }
    }
  }

  /// The values among the arguments of a call.
  public <T> List<T> values(List<T> arguments) {
    List<T> values = new ArrayList<>();
    for (int i = named ? 1 : 0; i < arguments.size(); i += named ? 2 : 1) {
      values.add(arguments.get(i));
    }
    return values;
  }
}
