package dev.wadi.server.checkpoint;

import java.io.IOException;

/// An object store has answered, and does not do what it was asked for: trying again at once will
/// not help.
final class S3Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  S3Refusal(String message, Throwable cause) {
    super(message, cause);
  }
}
