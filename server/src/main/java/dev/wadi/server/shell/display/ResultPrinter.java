package dev.wadi.server.shell.display;

import dev.wadi.sdk.batch.Batch;
import java.util.Optional;

/// Prints one result.
public interface ResultPrinter {
  /// @param batch borrowed, with the result's columns
  void rows(Batch batch);

  /// More rows may take a while: show what there is.
  void flush();

  /// There are no more rows.
  void end();

  /// What is to be said about what was printed.
  default Optional<String> note() {
    return Optional.empty();
  }
}
