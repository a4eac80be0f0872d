package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.BuiltInCall;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.Case;
import dev.wadi.engine.expression.Expression.FunctionCall;
import dev.wadi.engine.expression.Expression.OnRejection;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.function.BuiltInFunction;
import dev.wadi.engine.function.ValueType;
import dev.wadi.engine.plan.BadData;
import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.resolve.ArrowTypeNames;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.BuiltInOperator;
import dev.wadi.planner.resolve.CallSites;
import dev.wadi.planner.resolve.OwnOperators;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.planner.resolve.StructFunction;
import dev.wadi.planner.resolve.TryFunction;
import dev.wadi.planner.resolve.TypeVariables;
import dev.wadi.planner.resolve.UserFunction;
import dev.wadi.planner.resolve.WindowFunction;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Calcite's expressions over a relation's fields to ours over its plan's columns: a kernel where
/// there is one, an uploaded function, or generated Java.
final class Expressions {
  private final RexBuilder builder;
  private final Relation input;
  private final CallSites sites;
  private final ZoneCasts zones;
  private final NativeCalls natives;
  private final NestedValues nested;
  private final JavaCode java;
  private final OnRejection rejected;

  // An expression may be asked for again and again while its callers look for a kernel.
  private final Map<RexNode, Optional<Expression>> known = new HashMap<>();

  Expressions(RexBuilder builder, Relation input, CallSites sites, PipelineSettings settings) {
    this.builder = builder;
    this.input = input;
    this.sites = sites;
    this.zones = new ZoneCasts(settings.timeZone());
    this.rejected = settings.badData() == BadData.DROP ? OnRejection.DROP : OnRejection.FAIL;
    this.nested = new NestedValues(this);
    this.natives = new NativeCalls(this, nested, zones);
    this.java = new JavaCode(builder, this, sites);
  }

  Expression lower(RexNode node) {
    return lowerIfNative(node).orElseGet(() -> java.generate((RexCall) node));
  }

  /// Empty if only generated Java can compute it.
  Optional<Expression> lowerIfNative(RexNode node) {
    Optional<Expression> before = known.get(node);
    if (before != null) {
      return before;
    }
    Optional<Expression> lowered = tryLower(node);
    known.put(node, lowered);
    return lowered;
  }

  private Optional<Expression> tryLower(RexNode node) {
    return switch (node) {
      case RexInputRef reference -> Optional.of(reference(reference));
      case RexLiteral literal when SqlTypes.isMoment(literal.getType()) ->
          Optional.of(zones.literal(literal));
      case RexLiteral literal -> Optional.of(Literals.of(literal));
      case RexFieldAccess access -> Optional.of(field(access));
      case RexCall call -> call(call);
      default ->
          throw new WadiException(
                  ErrorCode.UNSUPPORTED_SQL, "the expression %s is not supported".formatted(node))
              .withHint("docs/sql.md shows what there is");
    };
  }

  private Expression reference(RexInputRef reference) {
    return switch (input.slots().get(reference.getIndex())) {
      case Slot.Column column -> as(input.column(column.index()), reference.getType());
      case Slot.Window window ->
          JavaCode.struct(
              List.of(input.column(window.start()), input.column(window.end())),
              ArrowTypes.field(reference.getType()));
    };
  }

  // The bounds of windows over moments are plain times in UTC.
  private static Expression as(Expression column, RelDataType type) {
    Field field = ArrowTypes.field(type);
    return ZoneCasts.apply(column.type(), field)
        ? new Expression.Cast(
            column, false, Types.withNullability(field, column.type().isNullable()))
        : column;
  }

  private Expression field(RexFieldAccess access) {
    String name = access.getField().getName();
    if (access.getReferenceExpr() instanceof RexInputRef reference
        && input.slots().get(reference.getIndex()) instanceof Slot.Window window) {
      int bound = name.equals(WindowFunction.START) ? window.start() : window.end();
      return as(input.column(bound), access.getType());
    }
    if (access.getReferenceExpr() instanceof RexCall call
        && call.getOperator() instanceof WindowFunction) {
      return bound(call, name.equals(WindowFunction.START) ? Bound.START : Bound.END);
    }
    Expression struct = lower(access.getReferenceExpr());
    return new Call(
        Operation.STRUCT_FIELD,
        List.of(struct, Literals.text(name)),
        ArrowTypes.field(access.getType()));
  }

  private Expression bound(RexCall call, Bound bound) {
    try {
      return boundOf(call, bound);
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : sites.at(call.getOperator().getName(), e);
    }
  }

