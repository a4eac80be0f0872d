package dev.wadi.planner.lower;

import dev.wadi.engine.evaluation.Kernels;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.Cast;
import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.engine.expression.Operation;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.sdk.batch.JsonType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Calls that may have a native kernel: which operation it is, and its arguments as the kernels
/// take them. Each method is empty if the engine says that it has no kernel for these types.
final class NativeCalls {
  private static final Set<String> TRUNCATED_TO =
      Set.of(
          "year",
          "quarter",
          "month",
          "week",
          "day",
          "hour",
          "minute",
          "second",
          "millisecond",
          "microsecond");

  private static final BigDecimal COUNT_MAX = BigDecimal.valueOf(Integer.MAX_VALUE);

  private static final Literal ONE =
      new Literal("1", new Field("", FieldType.notNullable(new ArrowType.Int(32, true)), null));

  private final Expressions expressions;
  private final NestedValues nested;

  NativeCalls(Expressions expressions) {
    this.expressions = expressions;
    this.nested = new NestedValues(expressions);
  }

  Optional<Expression> call(RexCall call) {
    return switch (call.getKind()) {
      case PLUS -> arithmetic(Operation.ADD, call);
      case MINUS -> arithmetic(Operation.SUBTRACT, call);
      case TIMES -> arithmetic(Operation.MULTIPLY, call);
      case DIVIDE -> arithmetic(Operation.DIVIDE, call);
      case MOD -> arithmetic(Operation.MODULO, call);
      case MINUS_PREFIX -> plain(Operation.NEGATE, call);
      case PLUS_PREFIX -> expressions.lowerIfNative(call.getOperands().getFirst());
      case EQUALS -> comparison(Operation.EQUAL, call);
      case NOT_EQUALS -> comparison(Operation.NOT_EQUAL, call);
      case LESS_THAN -> comparison(Operation.LESS, call);
      case LESS_THAN_OR_EQUAL -> comparison(Operation.LESS_OR_EQUAL, call);
      case GREATER_THAN -> comparison(Operation.GREATER, call);
      case GREATER_THAN_OR_EQUAL -> comparison(Operation.GREATER_OR_EQUAL, call);
      case IS_DISTINCT_FROM -> comparison(Operation.IS_DISTINCT_FROM, call);
      case IS_NOT_DISTINCT_FROM -> comparison(Operation.IS_NOT_DISTINCT_FROM, call);
      case AND -> plain(Operation.AND, call);
      case OR -> plain(Operation.OR, call);
      case NOT -> plain(Operation.NOT, call);
      case IS_NULL, IS_UNKNOWN -> plain(Operation.IS_NULL, call);
      case IS_NOT_NULL -> plain(Operation.IS_NOT_NULL, call);
      case IS_TRUE -> plain(Operation.IS_TRUE, call);
      case IS_NOT_TRUE -> plain(Operation.IS_NOT_TRUE, call);
      case IS_FALSE -> plain(Operation.IS_FALSE, call);
      case IS_NOT_FALSE -> plain(Operation.IS_NOT_FALSE, call);
      case LIKE -> like(call);
      case FLOOR -> truncation(call);
      case EXTRACT -> extraction(call);
      case TRIM -> trim(call);
      case ARRAY_VALUE_CONSTRUCTOR, ROW, ITEM -> nested.call(call);
      default -> byName(call);
    };
  }

  private Optional<Expression> byName(RexCall call) {
    return switch (call.getOperator().getName()) {
      case "ABS" -> plain(Operation.ABS, call);
      case "SUBSTRING" -> plain(Operation.SUBSTRING, call);
      case "UPPER" -> plain(Operation.UPPER, call);
      case "LOWER" -> plain(Operation.LOWER, call);
      case "CHAR_LENGTH", "CHARACTER_LENGTH", "LENGTH" -> plain(Operation.CHAR_LENGTH, call);
      case "||" -> plain(Operation.CONCAT, call);
      default -> Optional.empty();
    };
  }

  /// A call of a function of our own library, which has a kernel for some arguments.
  Optional<Expression> builtIn(RexCall call) {
    return switch (call.getOperator().getName()) {
      case "left" -> left(call);
      case "right" -> right(call);
      case "date_part", "datepart" -> part(call);
      default -> Optional.empty();
    };
  }

  private Optional<Expression> left(RexCall call) {
    return isCount(call.getOperands().get(1))
        ? supported(
            Operation.SUBSTRING,
            List.of(
                expressions.lower(call.getOperands().get(0)),
                ONE,
                expressions.as(call.getOperands().get(1), ONE.type())),
            ArrowTypes.field(call.getType()))
        : Optional.empty();
  }

  // The last n characters start at length - n + 1; a start before the first is the first.
  private Optional<Expression> right(RexCall call) {
    if (!isCount(call.getOperands().get(1))) {
      return Optional.empty();
    }
    Expression text = expressions.lower(call.getOperands().get(0));
    Expression count = expressions.as(call.getOperands().get(1), ONE.type());
    Field whole = Field.nullable("", ONE.type().getType());
    Expression length = new Call(Operation.CHAR_LENGTH, List.of(text), whole);
    Expression before = new Call(Operation.SUBTRACT, List.of(length, count), whole);
    Expression start = new Call(Operation.ADD, List.of(before, ONE), whole);
    return supported(Operation.SUBSTRING, List.of(text, start), ArrowTypes.field(call.getType()));
  }

