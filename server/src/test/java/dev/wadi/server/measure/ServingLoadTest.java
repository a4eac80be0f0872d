package dev.wadi.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.batch.MemoryScope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `./wadi bench --serving` measures, with fewer clients: nothing goes wrong, and nothing is
/// left.
@Timeout(240)
class ServingLoadTest {
  private static final int AT_ONCE = 100;
  private static final int PER_SECOND = 20;
  private static final Duration TIME = Duration.ofSeconds(2);

  @Test
  void manyAtOnceAndSomeAtASteadyRate() throws Exception {
    try (var load = new ServingLoad()) {
      assertThat(load.queries(AT_ONCE).errors()).isEmpty();
      assertThat(load.previews(AT_ONCE).errors()).isEmpty();
      assertThat(load.http(PER_SECOND, TIME).errors()).isEmpty();
      assertThat(load.flight(PER_SECOND, TIME).errors()).isEmpty();
    }
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }
}
