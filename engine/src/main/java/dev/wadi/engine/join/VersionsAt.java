package dev.wadi.engine.join;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The versions of keys among kept rows. Of several with the same time, the one that came last
/// counts.
final class VersionsAt {
  private static final long NANOS_PER_MICRO = 1_000;

  private final KeptRows versions;
  private final MemorySegment times;
  private final boolean nanos;

  VersionsAt(KeptRows versions, int timeColumn) {
    Column time = versions.columns().get(timeColumn);
    this.versions = versions;
    this.times = time.data();
    this.nanos =
        time.field().getType() instanceof ArrowType.Timestamp type
            && type.getUnit() == TimeUnit.NANOSECOND;
  }

  /// The version for each of some rows, or -1.
  ///
  /// @param newest the version of the row's key that came last, or -1: the same for the same key
  /// @param leftTimes of the unit of the versions' times
  int[] of(int[] rows, int[] newest, Column leftTimes) {
    MemorySegment wanted = leftTimes.data();
    int[] found = new int[rows.length];
    Arrays.fill(found, -1);
    int[] order =
        IntStream.range(0, rows.length)
            .filter(i -> newest[i] >= 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(i -> newest[i])
                    .thenComparingLong(i -> time(wanted, rows[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    int from = 0;
    while (from < order.length) {
      int[] inTime = inTime(newest[order[from]]);
      int next = 0;
      int to = from;
      for (; to < order.length && newest[order[to]] == newest[order[from]]; to++) {
        long time = time(wanted, rows[order[to]]);
        while (next < inTime.length && time(times, inTime[next]) <= time) {
          next++;
        }
        found[order[to]] = next == 0 ? -1 : inTime[next - 1];
      }
      from = to;
    }
    return found;
  }

  private int[] inTime(int newest) {
    return IntStream.iterate(newest, row -> row >= 0, versions::before)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(row -> time(times, row))
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long time(MemorySegment times, int row) {
    return times.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row);
  }

  /// Drops all versions of a key, named by the one that came last, that have been replaced by the
  /// time of a watermark.
  IntConsumer forgetting(long watermarkMicros) {
    long limit =
        nanos && watermarkMicros < Long.MAX_VALUE / NANOS_PER_MICRO
            ? watermarkMicros * NANOS_PER_MICRO
            : watermarkMicros;
    return newest -> {
      int valid = -1;
      for (int row = newest; row >= 0; ) {
        int before = versions.before(row);
        if (time(times, row) <= limit) {
          int replaced = valid;
          if (valid < 0 || time(times, row) > time(times, valid)) {
            valid = row;
          } else {
            replaced = row;
          }
          if (replaced >= 0) {
            versions.drop(replaced);
          }
        }
        row = before;
      }
    };
  }
}
