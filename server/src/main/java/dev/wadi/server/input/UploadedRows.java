package dev.wadi.server.input;

import dev.wadi.sdk.batch.Batch;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/// The rows of an upload, for one thread, which it may block.
@FunctionalInterface
public interface UploadedRows {
  /// Waits for the next rows; empty at the end.
  ///
  /// @return owned by the caller, dense, with all columns of the upload
  /// @throws RuntimeException if there will be no more because the client has gone
  Optional<Batch> next(BufferAllocator allocator);
}
