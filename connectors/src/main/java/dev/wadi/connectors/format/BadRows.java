package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.LeftOut;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the malformed rows of a file.
final class BadRows {
  private static final Logger LOG = LoggerFactory.getLogger(BadRows.class);

  private final Path file;
  private final BadData badData;
  private final LeftOut leftOut;
  private long dropped;

  /// @param leftOut is told of those that are dropped
  BadRows(Path file, BadData badData, LeftOut leftOut) {
    this.file = file;
    this.badData = badData;
    this.leftOut = leftOut;
  }

  /// Takes note of one that is to be left out.
  ///
  /// @param record as it stands in the file, null if it is not known
  /// @throws WadiException if it must not be
  void add(long line, String reason, byte[] record) {
    String place = "%s, line %d".formatted(file, line);
    if (badData == BadData.FAIL) {
      throw new WadiException(ErrorCode.BAD_DATA, place + ": " + reason)
          .withHint("correct the file, or leave such rows out with bad_data = 'drop'");
    }
    leftOut.add(place, reason, record);
    if (dropped++ == 0) {
      LOG.warn("{}: row dropped: {}", place, reason);
    }
  }

  /// How many were left out so far.
  long dropped() {
    return dropped;
  }

  /// The file has been read.
  void close() {
    if (dropped > 1) {
      LOG.warn("{}: {} malformed rows dropped", file, dropped);
    }
  }
}
