package dev.wadi.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.wadi.server.control.protocol.Wadi.QueryProgress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final long NOW = 1_700_000_000L;

  private static String after(double seconds, Optional<QueryProgress> progress) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    return new ProgressLine(() -> progress, () -> 1_200, clock).after(seconds);
  }

  private static Optional<QueryProgress> watermark(long secondsBehind) {
    return Optional.of(
        QueryProgress.newBuilder()
            .setRowsRead(3_000_000)
            .setWatermark(Timestamp.newBuilder().setSeconds(NOW - secondsBehind))
            .build());
  }

  @Test
  void theServerTellsHowFarItIs() {
    assertThat(after(2, watermark(3)))
        .isEqualTo("1,200 rows in 2.0 s; 3,000,000 read, 1,500,000/s; lag 3.0 s");
    assertThat(after(2, watermark(3_700))).endsWith("lag 1 h 1 min");
    assertThat(after(2, watermark(200_000))).endsWith("lag 2 d");
    assertThat(after(2, watermark(-5))).endsWith("lag -5.0 s");
    assertThat(after(2, Optional.of(QueryProgress.newBuilder().setRowsRead(4).build())))
        .isEqualTo("1,200 rows in 2.0 s; 4 read, 2/s");
  }

  @Test
  void withoutItOnlyWhatHasComeIsKnown() {
    assertThat(after(2, Optional.empty())).isEqualTo("1,200 rows in 2.0 s, 600/s");
  }
}
