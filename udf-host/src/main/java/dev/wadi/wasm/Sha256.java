package dev.wadi.wasm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash that names contents.
final class Sha256 {
  private Sha256() {}

  static byte[] of(byte[] content) {
    return digest().digest(content);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
