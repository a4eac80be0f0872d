package dev.wadi.sdk.batch;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.OutOfMemoryException;

/// How much off-heap memory all executions of one member may hold together. Thread-safe.
public final class MemoryBudget {
  private final long limitBytes;
  private final AtomicLong held = new AtomicLong();

  /// @param limitBytes beyond it an allocation fails
  public MemoryBudget(long limitBytes) {
    if (limitBytes < 1) {
      throw new IllegalArgumentException("limitBytes " + limitBytes);
    }
    this.limitBytes = limitBytes;
  }

  public static MemoryBudget unlimited() {
    return new MemoryBudget(Long.MAX_VALUE);
  }

  /// @throws OutOfMemoryException if it would be too much; nothing is taken then
  void take(long bytes) {
    long now = held.addAndGet(bytes);
    if (now > limitBytes) {
      held.addAndGet(-bytes);
      throw new OutOfMemoryException(
          "all jobs together have %,d bytes of %,d, and this one asks for %,d more"
              .formatted(now - bytes, limitBytes, bytes));
    }
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
