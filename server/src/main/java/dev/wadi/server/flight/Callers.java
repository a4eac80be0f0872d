package dev.wadi.server.flight;

import io.vertx.core.MultiMap;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Decides who makes a call: the one place for it. There are no tokens yet, and the server listens
/// on loopback only, so everybody who reaches it may do everything, whatever name and password they
/// give.
final class Callers {
  private static final Caller ANYBODY = new Caller("anybody");
  private static final int TOKEN_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /// @param headers of the call
  Caller identify(MultiMap headers) {
    return ANYBODY;
  }

  /// The token that a client shows in its next calls, as a Bearer, instead of the name and password
  /// of this one.
  ///
  /// @param caller as {@link #identify} says
  String token(Caller caller) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return HexFormat.of().formatHex(token);
  }
}
