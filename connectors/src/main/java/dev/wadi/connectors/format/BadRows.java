package dev.wadi.connectors.format;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the malformed rows of a file.
final class BadRows {
  private static final Logger LOG = LoggerFactory.getLogger(BadRows.class);

  private final Path file;
  private final BadData badData;
  private final LongAdder counter;
  private long dropped;

  /// @param counter of those that are dropped
  BadRows(Path file, BadData badData, LongAdder counter) {
    this.file = file;
    this.badData = badData;
    this.counter = counter;
  }

  /// Takes note of one that is to be left out.
  ///
  /// @throws WadiException if it must not be
  void add(long line, String reason) {
    if (badData == BadData.FAIL) {
      throw new WadiException(ErrorCode.BAD_DATA, "%s, line %d: %s".formatted(file, line, reason))
          .withHint("correct the file, or leave such rows out with bad_data = 'drop'");
    }
    counter.increment();
    if (dropped++ == 0) {
      LOG.warn("{}, line {}: row dropped: {}", file, line, reason);
    }
  }

  /// The file has been read.
  void close() {
    if (dropped > 1) {
      LOG.warn("{}: {} malformed rows dropped", file, dropped);
    }
  }
}
