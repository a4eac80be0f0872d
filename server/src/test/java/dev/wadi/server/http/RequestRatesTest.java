package dev.wadi.server.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestRatesTest {
  private static final Caller ONE = new Caller("one", Role.VIEWER);
  private static final Caller OTHER = new Caller("other", Role.VIEWER);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final RequestRates rates = new RequestRates(2, nanos::get);

  @Test
  void eachCallerHasABucketThatFillsAgain() {
    rates.take(ONE);
    rates.take(ONE);
    assertThatThrownBy(() -> rates.take(ONE))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("more than 2 requests in a second");
    rates.take(OTHER);
    nanos.addAndGet(500_000_000);
    rates.take(ONE);
    assertThatThrownBy(() -> rates.take(ONE)).isInstanceOf(WadiException.class);
    nanos.addAndGet(3_600_000_000_000L);
    rates.take(ONE);
    rates.take(ONE);
    assertThatThrownBy(() -> rates.take(ONE)).isInstanceOf(WadiException.class);
  }

  @Test
  void nobodyIsCountedWithoutALimitOrOnTheMachineItself() {
    var unlimited = new RequestRates(0, nanos::get);
    for (int i = 0; i < 10; i++) {
      unlimited.take(ONE);
      rates.take(Caller.LOCAL);
    }
  }
}
