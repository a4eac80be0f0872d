package dev.wadi.wasm.conformance;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// Whether an instance's memory grows with the number of calls. Guests that collect garbage, or
/// take memory in large pieces, may grow for a while, but not for ever.
final class MemoryUse {
  // A page is 64 KiB: so many calls show what loses 33 bytes in each.
  private static final int CALLS_MIN = 2_000;
  private static final int CALLS_MAX = 20_000;
  private static final int ROUNDS_MAX = 5;
  private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private MemoryUse() {}

  static Finding observe(Watch watch, Runnable call) {
    call.run();
    long first = watch.memoryBytes();
    long calls = 1 + repeat(call);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      long before = watch.memoryBytes();
      calls += repeat(call);
      if (watch.memoryBytes() == before) {
        return Finding.passed("memory", "%,d bytes".formatted(before));
      }
    }
    return Finding.failed(
        "memory",
        "its memory grew from %,d to %,d bytes in %,d equal calls, and goes on growing"
            .formatted(first, watch.memoryBytes(), calls),
        List.of());
  }

  private static int repeat(Runnable call) {
    long start = System.nanoTime();
    int calls = 0;
    while (calls < CALLS_MIN || calls < CALLS_MAX && System.nanoTime() - start < ROUND_NANOS) {
      call.run();
      calls++;
    }
    return calls;
  }
}
