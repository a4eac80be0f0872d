package dev.wadi.engine.dataflow;

import dev.wadi.engine.evaluation.ColumnExpression;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.operator.MalformedRecords;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.plan.Plan;
import dev.wadi.engine.plan.SourceTime;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Reads the splits of one subtask in turn, and knows the watermark: the least of all its splits,
/// of which each is the highest time seen in that split. A split that has not been read yet holds
/// the watermark back; one that ended, or that has been without rows for long, does not.
final class SourceDriver implements AutoCloseable {
  /// How many splits of a bounded source are read at a time: a folder may hold thousands of files.
  private static final int OPEN_MAX = 8;

  /// Of times that the source tells, as of a table that declares nothing about them.
  private static final long TOLD_IDLE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private static final long TOLD_LAG_MICROS = TimeUnit.SECONDS.toMicros(1);

  private final List<OpenSplit> splits = new ArrayList<>();
  private final List<OpenSplit> unfinished = new ArrayList<>();
  private final int openMax;
  private final ColumnExpression watermark;
  private final ArrivalTime arrival;
  private final long idleNanos;
  private final LongSupplier nanoClock;
  private final MalformedRecords leftOut;
  // Null if the table has all its splits.
  private final SplitGrowth growth;
  private final Source source;
  private final ReadContext readContext;
  // Whether the rows' time is in the last column.
  private final boolean toldTime;
  private int turn = -1;

  /// @param assigned this subtask's splits
  /// @param leftOut is told of malformed records; closed with this
  SourceDriver(
      Plan.Scan scan,
      List<SplitState> assigned,
      OperatorContext context,
      MalformedRecords leftOut) {
    this.leftOut = leftOut;
    this.source = context.connector(scan.table().connector(), CanRead.class).source(scan.table());
    this.openMax = source.bounded() ? OPEN_MAX : Integer.MAX_VALUE;
    this.nanoClock = context.nanoClock();
    this.watermark =
        scan.time() instanceof SourceTime.Declared(Expression expression, _)
            ? context.expressions().compile(expression)
            : null;
    boolean untold = scan.time() instanceof SourceTime.Arrival;
    this.toldTime = untold && source.tellsTime();
    this.arrival = untold && !toldTime ? new ArrivalTime(nanoClock, context.allocator()) : null;
    this.idleNanos = source.bounded() ? Long.MAX_VALUE : idleNanos(scan.time());
    this.readContext =
        new ReadContext(
            context.allocator(),
            scan.columns(),
            context.batchRows(),
            context.lingerMillis(),
            leftOut,
            toldTime);
    for (SplitState state : assigned) {
      splits.add(new OpenSplit(state));
    }
    splits.stream().filter(split -> !split.ended).forEach(unfinished::add);
    this.growth =
        source instanceof GrowingSource growing
            ? new SplitGrowth(
                growing, assigned, context.subtask(), context.parallelism(), nanoClock)
            : null;
  }

  // All rows of a table that ends are waited for.
  private static long idleNanos(SourceTime time) {
    return switch (time) {
      case SourceTime.Declared(_, long idleMicros)
          when idleMicros != SourceTime.Declared.NEVER_IDLE ->
          TimeUnit.MICROSECONDS.toNanos(idleMicros);
      case SourceTime.Arrival _ -> TOLD_IDLE_NANOS;
      case null, default -> Long.MAX_VALUE;
    };
  }

  private void add(Source.Split split) {
    var added = new OpenSplit(SplitState.start(split));
    splits.add(added);
    unfinished.add(added);
  }

  /// Asks one split for rows.
  ///
  /// @param rows takes over the batch
  /// @return whether it is worth asking again at once
  boolean poll(Consumer<Batch> rows) {
    if (growth != null) {
      growth.look(this::add);
    }
    for (int left = Math.min(openMax, unfinished.size()); left > 0; left--) {
      turn = turn + 1 < Math.min(openMax, unfinished.size()) ? turn + 1 : 0;
      OpenSplit split = unfinished.get(turn);
      if (split.poll(rows)) {
        return true;
      }
      if (split.ended) {
        unfinished.remove(turn--);
        return !unfinished.isEmpty();
      }
    }
    return false;
  }

