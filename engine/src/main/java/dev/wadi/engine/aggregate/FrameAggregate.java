package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.BatchBuilder;
import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.plan.AggregateCall;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// One aggregate over many ranges of rows, such as the frames of window functions.
///
/// Ranges that have few rows in all are added up row by row. Otherwise states of runs of 2, 4, 8
/// ... rows are made from each other, and each range merges those few runs that it consists of: a
/// level of runs at a time, so that everything is done in bulk.
public final class FrameAggregate implements AutoCloseable {
  /// Rows that are added at once.
  private static final int CHUNK = 64 * 1024;

  /// Beyond this many rows kept at a time, ranges wait for others.
  private static final long ADDITIONS_AT_ONCE = 1024 * 1024;

  /// Below this many additions per row it does not pay to make runs.
  private static final int ADDITIONS_PER_ROW = 8;

  private final AggregateCall call;
  private final List<Field> types;
  private final Batch rows;
  private final PluginAggregates plugins;
  private final BufferAllocator allocator;
  private final int[] from;
  private final int[] to;
  private final Accumulator ranges;

  /// @param rows dense, borrowed
  /// @param from the first row of each range
  /// @param to the row behind each range
  private FrameAggregate(
      AggregateCall call,
      Batch rows,
      int[] from,
      int[] to,
      PluginAggregates plugins,
      BufferAllocator allocator) {
    this.call = call;
    this.types = call.arguments().stream().map(argument -> rows.column(argument).field()).toList();
    this.rows = rows;
    this.plugins = plugins;
    this.allocator = allocator;
    this.from = from;
    this.to = to;
    this.ranges = accumulator(from.length);
  }

  /// The results, one per range; neighbours that are the same range are computed once.
  ///
  /// @param rows dense, borrowed
  /// @param from the first row of each range
  /// @param to the row behind each range
  /// @param plugins borrowed
  /// @return owned by the caller
  public static Column of(
      AggregateCall call,
      Batch rows,
      int[] from,
      int[] to,
      PluginAggregates plugins,
      BufferAllocator allocator) {
    return of(call, rows, from, to, (_, _) -> {}, plugins, allocator);
  }

  /// What ranges begin with.
  interface Start {
    /// @param frames the number of each range's first frame
    void merge(int[] frames, Accumulator ranges);
  }

  /// The same where ranges do not begin with nothing.
  static Column of(
      AggregateCall call,
      Batch rows,
      int[] from,
      int[] to,
      Start start,
      PluginAggregates plugins,
      BufferAllocator allocator) {
    int[] rangeOfFrame = new int[from.length];
    int[] rangeFrom = new int[from.length];
    int[] rangeTo = new int[from.length];
    int[] firstFrame = new int[from.length];
    int count = 0;
    for (int i = 0; i < from.length; i++) {
      if (i == 0 || from[i] != from[i - 1] || to[i] != to[i - 1]) {
        firstFrame[count] = i;
        rangeFrom[count] = from[i];
        rangeTo[count++] = to[i];
      }
      rangeOfFrame[i] = count - 1;
    }
    Column results =
        results(
            call,
            rows,
            Arrays.copyOf(rangeFrom, count),
            Arrays.copyOf(rangeTo, count),
            (firstRange, ranges) -> {
              int end = firstRange + ranges.from.length;
              start.merge(Arrays.copyOfRange(firstFrame, firstRange, end), ranges.ranges);
            },
            plugins,
            allocator);
    try {
      return Gather.rows(results, new Selection(rangeOfFrame, rangeOfFrame.length), allocator);
    } finally {
      results.release();
    }
  }

  /// Gives ranges what they begin with.
  private interface Beginning {
    void of(int firstRange, FrameAggregate ranges);
  }

  // Ranges that add rows one by one may keep them: not for too many ranges at a time.
  private static Column results(
      AggregateCall call,
      Batch rows,
      int[] from,
      int[] to,
      Beginning beginning,
      PluginAggregates plugins,
      BufferAllocator allocator) {
    try (var all = new BatchBuilder(new Schema(List.of(call.type())), allocator)) {
      int first = 0;
      do {
        int end = mergesInAnyOrder(call) ? from.length : first + together(from, to, first);
        try (var ranges =
            new FrameAggregate(
                call,
                rows,
                Arrays.copyOfRange(from, first, end),
                Arrays.copyOfRange(to, first, end),
                plugins,
                allocator)) {
          beginning.of(first, ranges);
          Column part = ranges.results();
          if (first == 0 && end == from.length) {
            return part;
          }
          try (Batch batch = Batch.of(List.of(part), part.rowCount())) {
            all.append(batch, null);
          }
        }
        first = end;
      } while (first < from.length);
      try (Batch batch = all.build()) {
        return batch.column(0).retain();
      }
    }
  }

