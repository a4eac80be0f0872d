package dev.wadi.planner.lower;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.AggregateCall.Order;
import dev.wadi.planner.resolve.AggregateArgument;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.BuiltInAggregate;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.NlsString;

/// Calls of our own aggregate operators to the engine's aggregates.
final class BuiltInAggregates {
  private static final String MIDDLE = "0.5";

  private final Lowering lowering;
  private final BuiltInAggregate called;
  private final org.apache.calcite.rel.core.AggregateCall call;
  private final Aggregate aggregate;
  private final Relation input;
  private final List<Integer> columns = new ArrayList<>();
  private final List<String> parameters = new ArrayList<>();
  private final List<Order> ordering = new ArrayList<>();

  private BuiltInAggregates(
      Lowering lowering,
      BuiltInAggregate called,
      org.apache.calcite.rel.core.AggregateCall call,
      Aggregate aggregate,
      Relation input) {
    this.lowering = lowering;
    this.called = called;
    this.call = call;
    this.aggregate = aggregate;
    this.input = input;
  }

  static AggregateCall call(
      Lowering lowering,
      BuiltInAggregate called,
      org.apache.calcite.rel.core.AggregateCall call,
      Aggregate aggregate,
      Relation input) {
    return new BuiltInAggregates(lowering, called, call, aggregate, input).lower();
  }

  private AggregateCall lower() {
    List<AggregateArgument> arguments = called.arguments();
    for (int i = 0; i < call.getArgList().size(); i++) {
      int field = call.getArgList().get(i);
      if (arguments.get(i).isConstant()) {
        parameters.add(constant(field));
      } else {
        columns.add(Aggregates.column(aggregate, input, field));
      }
    }
    if (called == BuiltInAggregate.APPROX_MEDIAN) {
      parameters.add(MIDDLE);
    }
    call.getCollation().getFieldCollations().forEach(this::order);
    return new AggregateCall(
        called.function(),
        columns,
        ordering,
        parameters,
        call.isDistinct(),
        Aggregates.filter(call, aggregate, input),
        type());
  }

  // The projection below every aggregation has its arguments, and so its constants.
  private String constant(int field) {
    if (aggregate.getInput() instanceof Project project
        && field < project.getProjects().size()
        && project.getProjects().get(field) instanceof RexLiteral literal) {
      return switch (literal.getValue()) {
        case BigDecimal number -> number.toPlainString();
        case NlsString text -> text.getValue();
        case null, default -> throw new IllegalStateException("no constant: " + literal);
      };
    }
    throw error(
        ErrorCode.UNSUPPORTED_SQL,
        "%s is not supported here, as a window function",
        "aggregate with GROUP BY, and join");
  }

  private void order(RelFieldCollation collation) {
    int column = Aggregates.column(aggregate, input, collation.getFieldIndex());
    refuseNested(input.fieldOf(column));
    if (!columns.contains(column)) {
      if (call.isDistinct()) {
        throw error(
            ErrorCode.INVALID_SQL,
            "with DISTINCT, %s can be ordered only by its argument",
            "take distinct values in a sub-query");
      }
      columns.add(column);
    }
    boolean descending = collation.getDirection().isDescending();
    boolean nullsFirst =
        collation.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
            ? descending
            : collation.nullDirection == RelFieldCollation.NullDirection.FIRST;
    ordering.add(new Order(columns.indexOf(column), descending, nullsFirst));
  }

  private void refuseNested(Field field) {
    if (field.getType().isComplex()) {
      throw error(
          ErrorCode.TYPE_MISMATCH,
          "%s cannot be ordered by arrays or structs",
          "order by one of their values");
    }
  }

  private WadiException error(ErrorCode code, String message, String hint) {
    String name = call.getAggregation().getName();
    return lowering.at(name, new WadiException(code, message.formatted(name)).withHint(hint));
  }

  // What the engine makes of the argument, whatever Calcite thinks of it.
  private Field type() {
    Field type =
        switch (called.function()) {
          case COUNT, APPROX_DISTINCT -> Types.notNull(new ArrowType.Int(64, true));
          case SUM -> Aggregates.sum(input.fieldOf(columns.getFirst()), aggregate);
          default -> ArrowTypes.field(call.getType());
        };
    return isCount() ? type : Aggregates.nullable(type);
  }

  private boolean isCount() {
    return switch (called.function()) {
      case COUNT, APPROX_DISTINCT -> true;
      default -> false;
    };
  }
}
