package dev.wadi.connectors.impulse;

import dev.wadi.connectors.generator.Pace;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Schema;

/// One split per subtask; its id is `subtask/parallelism`, its position the next counter.
///
/// @param rowsPerSecond of all subtasks together
/// @param eventTimeNanos the step of event time, or empty for real time
/// @param rowsPerSubtask how many rows each subtask makes
record ImpulseSource(
    Schema schema, double rowsPerSecond, OptionalLong eventTimeNanos, long rowsPerSubtask)
    implements Source {
  @Override
  public boolean bounded() {
    return rowsPerSubtask != Long.MAX_VALUE;
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public List<Split> splits(int parallelism) {
    return IntStream.range(0, parallelism)
        .mapToObj(subtask -> new Split(subtask + "/" + parallelism, ""))
        .toList();
  }

  @Override
  public SplitReader open(Split split, ReadContext context) {
    String[] id = split.id().split("/");
    long start = split.position().isEmpty() ? 0 : Long.parseLong(split.position());
    double rate = rowsPerSecond / Integer.parseInt(id[1]);
    var pace = new Pace(rate, context.maxWaitMillis(), System::nanoTime, start);
    EventTime time =
        eventTimeNanos.isPresent()
            ? new EventTime.Stepping(eventTimeNanos.getAsLong())
            : new EventTime.Real(Clock.systemUTC());
    return new ImpulseReader(
        schema, context, Long.parseLong(id[0]), start, rowsPerSubtask, pace, time);
  }
}
