package dev.wadi.connectors.format;

import dev.wadi.connectors.column.BadValue;

/// Makes rows of messages, on one thread at a time.
public interface MessageReader extends AutoCloseable {
  /// Writes the rows of a message and ends each of them.
  ///
  /// @throws BadValue if the message is malformed; the open row has then to be discarded
  void read(byte[] message, MessageRows rows);

  @Override
  default void close() {}
}
