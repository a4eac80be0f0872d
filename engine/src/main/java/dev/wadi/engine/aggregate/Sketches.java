package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.RowHash;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// The aggregates that approximate.
final class Sketches {
  private static final int COMPRESSION = 100;

  private Sketches() {}

  static Accumulator distinct(Field type, BufferAllocator allocator) {
    return new SketchAccumulator<>(DistinctSketch::new, Sketches::addHashes, type, allocator);
  }

  private static void addHashes(
      List<Column> arguments, GroupedRows rows, IntFunction<DistinctSketch> sketches) {
    long[] hashes = new long[rows.rows().count()];
    arguments.forEach(Column::retain);
    try (Batch batch = Batch.of(arguments, arguments.getFirst().rowCount(), rows.rows())) {
      RowHash.hash(arguments, batch, hashes);
    }
    for (int i = 0; i < hashes.length; i++) {
      sketches.apply(rows.groups()[i]).add(hashes[i]);
    }
  }

  static Accumulator percentile(AggregateCall call, BufferAllocator allocator) {
    double fraction = OrderedResult.fraction(call).doubleValue();
    int compression =
        call.parameters().size() > 1 ? Integer.parseInt(call.parameters().get(1)) : COMPRESSION;
    var values = new Numbers();
    return new SketchAccumulator<PercentileSketch>(
        () -> new PercentileSketch(fraction, compression),
        (arguments, rows, sketches) -> {
          double[] numbers = values.doubles(arguments.getFirst(), rows.rows());
          for (int i = 0; i < rows.rows().count(); i++) {
            sketches.apply(rows.groups()[i]).add(numbers[i]);
          }
        },
        call.type(),
        allocator);
  }
}
