package dev.wadi.sdk.batch;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.OutOfMemoryException;

/// How much off-heap memory all executions of one member may hold together. A part of it is kept
/// for those that hold little: who takes all that there is must not be the end of them.
/// Thread-safe.
public final class MemoryBudget {
  // Of the whole.
  private static final int KEPT = 8;
  private static final int LITTLE = 64;

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

  /// @param bytes that an execution wants
  /// @param heldByIt what it has then, these included
  /// @throws OutOfMemoryException if it would be too much; nothing is taken then
  void take(long bytes, long heldByIt) {
    boolean little = heldByIt <= limitBytes / LITTLE;
    long kept = little ? 0 : limitBytes / KEPT;
    long now = held.addAndGet(bytes);
    if (now > limitBytes - kept) {
      held.addAndGet(-bytes);
      throw new OutOfMemoryException(
          ("all jobs together have %,d bytes of %,d (%,d of them are kept for jobs of less than"
                  + " %,d), and this one asks for %,d more")
              .formatted(now - bytes, limitBytes, limitBytes / KEPT, limitBytes / LITTLE, bytes));
    }
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