  private Expression boundOf(RexCall call, Bound bound) {
    WindowCall window = WindowCall.of(call, input, this);
    if (window.known().isPresent()) {
      Slot.Window known = window.known().get();
      return input.column(bound == Bound.START ? known.start() : known.end());
    }
    WindowShape shape = window.window().shape();
    if (shape instanceof WindowShape.Monthly) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW, "windows of months can only be grouped by here")
          .withHint("date_trunc('month', time) is the month of a time");
    }
    if (!(shape instanceof WindowShape.Tumble tumble)) {
      throw new WadiException(
              ErrorCode.INVALID_WINDOW,
              "%s does not follow from the row alone, so nothing can be computed of it here"
                  .formatted(((WindowFunction) call.getOperator()).kind()))
          .withHint("group by the window in a sub-query first");
    }
    return Windows.bound(input.column(window.window().timeColumn()), tumble, bound);
  }

  private Optional<Expression> call(RexCall call) {
    SqlOperator operator = call.getOperator();
    if (operator instanceof UserFunction function) {
      return Optional.of(function(function, call, rejected));
    }
    if (operator == TryFunction.TRY) {
      RexCall tried = (RexCall) call.getOperands().getFirst();
      return Optional.of(function((UserFunction) tried.getOperator(), tried, OnRejection.NULL));
    }
    if (operator instanceof BuiltInOperator function) {
      return natives.builtIn(call).or(() -> Optional.of(builtIn(function, call)));
    }
    if (operator == OwnOperators.EVENT_TIME) {
      return Optional.of(input.column(input.eventTime()));
    }
    if (operator == OwnOperators.ARROW_TYPEOF) {
      Field argument = ArrowTypes.field(call.getOperands().getFirst().getType());
      return Optional.of(Literals.text(ArrowTypeNames.of(argument)));
    }
    if (operator == OwnOperators.ARRAY_NDIMS) {
      return Optional.of(nested.dimensions(call));
    }
    if (operator instanceof StructFunction function) {
      return Optional.of(nested.struct(function.values(call.getOperands()), call));
    }
    if (operator == OwnOperators.ROW_TIME) {
      return Optional.of(rowTime(ArrowTypes.field(call.getType())));
    }
    if (operator instanceof WindowFunction) {
      List<Expression> bounds = List.of(bound(call, Bound.START), bound(call, Bound.END));
      return Optional.of(JavaCode.struct(bounds, ArrowTypes.field(call.getType())));
    }
    return switch (call.getKind()) {
      case CASE -> Optional.of(choice(call));
      case SEARCH -> lowerIfNative(RexUtil.expandSearch(builder, null, call));
      case CAST, SAFE_CAST -> natives.cast(call);
      default -> natives.call(call);
    };
  }

  private Expression rowTime(Field type) {
    if (!input.hasEventTime()) {
      WadiException error =
          new WadiException(
                  ErrorCode.INVALID_WATERMARK,
                  "row_time() needs an input with event time, but no table of it has a watermark")
              .withHint("declare WATERMARK FOR column in CREATE TABLE");
      throw sites.at("row_time", error);
    }
    Expression time = input.column(input.eventTime());
    return Types.same(time.type(), type) ? time : new Expression.Cast(time, false, type);
  }

  private Expression function(UserFunction function, RexCall call, OnRejection rejected) {
    FunctionSignature signature = function.signature().ofCall(call.getOperands().size());
    Field type = ArrowTypes.field(call.getType());
    boolean nullable = type.isNullable() || rejected == OnRejection.NULL;
    return new FunctionCall(
        signature, arguments(signature, call), rejected, Types.withNullability(type, nullable));
  }

  /// What a function of a plugin is called with, as it declares it.
  List<Expression> arguments(FunctionSignature called, RexCall call) {
    List<Expression> arguments = new ArrayList<>();
    for (int i = 0; i < called.arguments().size(); i++) {
      arguments.add(as(call.getOperands().get(i), called.arguments().get(i)));
    }
    return arguments;
  }

  private Expression builtIn(BuiltInOperator operator, RexCall call) {
    List<RexNode> operands = call.getOperands();
    List<RelDataType> types = operands.stream().map(RexNode::getType).toList();
    BuiltInFunction function = operator.overloads().choose(types).orElseThrow();
    TypeVariables variables = TypeVariables.of(function, types);
    List<Expression> arguments = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      ValueType type = function.argumentType(i);
      arguments.add(
          type.isGeneric()
              ? as(operands.get(i), ArrowTypes.field(variables.of(type)))
              : argument(operands.get(i), type));
    }
    return new BuiltInCall(function.id(), arguments, ArrowTypes.field(call.getType()));
  }

  // Either unit of a timestamp will do, and any number of digits.
  private Expression argument(RexNode value, ValueType type) {
    if (type.isStep() && SqlTypeUtil.isIntType(value.getType())) {
      return as(value, Types.LONG);
    }
    boolean asItIs =
        switch (type.arrow()) {
          case ArrowType.Timestamp _ -> value.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP;
          case ArrowType.Decimal _ -> value.getType().getSqlTypeName() == SqlTypeName.DECIMAL;
          default -> false;
        };
    return asItIs ? lower(value) : as(value, type.field(false));
  }

  private Expression choice(RexCall call) {
    List<RexNode> operands = call.getOperands();
    Field type = ArrowTypes.field(call.getType());
    List<Case.Branch> branches = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      branches.add(new Case.Branch(lower(operands.get(i)), as(operands.get(i + 1), type)));
    }
    return new Case(branches, as(operands.getLast(), type), type);
  }

  private static Optional<Expression.Literal> number(RexNode value, Field type) {
    return value instanceof RexLiteral literal
        ? Literals.number(literal, Types.withNullability(Types.unnamed(type), false))
        : Optional.empty();
  }

  /// A value as another type, if it is not of that type already.
  Expression as(RexNode value, Field type) {
    if (value instanceof RexLiteral literal && literal.isNull()) {
      return new Expression.Literal(null, Types.withNullability(Types.unnamed(type), true));
    }
    Optional<Expression.Literal> number = number(value, type);
    if (number.isPresent()) {
      return number.get();
    }
    if (Types.same(ArrowTypes.field(value.getType()), type)) {
      return lower(value);
    }
    return lower(
        builder.makeCast(
            ArrowTypes.sql(Types.withNullability(type, value.getType().isNullable())),
            value,
            true,
            false));
  }
}
