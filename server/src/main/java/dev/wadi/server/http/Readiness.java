package dev.wadi.server.http;

import dev.wadi.sdk.error.WadiException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Whether the server is ready for requests. Thread-safe.
final class Readiness implements AutoCloseable {
  private final Runnable catalog;
  private final BooleanSupplier resumed;
  private volatile boolean closing;

  /// @param catalog fails if the catalog cannot be read
  /// @param resumed whether the pipelines go on that ran when the last server ended
  Readiness(Runnable catalog, BooleanSupplier resumed) {
    this.catalog = catalog;
    this.resumed = resumed;
  }

  /// Why not, in words; empty if it is.
  Optional<String> obstacle() {
    if (closing) {
      return Optional.of("the server is closing");
    }
    if (!resumed.getAsBoolean()) {
      return Optional.of("the pipelines of the last run are being resumed");
    }
    try {
      catalog.run();
      return Optional.empty();
    } catch (WadiException e) {
      return Optional.of(e.getMessage());
    }
  }

  /// The server is about to close.
  @Override
  public void close() {
    closing = true;
  }
}
