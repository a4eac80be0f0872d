package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.BuiltInCall;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.function.BuiltInFunctions;
import dev.wadi.planner.resolve.ArrowTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/// `ARRAY[..]`, `ROW(..)` and `value[..]`.
final class NestedValues {
  private static final Field BIGINT = Types.notNull(new ArrowType.Int(64, true));

  private final Expressions expressions;

  NestedValues(Expressions expressions) {
    this.expressions = expressions;
  }

  Optional<Expression> call(RexCall call) {
    return switch (call.getKind()) {
      case ARRAY_VALUE_CONSTRUCTOR -> Optional.of(array(call));
      case ROW -> Optional.of(struct(call));
      case ITEM -> item(call);
      default -> Optional.empty();
    };
  }

  private Expression array(RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    Field item = type.getChildren().getFirst();
    return new BuiltInCall(
        BuiltInFunctions.MAKE_ARRAY,
        call.getOperands().stream().map(operand -> expressions.as(operand, item)).toList(),
        type);
  }

  private Expression struct(RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    List<Expression> values = new ArrayList<>();
    for (int i = 0; i < call.getOperands().size(); i++) {
      values.add(expressions.as(call.getOperands().get(i), type.getChildren().get(i)));
    }
    return new Call(Operation.STRUCT, values, type);
  }

  private Optional<Expression> item(RexCall call) {
    RexNode collection = call.getOperands().get(0);
    RexNode place = call.getOperands().get(1);
    boolean isArray = collection.getType().getSqlTypeName() == SqlTypeName.ARRAY;
    return isArray && call.getOperator() == SqlStdOperatorTable.ITEM
        ? Optional.of(
            new BuiltInCall(
                BuiltInFunctions.ARRAY_ELEMENT,
                List.of(expressions.lower(collection), expressions.as(place, BIGINT)),
                ArrowTypes.field(call.getType())))
        : Optional.empty();
  }
}
