package dev.wadi.engine.over;

import dev.wadi.engine.plan.OverCall;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.pojo.Field;

/// The place of each row in its partition, in one way or another.
final class RankColumns {
  private final Partitions partitions;
  private final BufferAllocator allocator;

  RankColumns(Partitions partitions, BufferAllocator allocator) {
    this.partitions = partitions;
    this.allocator = allocator;
  }

  Column of(OverCall.Rank call) {
    int[] start = partitions.partitionStart();
    int[] peer = partitions.peerStart();
    return switch (call.function()) {
      case ROW_NUMBER -> longs(call.type(), row -> row - start[row] + 1);
      case RANK -> longs(call.type(), row -> peer[row] - start[row] + 1);
      case DENSE_RANK -> denseRank(call.type());
      case PERCENT_RANK, CUME_DIST -> shares(call);
    };
  }

  private Column denseRank(Field type) {
    int[] ranks = new int[partitions.count()];
    for (int row = 0; row < ranks.length; row++) {
      boolean first = partitions.partitionStart()[row] == row;
      int step = partitions.peerStart()[row] == row ? 1 : 0;
      ranks[row] = first ? 1 : ranks[row - 1] + step;
    }
    return longs(type, row -> ranks[row]);
  }

  private Column shares(OverCall.Rank call) {
    var vector = (Float8Vector) call.type().createVector(allocator);
    vector.allocateNew(Math.max(1, partitions.count()));
    for (int row = 0; row < partitions.count(); row++) {
      vector.set(row, share(call.function(), row));
    }
    vector.setValueCount(partitions.count());
    return Column.of(vector);
  }

  private double share(OverCall.RankFunction function, int row) {
    int start = partitions.partitionStart()[row];
    double count = partitions.partitionEnd()[row] - start;
    if (function == OverCall.RankFunction.CUME_DIST) {
      return (partitions.peerEnd()[row] - start) / count;
    }
    return count == 1 ? 0 : (partitions.peerStart()[row] - start) / (count - 1);
  }

  Column ntile(OverCall.Ntile call) {
    Column buckets = partitions.rows().column(call.buckets());
    var vector = (BigIntVector) buckets.vector();
    var result = (BigIntVector) call.type().createVector(allocator);
    result.allocateNew(Math.max(1, partitions.count()));
    for (int row = 0; row < partitions.count(); row++) {
      if (!buckets.isNull(row)) {
        result.set(row, bucket(row, vector.get(row)));
      }
    }
    result.setValueCount(partitions.count());
    return Column.of(result);
  }

  // The first buckets get one row more if the rows cannot be dealt out evenly.
  private long bucket(int row, long buckets) {
    int start = partitions.partitionStart()[row];
    if (buckets <= 0) {
      throw notPositive("ntile", buckets);
    }
    long count = partitions.partitionEnd()[row] - start;
    long place = row - start;
    long size = count / buckets;
    long larger = count % buckets;
    return place < larger * (size + 1)
        ? place / (size + 1) + 1
        : larger + (place - larger * (size + 1)) / size + 1;
  }

  static WadiException notPositive(String function, long value) {
    return new WadiException(
        ErrorCode.INVALID_ARGUMENT,
        "%s needs a number greater than zero, not %d".formatted(function, value));
  }

  private Column longs(Field type, IntToLongFunction value) {
    var vector = (BigIntVector) type.createVector(allocator);
    vector.allocateNew(Math.max(1, partitions.count()));
    for (int row = 0; row < partitions.count(); row++) {
      vector.set(row, value.applyAsLong(row));
    }
    vector.setValueCount(partitions.count());
    return Column.of(vector);
  }
}
