package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class GuestLogTest {
  private long nanos;
  private final GuestLog log = new GuestLog(() -> nanos);

  private int write(int lines) {
    int taken = 0;
    for (int i = 0; i < lines; i++) {
      if (log.takes()) {
        log.add(Level.INFO, "line");
        taken++;
      }
    }
    return taken;
  }

  @Test
  void takesSomeLinesAtOnceAndThenSomePerSecond() {
    assertThat(write(1_000)).isEqualTo(100);
    nanos += TimeUnit.SECONDS.toNanos(1);
    assertThat(write(1_000)).isEqualTo(20);
    nanos += TimeUnit.HOURS.toNanos(1);
    assertThat(write(1_000)).isEqualTo(100);
  }

  @Test
  void saysHowManyLinesAreMissing() {
    write(150);
    log.take();
    nanos += TimeUnit.SECONDS.toNanos(1);
    write(1);
    assertThat(log.take())
        .isEqualTo(
            List.of(
                new GuestLog.Line(Level.WARN, "(50 lines left out: too many)"),
                new GuestLog.Line(Level.INFO, "line")));
    assertThat(log.take()).isEmpty();
  }
}
