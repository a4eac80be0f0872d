package dev.wadi.connectors.filesystem;

import dev.wadi.sdk.batch.Batch;

/// A part file that may still get rows.
final class OpenPart {
  private final InProgressFile file;
  private final long begunNanos;
  private long writtenNanos;

  OpenPart(InProgressFile file, long nowNanos) {
    this.file = file;
    this.begunNanos = nowNanos;
  }

  InProgressFile file() {
    return file;
  }

  void write(Batch rows, long nowNanos) {
    writtenNanos = nowNanos;
    file.write(rows);
  }

  boolean isFull(RollingPolicy rolling, long nowNanos) {
    return rolling.isDue(file.bytes(), nowNanos - begunNanos, nowNanos - writtenNanos);
  }
}