  /// The watermark of all splits, `Long.MIN_VALUE` if there is none yet.
  long watermarkMicros() {
    if (arrival != null) {
      return ended() ? Operator.END_OF_INPUT : arrival.watermarkMicros();
    }
    long least = Operator.END_OF_INPUT;
    long latest = Long.MIN_VALUE;
    for (OpenSplit split : splits) {
      latest = Math.max(latest, split.watermarkMicros);
      least = Math.min(least, split.isWaitedFor() ? split.watermarkMicros : Operator.END_OF_INPUT);
    }
    return least == Operator.END_OF_INPUT && !ended() ? latest : least;
  }

  /// Whether there may be no watermark for a long time.
  boolean idle() {
    return !ended() && unfinished.stream().noneMatch(OpenSplit::isWaitedFor);
  }

  boolean ended() {
    return unfinished.isEmpty() && growth == null;
  }

  List<SplitState> state() {
    return splits.stream().map(OpenSplit::state).toList();
  }

  /// A checkpoint with this state has been published.
  void published(List<SplitState> state) {
    Map<String, String> positions =
        state.stream()
            .collect(Collectors.toMap(one -> one.split().id(), one -> one.split().position()));
    for (OpenSplit split : splits) {
      String position = positions.get(split.split.id());
      if (position != null && split.reader != null && !split.ended) {
        split.reader.published(position);
      }
    }
  }

  @Override
  public void close() {
    splits.forEach(OpenSplit::close);
    if (growth != null) {
      growth.close();
    }
    leftOut.close();
    if (watermark != null) {
      watermark.close();
    }
  }

  private final class OpenSplit {
    private final Source.Split split;
    private SplitReader reader;
    private long watermarkMicros;
    private long latestMicros = Long.MIN_VALUE;
    private long lastRowsNanos;
    private boolean ended;

    private OpenSplit(SplitState state) {
      this.split = state.split();
      this.watermarkMicros = state.watermarkMicros();
      this.ended = state.ended();
      this.lastRowsNanos = nanoClock.getAsLong();
    }

    private boolean poll(Consumer<Batch> rows) {
      if (ended) {
        return false;
      }
      if (reader == null) {
        reader = source.open(split, readContext);
      }
      SplitReader.Poll result = reader.poll();
      boolean anyLeftOut = leftOut.emit();
      return switch (result) {
        case SplitReader.Poll.Rows polled -> {
          lastRowsNanos = nanoClock.getAsLong();
          noteTime(polled);
          rows.accept(arrival == null ? polled.batch() : arrival.stamp(polled.batch()));
          yield true;
        }
        // A reader that comes upon nothing but malformed records may go on at once.
        case SplitReader.Poll.Nothing _ -> anyLeftOut;
        case SplitReader.Poll.End _ -> {
          ended = true;
          reader.close();
          yield false;
        }
      };
    }

    private void noteTime(SplitReader.Poll.Rows polled) {
      if (watermark == null && !toldTime) {
        return;
      }
      latestMicros = Math.max(latestMicros, latestMicros(polled.batch()));
      if (polled.complete()) {
        watermarkMicros = Math.max(watermarkMicros, latestMicros);
      }
    }

    private long latestMicros(Batch batch) {
      return toldTime
          ? LatestTime.micros(batch.columns().getLast(), batch) - TOLD_LAG_MICROS
          : LatestTime.micros(watermark, batch);
    }

    private boolean isWaitedFor() {
      return !ended && nanoClock.getAsLong() - lastRowsNanos < idleNanos;
    }

    private SplitState state() {
      String position = reader == null || ended ? split.position() : reader.position();
      return new SplitState(split.at(position), watermarkMicros, ended);
    }

    private void close() {
      if (reader != null && !ended) {
        reader.close();
      }
    }
  }
}
