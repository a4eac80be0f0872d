package dev.wadi.engine.aggregate;

import dev.wadi.engine.plan.AggregateCall;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Picks the accumulator for an aggregate call.
final class Accumulators {
  private Accumulators() {}

  /// @param arguments types of the call's arguments
  /// @param retracting whether rows will be taken back
  static Accumulator create(
      AggregateCall call, List<Field> arguments, boolean retracting, BufferAllocator allocator) {
    Accumulator plain = plain(call, arguments, retracting, allocator);
    return call.distinct() && dependsOnRepetition(call)
        ? new DistinctAccumulator(plain, arguments, retracting, allocator)
        : plain;
  }

  private static boolean dependsOnRepetition(AggregateCall call) {
    return switch (call.function()) {
      case MIN, MAX, BOOL_AND, BOOL_OR -> false;
      case COUNT, SUM, AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> true;
    };
  }

  private static Accumulator plain(
      AggregateCall call, List<Field> arguments, boolean retracting, BufferAllocator allocator) {
    return switch (call.function()) {
      case COUNT -> new CountAccumulator(call.type(), allocator);
      case SUM -> sum(call.type(), arguments.getFirst(), allocator);
      case AVG -> average(call.type(), arguments.getFirst(), allocator);
      case MIN, BOOL_AND -> extreme(false, call.type(), retracting, allocator);
      case MAX, BOOL_OR -> extreme(true, call.type(), retracting, allocator);
      case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP ->
          new VarianceAccumulator(call.function(), call.type(), allocator);
    };
  }

  private static Accumulator sum(Field type, Field argument, BufferAllocator allocator) {
    return switch (type.getType()) {
      case ArrowType.FloatingPoint _ -> new DoubleSumAccumulator(type, false, allocator);
      case ArrowType.Decimal _ -> new ExactSumAccumulator(type, argument, false, allocator);
      default -> new LongSumAccumulator(type, allocator);
    };
  }

  private static Accumulator average(Field type, Field argument, BufferAllocator allocator) {
    return argument.getType() instanceof ArrowType.FloatingPoint
        ? new DoubleSumAccumulator(type, true, allocator)
        : new ExactSumAccumulator(type, argument, true, allocator);
  }

  private static Accumulator extreme(
      boolean greatest, Field type, boolean retracting, BufferAllocator allocator) {
    if (retracting) {
      return new CountedExtremeAccumulator(greatest, type, allocator);
    }
    return ComparableLongs.supports(type)
        ? new FixedExtremeAccumulator(greatest, type, allocator)
        : new ObjectExtremeAccumulator(greatest, type, allocator);
  }
}
