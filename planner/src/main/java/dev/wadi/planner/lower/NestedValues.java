package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.BuiltInCall;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.Case;
import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.function.BuiltInFunctions;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// `ARRAY[..]`, `MAP[..]`, `ROW(..)`, `value[..]` and what else is about nested values.
final class NestedValues {
  private static final Field BIGINT = Types.notNull(new ArrowType.Int(64, true));

  private final Expressions expressions;

  NestedValues(Expressions expressions) {
    this.expressions = expressions;
  }

  static boolean isNested(RexNode value) {
    return switch (value.getType().getSqlTypeName()) {
      case ARRAY, MAP, ROW -> true;
      default -> false;
    };
  }

  /// Whether a type is or contains a map, which has neither an order nor a hash.
  static boolean hasMap(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case MAP -> true;
      case ARRAY -> hasMap(type.getComponentType());
      case ROW -> type.getFieldList().stream().anyMatch(field -> hasMap(field.getType()));
      default -> false;
    };
  }

  Optional<Expression> call(RexCall call) {
    return switch (call.getKind()) {
      case ARRAY_VALUE_CONSTRUCTOR -> Optional.of(array(call));
      case MAP_VALUE_CONSTRUCTOR -> Optional.of(map(call));
      case ROW -> Optional.of(struct(call));
      case ITEM -> item(call);
      default -> Optional.empty();
    };
  }

  private Expression array(RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    return array(call.getOperands(), type.getChildren().getFirst(), type);
  }

  private Expression array(List<RexNode> values, Field item, Field type) {
    return new BuiltInCall(
        BuiltInFunctions.MAKE_ARRAY,
        values.stream().map(value -> expressions.as(value, item)).toList(),
        type);
  }

  // Keys and values take turns.
  private Expression map(RexCall call) {
    RelDataType type = call.getType();
    Expression keys = everySecond(call, 0, type.getKeyType());
    Expression values = everySecond(call, 1, type.getValueType());
    return new BuiltInCall(BuiltInFunctions.MAP, List.of(keys, values), ArrowTypes.field(type));
  }

  private Expression everySecond(RexCall call, int first, RelDataType type) {
    List<RexNode> values = new ArrayList<>();
    for (int i = first; i < call.getOperands().size(); i += 2) {
      values.add(call.getOperands().get(i));
    }
    Field array = ArrowTypes.field(SqlTypes.FACTORY.createArrayType(type, -1));
    return array(values, ArrowTypes.field(type), array);
  }

  private Expression struct(RexCall call) {
    return struct(call.getOperands(), call);
  }

  /// A struct of values, one for each field of a call's type.
  Expression struct(List<RexNode> values, RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    List<Expression> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      fields.add(expressions.as(values.get(i), type.getChildren().get(i)));
    }
    return new Call(Operation.STRUCT, fields, type);
  }

  private Optional<Expression> item(RexCall call) {
    Expression collection = expressions.lower(call.getOperands().get(0));
    RexNode place = call.getOperands().get(1);
    Field type = ArrowTypes.field(call.getType());
    if (call.getOperator() != SqlStdOperatorTable.ITEM) {
      return Optional.empty();
    }
    return switch (collection.type().getType()) {
      case ArrowType.List _ ->
          Optional.of(
              new BuiltInCall(
                  BuiltInFunctions.ARRAY_ELEMENT,
                  List.of(collection, expressions.as(place, BIGINT)),
                  type));
      case ArrowType.Map _ -> {
        Field key = collection.type().getChildren().getFirst().getChildren().getFirst();
        yield Optional.of(
            new BuiltInCall(
                BuiltInFunctions.MAP_GET, List.of(collection, expressions.as(place, key)), type));
      }
      case ArrowType.Struct _ when place instanceof RexLiteral literal ->
          Optional.of(
              new Call(
                  Operation.STRUCT_FIELD,
                  List.of(collection, Literals.text(fieldName(literal, collection.type()))),
                  type));
      default -> Optional.empty();
    };
  }

  // Calcite has found it: by its name, or by its number from 1 on.
  private static String fieldName(RexLiteral name, Field struct) {
    return SqlTypeUtil.isCharacter(name.getType())
        ? name.getValueAs(String.class)
        : struct.getChildren().get(name.getValueAs(Integer.class) - 1).getName();
  }

  /// `array || array`.
  Expression concatenation(RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    return new BuiltInCall(
        BuiltInFunctions.ARRAY_CONCAT,
        call.getOperands().stream().map(operand -> expressions.as(operand, type)).toList(),
        type);
  }

  /// How many dimensions an array has, if it is not null.
  Expression dimensions(RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    RexNode array = call.getOperands().getFirst();
    int count = 0;
    for (RelDataType t = array.getType(); t.getSqlTypeName() == SqlTypeName.ARRAY; ) {
      t = t.getComponentType();
      count++;
    }
    Expression isNull =
        new Call(Operation.IS_NULL, List.of(expressions.lower(array)), Types.BOOLEAN);
    return new Case(
        List.of(new Case.Branch(isNull, new Literal(null, type))),
        new Literal(String.valueOf(count), type),
        type);
  }
}
