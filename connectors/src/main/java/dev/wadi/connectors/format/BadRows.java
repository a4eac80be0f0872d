package dev.wadi.connectors.format;

import dev.wadi.sdk.connector.LeftOut;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What becomes of the malformed rows of a file, or of another input.
public final class BadRows {
  private static final Logger LOG = LoggerFactory.getLogger(BadRows.class);

  private final String input;
  private final BadData badData;
  private final LeftOut leftOut;
  private long dropped;

  /// @param input what is read, for people
  /// @param leftOut is told of those that are dropped
  public BadRows(String input, BadData badData, LeftOut leftOut) {
    this.input = input;
    this.badData = badData;
    this.leftOut = leftOut;
  }

  /// Takes note of one that is to be left out.
  ///
  /// @param where in the input, for people
  /// @param record as it stands in the input, null if it is not known
  /// @throws WadiException if it must not be
  public void add(String where, String reason, byte[] record) {
    String place = "%s, %s".formatted(input, where);
    if (badData == BadData.FAIL) {
      throw new WadiException(ErrorCode.BAD_DATA, place + ": " + reason)
          .withHint("correct the input, or leave such rows out with bad_data = 'drop'");
    }
    leftOut.add(place, reason, record);
    if (dropped++ == 0) {
      LOG.warn("{}: row dropped: {}", place, reason);
    }
  }

  /// The same on a line of the input.
  void add(long line, String reason, byte[] record) {
    add("line " + line, reason, record);
  }

  /// How many were left out so far.
  public long dropped() {
    return dropped;
  }

  /// The input has been read.
  public void close() {
    if (dropped > 1) {
      LOG.warn("{}: {} malformed rows dropped", input, dropped);
    }
  }
}
