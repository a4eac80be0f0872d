package dev.wadi.connectors.file;

import dev.wadi.sdk.batch.Batch;
import java.io.Closeable;
import java.io.IOException;

/// Writes one file. Only {@link #finish()} makes it complete.
public interface FileWriter extends Closeable {
  /// Writes the rows of a batch that count. The batch is borrowed.
  void write(Batch batch) throws IOException;

  /// Hands to the operating system what the format can hand over before its end.
  void flush() throws IOException;

  /// About how many bytes the file has.
  long bytes();

  /// About how many of them are in memory, since the format cannot write them yet.
  default long bufferedBytes() {
    return 0;
  }

  /// Completes the file and makes it durable.
  void finish() throws IOException;

  /// Frees resources; without {@link #finish()} the file is incomplete.
  @Override
  void close() throws IOException;
}
