package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// Where the columns of an aggregate are: in its input, in the partial results between its two
/// phases (which are also its state in snapshots), and in its output.
///
/// Partial results are: the keys, the window's start in microseconds if the window has bounds, then
/// the state columns of each aggregate.
///
/// @param retracting whether input rows may be taken back
public record AggregateLayout(
    Plan.WindowAggregate aggregate, boolean retracting, Schema partialSchema) {
  private static final Field WINDOW_START =
      new Field(
          "window_start",
          FieldType.notNullable(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
          null);

  public static AggregateLayout of(Plan.WindowAggregate aggregate) {
    return of(aggregate, false);
  }

  public static AggregateLayout of(Plan.UpdatingAggregate updating) {
    return of(updating.aggregate(), updating.change() >= 0);
  }

  private static AggregateLayout of(Plan.WindowAggregate aggregate, boolean retracting) {
    List<Field> partial = new ArrayList<>(keyFields(aggregate));
    if (aggregate.window().bounds() > 0) {
      partial.add(WINDOW_START);
    }
    for (AggregateCall call : aggregate.aggregates()) {
      // Without an allocator: only asked for its types.
      partial.addAll(
          Accumulators.create(call, arguments(aggregate, call), retracting, null).stateFields());
    }
    return new AggregateLayout(aggregate, retracting, new Schema(partial));
  }

  private static List<Field> keyFields(Plan.WindowAggregate aggregate) {
    List<Field> input = aggregate.input().schema().getFields();
    return aggregate.keys().stream().map(input::get).toList();
  }

  private static List<Field> arguments(Plan.WindowAggregate aggregate, AggregateCall call) {
    List<Field> input = aggregate.input().schema().getFields();
    return call.arguments().stream().map(input::get).toList();
  }

  Window window() {
    return aggregate.window();
  }

  int keyCount() {
    return aggregate.keys().size();
  }

  List<Field> keyFields() {
    return keyFields(aggregate);
  }

  List<AggregateCall> calls() {
    return aggregate.aggregates();
  }

  List<Accumulator> accumulators(BufferAllocator allocator) {
    return calls().stream()
        .map(call -> Accumulators.create(call, arguments(aggregate, call), retracting, allocator))
        .toList();
  }

  /// The first state column in the partial results.
  int firstState() {
    return keyCount() + (window().bounds() > 0 ? 1 : 0);
  }

  /// Type of the window's bounds in the output.
  Field boundField() {
    return aggregate.schema().getFields().get(keyCount());
  }
}