  private static int together(int[] from, int[] to, int first) {
    long additions = 0;
    int end = first;
    while (end < from.length && (end == first || additions < ADDITIONS_AT_ONCE)) {
      additions += to[end] - from[end];
      end++;
    }
    return end - first;
  }

  private Accumulator accumulator(int groups) {
    Accumulator accumulator = Accumulators.create(call, types, false, plugins, allocator);
    accumulator.grow(groups);
    return accumulator;
  }

  private Column results() {
    long additions = 0;
    for (int range = 0; range < from.length; range++) {
      additions += to[range] - from[range];
    }
    if (additions <= (long) ADDITIONS_PER_ROW * rows.rowCount() || !mergesInAnyOrder(call)) {
      addRows();
    } else {
      mergeRuns();
    }
    return ranges.result(0, from.length);
  }

  // Runs are merged from the smallest to the largest, not from the left to the right.
  private static boolean mergesInAnyOrder(AggregateCall call) {
    return !call.distinct()
        && switch (call.function()) {
          case COUNT, SUM, MIN, MAX, AVG, BOOL_AND, BOOL_OR -> true;
          case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP, PLUGIN -> true;
          default -> false;
        };
  }

  private void addRows() {
    int[] chunk = new int[CHUNK];
    int[] groups = new int[CHUNK];
    int count = 0;
    for (int range = 0; range < from.length; range++) {
      for (int row = from[range]; row < to[range]; row++) {
        if (count == CHUNK) {
          add(ranges, new Selection(chunk, count), groups);
          count = 0;
        }
        chunk[count] = row;
        groups[count++] = range;
      }
    }
    add(ranges, new Selection(chunk, count), groups);
  }

  private void add(Accumulator accumulator, Selection chosen, int[] groups) {
    GroupedRows grouped = new GroupedRows(chosen, groups);
    GroupedRows counting =
        call.filter() < 0 ? grouped : grouped.whereTrue(rows.column(call.filter()));
    List<Column> arguments = call.arguments().stream().map(rows::column).toList();
    accumulator.update(arguments, counting.rows(), counting.groups());
  }

  private void mergeRuns() {
    int[] left = from.clone();
    int[] right = to.clone();
    int runs = rows.rowCount();
    Accumulator level = accumulator(runs);
    try {
      add(level, Selection.range(runs), Selection.range(runs).rows());
      while (true) {
        List<Column> states = level.state(0, runs);
        try {
          if (!mergeLevel(states, left, right)) {
            return;
          }
          int half = (runs + 1) / 2;
          Accumulator next = accumulator(half);
          level.close();
          level = next;
          int[] groups = new int[runs];
          Arrays.setAll(groups, run -> run / 2);
          next.merge(states, Selection.range(runs), groups);
          runs = half;
        } finally {
          states.forEach(Column::release);
        }
      }
    } finally {
      level.close();
    }
  }

  /// Merges what each range takes of one level: its first run if that is a right half, its last one
  /// if that is a left half.
  ///
  /// @return whether there is more in larger runs
  private boolean mergeLevel(List<Column> states, int[] left, int[] right) {
    int[] chosen = new int[2 * left.length];
    int[] groups = new int[2 * left.length];
    int count = 0;
    boolean more = false;
    for (int range = 0; range < left.length; range++) {
      if (left[range] < right[range] && (left[range] & 1) == 1) {
        chosen[count] = left[range]++;
        groups[count++] = range;
      }
      if (left[range] < right[range] && (right[range] & 1) == 1) {
        chosen[count] = --right[range];
        groups[count++] = range;
      }
      left[range] >>= 1;
      right[range] >>= 1;
      more |= left[range] < right[range];
    }
    ranges.merge(states, new Selection(chosen, count), groups);
    return more;
  }

  @Override
  public void close() {
    ranges.close();
  }
}
