package dev.wadi.engine.dataflow;

import dev.wadi.engine.batch.Bits;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.TimeStampVector;

/// Event time for tables that have none: when a row was read. It never goes backwards, so that the
/// watermark can follow the clock even while no rows come.
final class ArrivalTime {
  /// As the watermark of any table that does not declare one.
  private static final long LAG_MICROS = TimeUnit.SECONDS.toMicros(1);

  private static final long STEP_MICROS = TimeUnit.MILLISECONDS.toMicros(100);

  private final LongSupplier nanoClock;
  private final BufferAllocator allocator;
  private final long startNanos;
  private final long startMicros;

  ArrivalTime(LongSupplier nanoClock, BufferAllocator allocator) {
    this.nanoClock = nanoClock;
    this.allocator = allocator;
    this.startNanos = nanoClock.getAsLong();
    this.startMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
  }

  private long nowMicros() {
    return startMicros + TimeUnit.NANOSECONDS.toMicros(nanoClock.getAsLong() - startNanos);
  }

  /// Goes on in steps: not every look at the clock is worth a message.
  long watermarkMicros() {
    long micros = nowMicros() - LAG_MICROS;
    return micros - Math.floorMod(micros, STEP_MICROS);
  }

  /// The rows with the time as one more column; takes the batch over.
  Batch stamp(Batch batch) {
    int count = batch.physicalRowCount();
    TimeStampVector times = (TimeStampVector) Plan.Scan.ARRIVAL.createVector(allocator);
    times.allocateNew(Math.max(1, count));
    MemorySegment data = Column.segment(times.getDataBuffer());
    long now = nowMicros();
    for (int row = 0; row < count; row++) {
      data.setAtIndex(ValueLayout.JAVA_LONG, row, now);
    }
    Bits.setAll(Column.segment(times.getValidityBuffer()), count);
    times.setValueCount(count);
    try (batch) {
      List<Column> columns = new ArrayList<>();
      batch.columns().forEach(column -> columns.add(column.retain()));
      columns.add(Column.of(times));
      return Batch.of(columns, count, batch.selection());
    }
  }
}
