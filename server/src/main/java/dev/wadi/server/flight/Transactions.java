package dev.wadi.server.flight;

import dev.wadi.server.grpc.RefusedCall;

/// There are none: a query reads streams, and what it writes cannot be taken back.
final class Transactions {
  private Transactions() {}

  /// @param named whether a command is to be part of one
  static void refuse(boolean named) {
    if (named) {
      throw RefusedCall.unsupported("a transaction", "let each statement stand for itself");
    }
  }
}
