package dev.wadi.planner.lower;

import dev.wadi.planner.lower.TimeRole.Bound;
import dev.wadi.planner.lower.TimeRole.Tumble;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/// The table function TUMBLE: its input's fields, then `window_start` and `window_end`.
final class TumbleLowering {
  private final Lowering lowering;

  TumbleLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  Relation lower(TableFunctionScan function) {
    RexCall call = (RexCall) function.getCall();
    String name = call.getOperator().getName();
    if (!name.equals("TUMBLE")) {
      throw lowering.at(
          name,
          new WadiException(
              ErrorCode.UNSUPPORTED_SQL, "the table function %s is not supported".formatted(name)));
    }
    try {
      return windows(function, call);
    } catch (WadiException e) {
      throw e.position().isPresent() ? e : lowering.at(name, e);
    }
  }

  private Relation windows(TableFunctionScan function, RexCall call) {
    Relation input = lowering.relation(function.getInput(0));
    List<RexNode> operands = call.getOperands();
    int first = 0;
    while (operands.get(first).getKind() != SqlKind.DESCRIPTOR) {
      first++;
    }
    RexInputRef time = (RexInputRef) ((RexCall) operands.get(first)).getOperands().getFirst();
    int timeColumn = ((Slot.Column) input.slots().get(time.getIndex())).index();
    Tumble tumble = Windows.tumble(operands.subList(first + 1, operands.size()));
    Projection output = new Projection(input);
    List<String> names = function.getRowType().getFieldNames();
    for (int i = 0; i < input.slots().size(); i++) {
      switch (input.slots().get(i)) {
        case Slot.Column column -> output.field(names.get(i), input.column(column.index()));
        case Slot.Window window -> output.field(names.get(i), window);
      }
    }
    output.bound(names.get(names.size() - 2), timeColumn, tumble, Bound.START);
    output.bound(names.getLast(), timeColumn, tumble, Bound.END);
    return output.build();
  }
}
