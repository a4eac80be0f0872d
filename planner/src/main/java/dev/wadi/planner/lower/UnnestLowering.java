package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Unnest;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.UnnestFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;

/// A row per item of an array, or of several side by side.
final class UnnestLowering {
  private final Lowering lowering;

  UnnestLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// @param scan of a relation whose fields are followed by the items and perhaps their place
  Relation lower(TableFunctionScan scan, UnnestFunction function) {
    Relation input = lowering.relation(scan.getInput(0));
    List<Integer> lists =
        ((RexCall) scan.getCall())
            .getOperands().stream()
                .map(array -> input.slots().get(((RexInputRef) array).getIndex()))
                .map(slot -> ((Slot.Column) slot).index())
                .toList();
    List<Field> fields = new ArrayList<>(input.plan().schema().getFields());
    List<Slot> slots = new ArrayList<>(input.slots());
    List<RelDataTypeField> all = scan.getRowType().getFieldList();
    for (RelDataTypeField made : all.subList(slots.size(), all.size())) {
      slots.add(new Slot.Column(fields.size()));
      fields.add(Types.named(made.getName(), ArrowTypes.field(made.getType())));
    }
    Plan plan =
        new Unnest(
            input.plan(),
            lists,
            IntStream.range(0, input.plan().schema().getFields().size()).boxed().toList(),
            function.ordinality(),
            function.outer(),
            new Schema(fields));
    return new Relation(
        plan, slots, input.times(), input.eventTime(), input.change(), input.bounded());
  }
}
