package dev.wadi.engine.aggregate;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.plan.Window;
import dev.wadi.engine.state.GroupTable;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntToLongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// The open sessions of all keys, with their aggregates: the states' groups are the numbers of the
/// sessions.
final class Sessions implements AutoCloseable {
  private static final int FEW = 1024;

  private final AggregateLayout layout;
  private final Window.Session window;
  private final BufferAllocator allocator;
  private final LongAdder lateRows;
  private final GroupTable keys;
  private final SessionSpans spans;
  private final AggregateStates states;
  private long doneMicros = Long.MIN_VALUE;
  private int[] ended = new int[0];
  private int nextEnded;

  /// @param lateRows counts rows that came after their session was emitted
  Sessions(AggregateLayout layout, BufferAllocator allocator, LongAdder lateRows) {
    this.layout = layout;
    this.window = (Window.Session) layout.window();
    this.allocator = allocator;
    this.lateRows = lateRows;
    this.keys = new GroupTable(layout.keyFields(), allocator);
    this.spans = new SessionSpans(window.gapMicros(), allocator);
    this.states = new AggregateStates(layout, allocator);
  }

  /// Adds input rows; the batch is borrowed.
  void update(Batch batch) {
    Column time = batch.column(window.timeColumn());
    Selection rows = WindowRows.withoutNulls(time, Panes.allRows(batch));
    long[] times = Micros.of(time, rows);
    int[] keyOfRow = keys(batch, layout.aggregate().keys(), rows);
    List<SessionSpans.Merge> merges = new ArrayList<>();
    int[] kept = new int[rows.count()];
    int[] sessions = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      int session = spans.place(keyOfRow[i], times[i], doneMicros, merges);
      if (session != SessionSpans.NONE) {
        kept[count] = rows.row(i);
        sessions[count++] = session;
      }
    }
    lateRows.add(times.length - count);
    states.grow(spans.count());
    merges.forEach(merge -> states.merge(merge.from(), spans.joined(merge.into())));
    for (int i = 0; i < count; i++) {
      sessions[i] = spans.joined(sessions[i]);
    }
    states.update(batch, new GroupedRows(new Selection(kept, count), sessions));
  }

  private int[] keys(Batch batch, List<Integer> columns, Selection rows) {
    int[] keyOfRow = new int[rows.count()];
    keys.findOrAdd(columns.stream().map(batch::column).toList(), rows, keyOfRow);
    spans.growKeys(Math.max(1, keys.groupCount()));
    return keyOfRow;
  }

  /// Writes one batch of output rows of the sessions that a watermark completes.
  ///
  /// @return false if there are more
  boolean emit(long watermark, int batchRows, Operator.Output output) {
    if (nextEnded == ended.length) {
      ended = spans.takeEnded(watermark);
      nextEnded = 0;
    }
    if (ended.length == 0) {
      done(watermark);
      return true;
    }
    int to = Math.min(ended.length, nextEnded + batchRows);
    Selection chosen = new Selection(Arrays.copyOfRange(ended, nextEnded, to), to - nextEnded);
    Field bound = layout.boundField();
    List<Column> columns = keysAndBounds(chosen, bound, bound);
    columns.addAll(states.results(chosen));
    for (int i = 0; i < chosen.count(); i++) {
      spans.remove(chosen.row(i));
    }
    nextEnded = to;
    output.emit(Batch.of(columns, chosen.count()));
    return false;
  }

  private List<Column> keysAndBounds(Selection sessions, Field start, Field end) {
    int count = sessions.count();
    int[] keyOfSession = new int[count];
    Arrays.setAll(keyOfSession, i -> spans.key(sessions.row(i)));
    List<Column> columns = new ArrayList<>();
    for (Column key : keys.storedKeys()) {
      columns.add(Gather.rows(key, new Selection(keyOfSession, count), allocator));
    }
    columns.add(bounds(sessions, start, spans::start));
    columns.add(bounds(sessions, end, spans::end));
    return columns;
  }

  private Column bounds(Selection sessions, Field type, IntToLongFunction bound) {
    long[] micros = new long[sessions.count()];
    Arrays.setAll(micros, i -> bound.applyAsLong(sessions.row(i)));
    return Micros.column(type, micros, micros.length, allocator);
  }

  /// All sessions that end until then have been emitted.
  void done(long micros) {
    doneMicros = Math.max(doneMicros, micros);
  }

  long doneMicros() {
    return doneMicros;
  }

  /// Whether most of the memory is of sessions that are no more.
  boolean isSparse() {
    return Math.max(spans.count(), keys.groupCount()) > FEW + 2 * spans.liveCount();
  }

  /// Writes all sessions as partial results; they stay as they are.
  void write(int batchRows, Operator.StateWriter writer) {
    int[] live = spans.live();
    List<Field> fields = layout.partialSchema().getFields();
    int start = layout.keyCount();
    for (int from = 0; from < live.length; from += batchRows) {
      int to = Math.min(live.length, from + batchRows);
      Selection chosen = new Selection(Arrays.copyOfRange(live, from, to), to - from);
      List<Column> columns = keysAndBounds(chosen, fields.get(start), fields.get(start + 1));
      columns.addAll(states.state(chosen));
      writer.write(Batch.of(columns, chosen.count()));
    }
  }

  /// Reads some rows of what {@link #write} wrote; the batch is borrowed.
  void restore(Batch partial, Selection rows) {
    int keyCount = layout.keyCount();
    List<Integer> keyColumns = java.util.stream.IntStream.range(0, keyCount).boxed().toList();
    int[] keyOfRow = keys(partial, keyColumns, rows);
    long[] starts = Micros.of(partial.column(keyCount), rows);
    long[] ends = Micros.of(partial.column(keyCount + 1), rows);
    int[] sessions = new int[rows.count()];
    for (int i = 0; i < sessions.length; i++) {
      sessions[i] = spans.add(keyOfRow[i], starts[i], ends[i]);
    }
    states.grow(spans.count());
    states.merge(partial, new GroupedRows(rows, sessions));
  }

  @Override
  public void close() {
    keys.close();
    spans.close();
    states.close();
  }
}