  private static boolean isCount(RexNode node) {
    return node instanceof RexLiteral literal
        && !literal.isNull()
        && literal.getValueAs(BigDecimal.class).signum() >= 0
        && literal.getValueAs(BigDecimal.class).compareTo(COUNT_MAX) <= 0;
  }

  /// A CAST or TRY_CAST.
  Optional<Expression> cast(RexCall call) {
    RexNode value = call.getOperands().getFirst();
    RelDataType type = call.getType();
    Field to = ArrowTypes.field(type);
    Field from = ArrowTypes.field(value.getType());
    if (value instanceof RexLiteral literal && literal.isNull()) {
      return Optional.of(Literals.of(literal, type));
    }
    Optional<Expression> constant =
        value instanceof RexLiteral literal
            ? Literals.number(literal, to).map(Expression.class::cast)
            : Optional.empty();
    if (constant.isPresent()) {
      return constant;
    }
    if (JsonType.is(from) && !JsonType.is(to) && Types.same(from, to)) {
      Expression text = new Cast(expressions.lower(value), false, to);
      return Shortening.of(text, null, type);
    }
    if (Types.same(from, to)) {
      return Shortening.of(expressions.lower(value), value.getType(), type);
    }
    boolean safe = call.getKind() == SqlKind.SAFE_CAST;
    if (!Kernels.supportCast(from, to)) {
      return Optional.empty();
    }
    Expression converted = new Cast(expressions.lower(value), safe, to);
    return Shortening.of(converted, null, type);
  }

  // Kernels take numbers of different types; where they do not, all become the result's type.
  private Optional<Expression> arithmetic(Operation operation, RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    boolean numbers =
        call.getOperands().stream().allMatch(operand -> SqlTypeUtil.isNumeric(operand.getType()));
    return plain(operation, call)
        .or(() -> numbers ? supported(operation, as(call, type), type) : Optional.empty());
  }

  private List<Expression> as(RexCall call, Field type) {
    return call.getOperands().stream().map(operand -> expressions.as(operand, type)).toList();
  }

  private Optional<Expression> comparison(Operation operation, RexCall call) {
    return plain(operation, call).or(() -> alike(operation, call));
  }

  private Optional<Expression> alike(Operation operation, RexCall call) {
    RelDataType common =
        SqlTypes.FACTORY.leastRestrictive(
            call.getOperands().stream().map(RexNode::getType).toList());
    return common == null
        ? Optional.empty()
        : supported(
            operation, as(call, ArrowTypes.field(common)), ArrowTypes.field(call.getType()));
  }

  private Optional<Expression> plain(Operation operation, RexCall call) {
    List<Expression> arguments = call.getOperands().stream().map(expressions::lower).toList();
    return supported(operation, arguments, ArrowTypes.field(call.getType()));
  }

  private Optional<Expression> like(RexCall call) {
    boolean simple =
        call.getOperator() == SqlStdOperatorTable.LIKE
            && (call.getOperands().size() == 2
                || call.getOperands().get(2) instanceof RexLiteral escape && !escape.isNull());
    return simple ? plain(Operation.LIKE, call) : Optional.empty();
  }

  private Optional<Expression> truncation(RexCall call) {
    if (call.getOperands().size() != 2 || !(call.getOperands().get(1) instanceof RexLiteral unit)) {
      return Optional.empty();
    }
    String name = unit.getValueAs(TimeUnitRange.class).name().toLowerCase(Locale.ROOT);
    return TRUNCATED_TO.contains(name)
        ? supported(
            Operation.TRUNCATE_TIME,
            List.of(expressions.lower(call.getOperands().getFirst()), Literals.text(name)),
            ArrowTypes.field(call.getType()))
        : Optional.empty();
  }

  private Optional<Expression> part(RexCall call) {
    return call.getOperands().getFirst() instanceof RexLiteral part && !part.isNull()
        ? Extraction.of(part.getValueAs(String.class))
            .flatMap(operation ->
                supported(
                    operation,
                    List.of(expressions.lower(call.getOperands().get(1))),
                    ArrowTypes.field(call.getType())))
        : Optional.empty();
  }

  private Optional<Expression> extraction(RexCall call) {
    return Extraction.of((RexLiteral) call.getOperands().getFirst())
        .flatMap(operation ->
            supported(
                operation,
                List.of(expressions.lower(call.getOperands().get(1))),
                ArrowTypes.field(call.getType())));
  }

  private Optional<Expression> trim(RexCall call) {
    boolean blanks =
        call.getOperands().size() == 3
            && ((RexLiteral) call.getOperands().getFirst()).getValue() == SqlTrimFunction.Flag.BOTH
            && call.getOperands().get(1) instanceof RexLiteral what
            && " ".equals(what.getValueAs(String.class));
    return blanks
        ? supported(
            Operation.TRIM,
            List.of(expressions.lower(call.getOperands().get(2))),
            ArrowTypes.field(call.getType()))
        : Optional.empty();
  }

  private static Optional<Expression> supported(
      Operation operation, List<Expression> arguments, Field type) {
    List<Field> types = arguments.stream().map(Expression::type).toList();
    return Kernels.support(operation, types, type)
        ? Optional.of(new Call(operation, arguments, type))
        : Optional.empty();
  }
}
