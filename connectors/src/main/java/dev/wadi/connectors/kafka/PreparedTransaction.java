package dev.wadi.connectors.kafka;

/// A transaction to be committed: what brokers know it by.
///
/// @param id the transactional id
record PreparedTransaction(String id, long producerId, short producerEpoch) {
  String committable() {
    return "%d:%d:%s".formatted(producerId, producerEpoch, id);
  }

  /// @param committable as {@link #committable()} made it
  static PreparedTransaction parse(String committable) {
    String[] parts = committable.split(":", 3);
    return new PreparedTransaction(parts[2], Long.parseLong(parts[0]), Short.parseShort(parts[1]));
  }
}
