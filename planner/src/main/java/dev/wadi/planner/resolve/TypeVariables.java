package dev.wadi.planner.resolve;

import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.engine.function.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// What the type variables of a built-in function stand for in one call: of all arguments where a
/// variable is, the type that holds them all.
public final class TypeVariables {
  private static final RelDataTypeFactory FACTORY = SqlTypes.FACTORY;

  private final Map<String, RelDataType> types;

  private TypeVariables(Map<String, RelDataType> types) {
    this.types = types;
  }

  /// Empty if the arguments have no type in common.
  static Optional<TypeVariables> find(BuiltInFunction function, List<RelDataType> arguments) {
    Map<String, List<RelDataType>> found = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      collect(function.argumentType(i), arguments.get(i), found);
    }
    Map<String, RelDataType> types = new HashMap<>();
    for (Map.Entry<String, List<RelDataType>> variable : found.entrySet()) {
      RelDataType common = FACTORY.leastRestrictive(variable.getValue());
      if (common == null) {
        return Optional.empty();
      }
      types.put(variable.getKey(), common);
    }
    return Optional.of(new TypeVariables(types));
  }

  /// Of a call that is valid.
  public static TypeVariables of(BuiltInFunction function, List<RelDataType> arguments) {
    return find(function, arguments).orElseThrow();
  }

  private static void collect(
      ValueType type, RelDataType argument, Map<String, List<RelDataType>> found) {
    if (type.isVariable()) {
      found.computeIfAbsent(type.name(), _ -> new ArrayList<>()).add(unlimited(argument));
    } else if (type.arrow() instanceof ArrowType.List && isArray(argument)) {
      collect(type.children().getFirst(), argument.getComponentType(), found);
    } else if (type.arrow() instanceof ArrowType.Map && isMap(argument)) {
      collect(type.children().get(0), argument.getKeyType(), found);
      collect(type.children().get(1), argument.getValueType(), found);
    }
  }

  static boolean isArray(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.ARRAY;
  }

  static boolean isMap(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.MAP;
  }

  // 'a' is CHAR(1), but may be appended to texts of any length.
  private static RelDataType unlimited(RelDataType type) {
    return SqlTypeUtil.isCharacter(type)
        ? FACTORY.createTypeWithNullability(
            FACTORY.createSqlType(SqlTypeName.VARCHAR), type.isNullable())
        : type;
  }

  /// A type of the function without its variables. What nothing is known about is NULL.
  public RelDataType of(ValueType type) {
    if (!type.isGeneric()) {
      return ArrowTypes.sql(type.field(true));
    }
    if (type.isVariable()) {
      RelDataType known = types.getOrDefault(type.name(), FACTORY.createSqlType(SqlTypeName.NULL));
      return FACTORY.createTypeWithNullability(known, true);
    }
    List<RelDataType> children = type.children().stream().map(this::of).toList();
    return FACTORY.createTypeWithNullability(generic(type.arrow(), children), true);
  }

  private static RelDataType generic(ArrowType type, List<RelDataType> children) {
    return switch (type) {
      case ArrowType.List _ -> FACTORY.createArrayType(children.getFirst(), -1);
      case ArrowType.Map _ ->
          FACTORY.createMapType(
              FACTORY.createTypeWithNullability(children.get(0), false), children.get(1));
      default -> ArrowTypes.struct(List.of("key", "value"), children);
    };
  }
}
