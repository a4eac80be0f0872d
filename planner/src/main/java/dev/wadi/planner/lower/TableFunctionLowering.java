package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.TableFunctionCall;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.UserFunction;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;

/// The rows that a function of a plugin makes of each row.
final class TableFunctionLowering {
  private final Lowering lowering;

  TableFunctionLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// @param scan of a relation whose fields are followed by the function's columns
  Relation lower(TableFunctionScan scan, UserFunction function) {
    Relation input = lowering.relation(scan.getInput(0));
    RexCall call = (RexCall) scan.getCall();
    FunctionSignature called = function.signature().ofCall(call.getOperands().size());
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    List<Integer> kept = IntStream.range(0, fields.size()).boxed().toList();
    List<Slot> slots = new ArrayList<>(input.slots());
    List<RelDataTypeField> all = scan.getRowType().getFieldList();
    for (int i = 0; i < called.columns().size(); i++) {
      RelDataTypeField made = all.get(all.size() - called.columns().size() + i);
      slots.add(new Slot.Column(fields.size()));
      fields.add(Types.named(made.getName(), ArrowTypes.field(made.getType())));
    }
    Plan plan =
        new TableFunctionCall(
            input.plan(),
            called,
            lowering.expressions(scan, input).arguments(called, call),
            kept,
            function.isOuter(),
            new Schema(fields));
    return new Relation(
        plan, slots, input.times(), input.eventTime(), input.change(), input.bounded());
  }
}
