package dev.wadi.planner.resolve;

import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.engine.function.BuiltInFunctions;
import dev.wadi.engine.function.ValueType;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlTypeName;

/// All functions of Wadi's own library that have one name, as Calcite sees them.
public final class BuiltInOperator extends SqlFunction {
  private static final Map<String, BuiltInOperator> BY_NAME = byName();

  private final Overloads overloads;

  private BuiltInOperator(String name, Overloads overloads) {
    super(
        name,
        SqlKind.OTHER_FUNCTION,
        binding -> resultType(overloads, binding),
        null,
        new BuiltInArguments(overloads),
        SqlFunctionCategory.SYSTEM);
    this.overloads = overloads;
  }

  /// One for each name.
  static Collection<BuiltInOperator> all() {
    return BY_NAME.values();
  }

  /// The operator of a name that there is.
  static BuiltInOperator named(String name) {
    return BY_NAME.get(name);
  }

  private static Map<String, BuiltInOperator> byName() {
    Map<String, List<BuiltInFunction>> byName = new LinkedHashMap<>();
    for (BuiltInFunction function : BuiltInFunctions.all()) {
      for (String name : function.names()) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(function);
      }
    }
    Map<String, BuiltInOperator> operators = new LinkedHashMap<>();
    byName.forEach((name, functions) ->
        operators.put(name, new BuiltInOperator(name, new Overloads(functions))));
    return operators;
  }

  public Overloads overloads() {
    return overloads;
  }

  private static RelDataType resultType(Overloads overloads, SqlOperatorBinding binding) {
    List<RelDataType> arguments = binding.collectOperandTypes();
    BuiltInFunction function = overloads.choose(arguments).orElseThrow();
    boolean nullIn =
        function.nulls() == NullHandling.STRICT
            && arguments.stream().anyMatch(RelDataType::isNullable);
    return SqlTypes.FACTORY.createTypeWithNullability(
        type(function, arguments), function.nullable() || nullIn);
  }

  private static RelDataType type(BuiltInFunction function, List<RelDataType> arguments) {
    ValueType result = function.result();
    return result.isGeneric()
        ? TypeVariables.of(function, arguments).of(result)
        : plainType(result, arguments);
  }

  private static RelDataType plainType(ValueType result, List<RelDataType> arguments) {
    RelDataType type = ArrowTypes.sql(result.field(false));
    return switch (type.getSqlTypeName()) {
      case TIMESTAMP -> mostExact(type, arguments);
      case DECIMAL -> withOneMoreDigit(arguments);
      default -> type;
    };
  }

  // A timestamp comes out as exact as the most exact one that went in.
  private static RelDataType mostExact(RelDataType least, List<RelDataType> arguments) {
    return arguments.stream()
        .filter(argument -> argument.getSqlTypeName() == SqlTypeName.TIMESTAMP)
        .filter(argument -> argument.getPrecision() > least.getPrecision())
        .findFirst()
        .orElse(least);
  }

  // 9.9 is rounded to 10.0.
  private static RelDataType withOneMoreDigit(List<RelDataType> arguments) {
    RelDataType number =
        arguments.stream()
            .filter(argument -> argument.getSqlTypeName() == SqlTypeName.DECIMAL)
            .findFirst()
            .orElseThrow();
    return SqlTypes.FACTORY.createSqlType(
        SqlTypeName.DECIMAL,
        Math.min(number.getPrecision() + 1, SqlTypes.DECIMAL_DIGITS_MAX),
        number.getScale());
  }

  @Override
  public boolean isDeterministic() {
    return overloads.first().volatility() == Volatility.IMMUTABLE;
  }
}
