package dev.wadi.planner.lower;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.AggregateFunction;
import dev.wadi.planner.resolve.AggregateOperator;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.SqlTypes;
import dev.wadi.planner.resolve.UserAggregate;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.core.Aggregate;

/// Calcite's aggregate calls to the engine's.
final class Aggregates {
  /// Added to aggregates over rows that are taken back.
  static final AggregateCall COUNT_ROWS =
      new AggregateCall(
          AggregateFunction.COUNT,
          List.of(),
          false,
          -1,
          Types.notNull(new ArrowType.Int(64, true)));

  private Aggregates() {}

  static AggregateCall call(
      Lowering lowering,
      org.apache.calcite.rel.core.AggregateCall call,
      Aggregate aggregate,
      Relation input) {
    if (call.getAggregation() instanceof AggregateOperator operator) {
      return BuiltInAggregates.call(lowering, operator.aggregate(), call, aggregate, input);
    }
    if (call.getAggregation() instanceof UserAggregate user) {
      return plugins(user, call, aggregate, input);
    }
    String name = call.getAggregation().getName();
    AggregateFunction function = function(name).orElseThrow(() -> lowering.at(name, unknown(name)));
    List<Integer> arguments =
        call.getArgList().stream().map(field -> column(aggregate, input, field)).toList();
    Field type = type(function, arguments, aggregate, input);
    return new AggregateCall(
        function, arguments, call.isDistinct(), filter(call, aggregate, input), type);
  }

  // The arguments have been cast to the types that are declared.
  private static AggregateCall plugins(
      UserAggregate user,
      org.apache.calcite.rel.core.AggregateCall call,
      Aggregate aggregate,
      Relation input) {
    return new AggregateCall(
        user.signature(),
        call.getArgList().stream().map(field -> column(aggregate, input, field)).toList(),
        call.isDistinct(),
        filter(call, aggregate, input),
        ArrowTypes.field(call.getType()));
  }

  /// The column that says which rows count, or -1.
  static int filter(
      org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate, Relation input) {
    return call.hasFilter() ? column(aggregate, input, call.filterArg) : -1;
  }

  private static WadiException unknown(String name) {
    return new WadiException(
            ErrorCode.UNSUPPORTED_SQL,
            "the aggregate %s is not supported".formatted(name.toLowerCase(Locale.ROOT)))
        .withHint("docs/aggregates.md has all that there are");
  }

  static int column(Aggregate aggregate, Relation input, int field) {
    return switch (input.slots().get(field)) {
      case Slot.Column column -> column.index();
      case Slot.Window _ ->
          throw Unsupported.at(
              aggregate, "a window cannot be aggregated", "aggregate its start or end");
    };
  }

  // What Calcite itself makes of other SQL.
  private static Optional<AggregateFunction> function(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "COUNT" -> AggregateFunction.COUNT;
          case "SUM", "$SUM0" -> AggregateFunction.SUM;
          case "MIN" -> AggregateFunction.MIN;
          case "MAX" -> AggregateFunction.MAX;
          case "SINGLE_VALUE" -> AggregateFunction.SINGLE_VALUE;
          default -> null;
        });
  }

  // What the engine makes of the argument, whatever Calcite thinks of it.
  private static Field type(
      AggregateFunction function, List<Integer> arguments, Aggregate aggregate, Relation input) {
    return switch (function) {
      case COUNT -> Types.notNull(new ArrowType.Int(64, true));
      case SUM -> nullable(sum(input.fieldOf(arguments.getFirst()), aggregate));
      case MIN, MAX, SINGLE_VALUE -> nullable(input.fieldOf(arguments.getFirst()));
      default -> throw new IllegalStateException("has an operator of ours: " + function);
    };
  }

  static Field nullable(Field type) {
    return Types.withNullability(Types.unnamed(type), true);
  }

  static Field sum(Field argument, Aggregate aggregate) {
    return switch (argument.getType()) {
      case ArrowType.Int _ -> Types.notNull(new ArrowType.Int(64, true));
      case ArrowType.FloatingPoint _ ->
          Types.notNull(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case ArrowType.Decimal decimal ->
          Types.notNull(
              new ArrowType.Decimal(SqlTypes.DECIMAL_DIGITS_MAX, decimal.getScale(), 128));
      case ArrowType.Duration _, ArrowType.Interval _ -> Types.notNull(argument.getType());
      default ->
          throw Unsupported.at(
              aggregate,
              ErrorCode.TYPE_MISMATCH,
              "%s cannot be summed".formatted(argument.getType()),
              "sum a number");
    };
  }
}
