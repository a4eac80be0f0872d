package dev.wadi.sdk.connector;

/// Is told of each record that a reader leaves out because it is malformed, on the reader's thread
/// and before the poll ends that has passed over the record.
@FunctionalInterface
public interface LeftOut {
  /// For readers whose malformed records nobody asks for.
  LeftOut NOBODY = (place, reason, record) -> {};

  /// @param place for people: the file and line, or the like
  /// @param reason why there is no row of it
  /// @param record as it stands in the input; null if it is not known as a whole. Borrowed
  void add(String place, String reason, byte[] record);
}
