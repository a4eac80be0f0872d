package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.InputColumn;
import dev.wadi.engine.expression.Operation;
import dev.wadi.engine.plan.Plan;
import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.resolve.WindowTableFunction;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// The table functions TUMBLE, HOP, CUMULATE and SESSION: their input's fields, then
/// `window_start`, `window_end` and `window_time`.
final class WindowTableLowering {
  private final Lowering lowering;

  WindowTableLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(TableFunctionScan function) {
    RexCall call = (RexCall) function.getCall();
    String name = call.getOperator().getName();
    if (!(call.getOperator() instanceof WindowTableFunction windowing)) {
      throw lowering.at(
          name,
          new WadiException(
                  ErrorCode.UNSUPPORTED_SQL,
                  "the table function %s is not supported".formatted(name))
              .withHint("there are TUMBLE, HOP, CUMULATE, SESSION and UNNEST"));
    }
    try {
      return windows(function, call, windowing);
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : lowering.at(name, e);
    }
  }

  private Relation windows(
      TableFunctionScan function, RexCall call, WindowTableFunction windowing) {
    Relation input = lowering.relation(function.getInput(0));
    List<List<Integer>> descriptors =
        call.getOperands().stream()
            .filter(operand -> operand.getKind() == SqlKind.DESCRIPTOR)
            .map(descriptor -> columns((RexCall) descriptor, input))
            .toList();
    List<RexNode> intervals =
        call.getOperands().stream()
            .filter(operand -> operand.getType().getIntervalQualifier() != null)
            .toList();
    RowWindow window =
        new RowWindow(
            descriptors.getFirst().getFirst(),
            Windows.shape(windowing.kind(), intervals),
            sessionKeys(windowing, descriptors));
    Projection output = new Projection(timed(input, window));
    List<String> names = function.getRowType().getFieldNames();
    for (int i = 0; i < input.slots().size(); i++) {
      output.field(names.get(i), input.slots().get(i));
    }
    for (Bound bound : Bound.values()) {
      output.bound(names.get(input.slots().size() + bound.ordinal()), window, bound);
    }
    return output.build();
  }

  // What has no time is in no window. Where rows are copied for their windows, that shows itself.
  private static Relation timed(Relation input, RowWindow window) {
    InputColumn time = input.column(window.timeColumn());
    if (!window.shape().followsFromTime() || !time.type().isNullable()) {
      return input;
    }
    Field isThere = Types.notNull(new ArrowType.Bool());
    Call condition = new Call(Operation.IS_NOT_NULL, List.of(time), isThere);
    return input.withPlan(new Plan.Filter(input.plan(), condition));
  }

  // A session without PARTITION BY is one of all rows.
  private static Optional<List<Integer>> sessionKeys(
      WindowTableFunction windowing, List<List<Integer>> descriptors) {
    return switch (windowing.kind()) {
      case TUMBLE, HOP, CUMULATE -> Optional.empty();
      case SESSION -> Optional.of(descriptors.size() > 1 ? descriptors.get(1) : List.of());
    };
  }

  private static List<Integer> columns(RexCall descriptor, Relation input) {
    return descriptor.getOperands().stream()
        .map(column -> input.slots().get(((RexInputRef) column).getIndex()))
        .map(slot ->
            switch (slot) {
              case Slot.Column column -> column.index();
              case Slot.Window _ ->
                  throw new WadiException(
                          ErrorCode.INVALID_WINDOW, "a window is no key of a session")
                      .withHint("use its start or end");
            })
        .toList();
  }
}
