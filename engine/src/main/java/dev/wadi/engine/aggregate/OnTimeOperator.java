package dev.wadi.engine.aggregate;

import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.SetsRowsApart;
import dev.wadi.engine.plan.Lateness;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.Arrays;

/// Leaves out, and counts, rows that are late, before they change owner: which those are must not
/// depend on how far other subtasks have come. Rows without a time stay. Keeps nothing over a
/// snapshot: the watermark comes again before the rows do.
public final class OnTimeOperator implements SetsRowsApart {
  private final int timeColumn;
  private final LastMoment lastMoment;
  private final OperatorContext context;
  private long watermarkMicros = Long.MIN_VALUE;
  private Output lateOutput = Batch::release;

  public OnTimeOperator(Lateness lateness, OperatorContext context) {
    this.timeColumn =
        switch (lateness) {
          case Lateness.OfWindows windows -> windows.window().columns().getFirst();
          case Lateness.OfTime time -> time.timeColumn();
        };
    this.lastMoment =
        switch (lateness) {
          case Lateness.OfWindows windows -> new LastWindow(windows);
          case Lateness.OfTime time -> micros -> micros + time.plusMicros();
        };
    this.context = context;
  }

  @Override
  public void apartTo(Output apart) {
    lateOutput = apart;
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    boolean[] late = new boolean[batch.physicalRowCount()];
    int count = findLate(batch, late);
    if (count == 0) {
      output.emit(batch);
      return;
    }
    context.lateRows().add(count);
    try (batch) {
      Selection rows = Panes.allRows(batch);
      lateOutput.emit(batch.select(rowsThatAre(late, true, rows)));
      if (count < rows.count()) {
        output.emit(batch.select(rowsThatAre(late, false, rows)));
      }
    }
  }

  private int findLate(Batch batch, boolean[] late) {
    Column time = batch.column(timeColumn);
    Selection timed = WindowRows.withoutNulls(time, Panes.allRows(batch));
    long[] times = Micros.of(time, timed);
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (lastMoment.of(times[i]) <= watermarkMicros) {
        late[timed.row(i)] = true;
        count++;
      }
    }
    return count;
  }

  private static Selection rowsThatAre(boolean[] late, boolean wanted, Selection rows) {
    int[] chosen =
        Arrays.stream(rows.rows(), 0, rows.count()).filter(row -> late[row] == wanted).toArray();
    return new Selection(chosen, chosen.length);
  }

  @Override
  public boolean watermark(long micros, Output output) {
    watermarkMicros = micros;
    return true;
  }

  /// The first watermark for which a row is late.
  private interface LastMoment {
    long of(long micros);
  }

  /// When the last window of a row is emitted for the last time. Neighbours mostly share a slice.
  private static final class LastWindow implements LastMoment {
    private final Slicing slicing;
    private final long latenessMicros;
    private Span slice = new Span(0, 0);
    private long moment;

    private LastWindow(Lateness.OfWindows windows) {
      this.slicing = Slicing.of(windows.window());
      this.latenessMicros = windows.latenessMicros();
    }

    @Override
    public long of(long micros) {
      if (!slice.contains(micros)) {
        slice = slicing.sliceAt(micros);
        long end = slicing.lastEnd(slice);
        // A row between windows belongs to none, which does not make it late.
        moment = end == Slicing.NONE ? Long.MAX_VALUE : end + latenessMicros;
      }
      return moment;
    }
  }
}
