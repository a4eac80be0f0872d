package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that what has to be recorded is, even if the catalog cannot be reached just now.
/// Thread-safe.
final class Outages {
  private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final BooleanSupplier closing;

  /// @param closing whether it is in vain to try again
  Outages(BooleanSupplier closing) {
    this.closing = closing;
  }

  /// Does something now or, if the catalog cannot be reached, as soon as it can. Not for what is a
  /// part of a transaction.
  void outlive(Runnable action) {
    try {
      action.run();
    } catch (WadiException e) {
      if (e.code() != ErrorCode.CATALOG_UNAVAILABLE) {
        throw e;
      }
      LOG.warn("tried again in a moment: {}", e.describe());
      later(PAUSE).execute(() -> again(action));
    }
  }

  private void again(Runnable action) {
    if (!closing.getAsBoolean()) {
      outlive(action);
    }
  }

  /// Runs things after a while, each in a thread of its own.
  static Executor later(Duration pause) {
    return CompletableFuture.delayedExecutor(
        pause.toMillis(),
        TimeUnit.MILLISECONDS,
        task -> Thread.ofVirtual().name("later").start(task));
  }
}
