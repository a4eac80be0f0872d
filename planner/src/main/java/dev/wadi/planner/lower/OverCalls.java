package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.plan.Frame;
import dev.wadi.engine.plan.OverCall;
import dev.wadi.engine.plan.OverCall.RankFunction;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.UserAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.util.ImmutableBitSet;

/// The functions of one group of a window. Arguments that need another type are columns that are
/// added to the input.
final class OverCalls {
  private static final Field BIGINT = Types.notNull(new ArrowType.Int(64, true));
  private static final Field DOUBLE =
      Types.notNull(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));

  private final Lowering lowering;
  private final Window window;
  private final RelNode node;
  private final Window.Group group;
  private final Relation input;
  private final Expressions expressions;
  private final List<Expression> added = new ArrayList<>();

  /// @param node what the calls' operands refer to
  /// @param input the same, lowered
  OverCalls(Lowering lowering, Window window, RelNode node, Window.Group group, Relation input) {
    this.lowering = lowering;
    this.window = window;
    this.node = node;
    this.group = group;
    this.input = input;
    this.expressions = lowering.expressions(node, input);
  }

  /// The input with the columns that the calls need.
  Relation input() {
    if (added.isEmpty()) {
      return input;
    }
    List<Expression> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Field field : input.plan().schema().getFields()) {
      columns.add(input.column(columns.size()));
      names.add(field.getName());
    }
    for (Expression argument : added) {
      names.add("$argument" + columns.size());
      columns.add(argument);
    }
    return input.withPlan(Plans.project(input.plan(), columns, names));
  }

  OverCall lower(Window.RexWinAggCall call) {
    SqlAggFunction function = (SqlAggFunction) call.getOperator();
    return switch (function.getKind()) {
      case ROW_NUMBER -> new OverCall.Rank(RankFunction.ROW_NUMBER, BIGINT);
      case RANK -> new OverCall.Rank(RankFunction.RANK, BIGINT);
      case DENSE_RANK -> new OverCall.Rank(RankFunction.DENSE_RANK, BIGINT);
      case PERCENT_RANK -> new OverCall.Rank(RankFunction.PERCENT_RANK, DOUBLE);
      case CUME_DIST -> new OverCall.Rank(RankFunction.CUME_DIST, DOUBLE);
      case NTILE -> new OverCall.Ntile(number(call, 0), nullable(BIGINT));
      case LAG -> shift(call, true);
      case LEAD -> shift(call, false);
      case FIRST_VALUE -> nth(call, -1, false);
      case LAST_VALUE -> nth(call, -1, true);
      case NTH_VALUE -> nth(call, number(call, 1), false);
      default -> aggregated(call, function);
    };
  }

  private OverCall shift(Window.RexWinAggCall call, boolean back) {
    int operands = call.getOperands().size();
    int argument = column(call, 0);
    Field type = nullable(input.fieldOf(argument));
    return new OverCall.Shift(
        argument,
        operands > 1 ? number(call, 1) : -1,
        back,
        operands > 2 ? as(call, 2, type) : -1,
        call.ignoreNulls,
        type);
  }

  private OverCall nth(Window.RexWinAggCall call, int place, boolean last) {
    int argument = column(call, 0);
    return new OverCall.Nth(
        argument,
        place,
        last,
        call.ignoreNulls,
        new Frames(window, group, input).frame(),
        nullable(input.fieldOf(argument)));
  }

  private OverCall aggregated(Window.RexWinAggCall call, SqlAggFunction function) {
    Frame frame = new Frames(window, group, input).frame();
    if (function instanceof UserAggregate user) {
      return new OverCall.Aggregated(plugins(call, user), frame);
    }
    List<Integer> arguments =
        call.getOperands().stream().map(operand -> ((RexInputRef) operand).getIndex()).toList();
    AggregateCall aggregate =
        AggregateCall.create(
            function,
            call.distinct,
            false,
            call.ignoreNulls,
            List.of(),
            arguments,
            -1,
            null,
            RelCollations.EMPTY,
            true,
            node,
            null,
            null);
    LogicalAggregate rows =
        LogicalAggregate.create(node, List.of(), ImmutableBitSet.of(), null, List.of(aggregate));
    var lowered = Aggregates.call(lowering, aggregate, rows, input);
    return new OverCall.Aggregated(lowered, frame);
  }

  private dev.wadi.engine.plan.AggregateCall plugins(
      Window.RexWinAggCall call, UserAggregate user) {
    List<Field> declared = user.signature().arguments();
    return new dev.wadi.engine.plan.AggregateCall(
        user.signature(),
        IntStream.range(0, declared.size()).mapToObj(i -> as(call, i, declared.get(i))).toList(),
        call.distinct,
        -1,
        ArrowTypes.field(call.getType()));
  }

  private int number(Window.RexWinAggCall call, int operand) {
    return as(call, operand, BIGINT);
  }

  private int as(Window.RexWinAggCall call, int operand, Field type) {
    RexNode value = call.getOperands().get(operand);
    Expression converted = expressions.as(value, type);
    if (converted instanceof InputColumn column) {
      return column.index();
    }
    added.add(converted);
    return input.plan().schema().getFields().size() + added.size() - 1;
  }

  private int column(Window.RexWinAggCall call, int operand) {
    int field = ((RexInputRef) call.getOperands().get(operand)).getIndex();
    return switch (input.slots().get(field)) {
      case Slot.Column column -> column.index();
      case Slot.Window _ ->
          throw Unsupported.at(
              window, "a window is no argument of a window function", "use its start or end");
    };
  }

  private static Field nullable(Field type) {
    return Types.withNullability(Types.unnamed(type), true);
  }
}
