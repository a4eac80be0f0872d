package dev.wadi.connectors.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong nanos = new AtomicLong(12_345);

  private Pace pace(double rowsPerSecond, long maxWaitMillis, long startRow) {
    return new Pace(rowsPerSecond, maxWaitMillis, nanos::get, startRow);
  }

  @Test
  void withoutRateBatchesAreFull() {
    assertThat(pace(Double.POSITIVE_INFINITY, 10, 0).due(1_000_000, 8192)).isEqualTo(8192);
  }

  @Test
  void aSlowRowIsNotHeldBackLongerThanTheLinger() {
    Pace pace = pace(10, 10, 0);
    assertThat(pace.due(0, 100)).isZero();
    nanos.addAndGet(10 * MILLI);
    assertThat(pace.due(0, 100)).isEqualTo(1);
    nanos.addAndGet(99 * MILLI);
    assertThat(pace.due(1, 100)).isZero();
    nanos.addAndGet(MILLI);
    assertThat(pace.due(1, 100)).isEqualTo(1);
  }

  @Test
  void dueRowsGatherUntilTheFirstHasWaitedLongEnough() {
    Pace pace = pace(1000, 10, 0);
    nanos.addAndGet(9 * MILLI);
    assertThat(pace.due(0, 100)).isZero();
    nanos.addAndGet(MILLI);
    assertThat(pace.due(0, 100)).isEqualTo(11);
  }

  @Test
  void aFullBatchDoesNotWait() {
    Pace pace = pace(1000, 1000, 0);
    nanos.addAndGet(5 * MILLI);
    assertThat(pace.due(0, 5)).isEqualTo(5);
  }

  @Test
  void whoGoesOnDoesNotCatchUp() {
    Pace pace = pace(1000, 0, 500);
    assertThat(pace.due(500, 100)).isEqualTo(1);
    nanos.addAndGet(3 * MILLI);
    assertThat(pace.due(501, 100)).isEqualTo(3);
  }
}
