package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.Window;
import dev.wadi.sdk.batch.Batch;
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
/// Partial results are: the keys, the slice's start in microseconds if time is cut, its end as well
/// if that does not follow from the start, or, if it has several windows, after which time these
/// must end (null for all), then the state columns of each aggregate.
///
/// @param plugins what computes the aggregates of plugins; none until an operator has made the
///   layout {@link #in its own}
public record AggregateLayout(
    Plan.WindowAggregate aggregate, Schema partialSchema, PluginAggregates plugins) {
  private static final Field SLICE_START = bound("slice_start", false);
  private static final Field SLICE_END = bound("slice_end", false);
  private static final Field LATE_AFTER = bound("late_after", true);

  public static AggregateLayout of(Plan.WindowAggregate aggregate) {
    List<Field> partial = new ArrayList<>(keyFields(aggregate));
    partial.addAll(slice(aggregate.window()));
    for (AggregateCall call : aggregate.aggregates()) {
      // Without an allocator: only asked for its types.
      partial.addAll(accumulator(aggregate, call, PluginAggregates.NONE, null).stateFields());
    }
    return new AggregateLayout(aggregate, new Schema(partial), PluginAggregates.NONE);
  }

  /// The same for an operator, which must {@link #close} it.
  AggregateLayout in(OperatorContext context) {
    return new AggregateLayout(aggregate, partialSchema, PluginAggregates.open(calls(), context));
  }

  void close() {
    plugins.close();
  }

  private static Field bound(String name, boolean nullable) {
    return new Field(
        name,
        new FieldType(nullable, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null), null),
        null);
  }

  private static List<Field> slice(Window window) {
    return switch (window) {
      case Window.WholeInput _ -> List.of();
      case Window.Carried _, Window.Session _ -> List.of(SLICE_START, SLICE_END);
      case Window.Tumbling _ -> List.of(SLICE_START);
      case Window.Hopping _, Window.Monthly _, Window.Cumulating _ ->
          List.of(SLICE_START, LATE_AFTER);
    };
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

  Slicing slicing() {
    return Slicing.of(window());
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
    return calls().stream().map(call -> accumulator(aggregate, call, plugins, allocator)).toList();
  }

  private static Accumulator accumulator(
      Plan.WindowAggregate aggregate,
      AggregateCall call,
      PluginAggregates plugins,
      BufferAllocator allocator) {
    return Accumulators.create(
        call, arguments(aggregate, call), aggregate.retracting(), plugins, allocator);
  }

  /// Hashes of the keys in partial results, which say whose they are.
  long[] hashes(Batch partial) {
    long[] hashes = new long[partial.rowCount()];
    RowHash.hash(partial.columns().subList(0, keyCount()), partial, hashes);
    return hashes;
  }

  /// The first state column in the partial results.
  int firstState() {
    return keyCount() + slice(window()).size();
  }

  /// Type of the window's bounds in the output.
  Field boundField() {
    return aggregate.schema().getFields().get(keyCount());
  }
}
