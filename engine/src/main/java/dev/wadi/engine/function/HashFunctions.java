package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Cryptographic hashes. Text is hashed as UTF-8.
final class HashFunctions {
  private HashFunctions() {}

  @BuiltIn(
      names = "md5",
      description = "The MD5 hash in hexadecimal.",
      example = "md5('Wadi')",
      result = "d652b4c3ff9f2478985f2200c1960843")
  static String md5(String text) {
    return md5(utf8(text));
  }

  @BuiltIn(
      names = "md5",
      example = "md5(decode('ff', 'hex'))",
      result = "00594fd4f42ba43fc1ca0427a0576295")
  static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(hash("MD5", bytes));
  }

  @BuiltIn(
      names = "sha224",
      description = "The SHA-224 hash as BYTEA.",
      example = "encode(sha224('Wadi'), 'hex')",
      result = "07758d016cb5de92cbde5b20220e3fa3a00a1974f7b518c875a4d77f")
  static byte[] sha224(String text) {
    return sha224(utf8(text));
  }

  @BuiltIn(names = "sha224", example = "octet_length(sha224(decode('ff', 'hex')))", result = "28")
  static byte[] sha224(byte[] bytes) {
    return hash("SHA-224", bytes);
  }

  @BuiltIn(
      names = "sha256",
      description = "The SHA-256 hash as BYTEA.",
      example = "encode(sha256('Wadi'), 'hex')",
      result = "3e928e5184ae27e06937048ca07b1b13766e924cebebcc0104cf3280c3c1bf3b")
  static byte[] sha256(String text) {
    return sha256(utf8(text));
  }

  @BuiltIn(names = "sha256", example = "octet_length(sha256(decode('ff', 'hex')))", result = "32")
  static byte[] sha256(byte[] bytes) {
    return hash("SHA-256", bytes);
  }

  @BuiltIn(
      names = "sha384",
      description = "The SHA-384 hash as BYTEA.",
      example = "octet_length(sha384('Wadi'))",
      result = "48")
  static byte[] sha384(String text) {
    return sha384(utf8(text));
  }

  @BuiltIn(names = "sha384", example = "octet_length(sha384(decode('ff', 'hex')))", result = "48")
  static byte[] sha384(byte[] bytes) {
    return hash("SHA-384", bytes);
  }

  @BuiltIn(
      names = "sha512",
      description = "The SHA-512 hash as BYTEA.",
      example = "octet_length(sha512('Wadi'))",
      result = "64")
  static byte[] sha512(String text) {
    return sha512(utf8(text));
  }

  @BuiltIn(names = "sha512", example = "octet_length(sha512(decode('ff', 'hex')))", result = "64")
  static byte[] sha512(byte[] bytes) {
    return hash("SHA-512", bytes);
  }

  @BuiltIn(
      names = "digest",
      description = "A hash as BYTEA by its name: md5, sha224, sha256, sha384 or sha512.",
      example = "encode(digest('Wadi', 'md5'), 'hex')",
      result = "d652b4c3ff9f2478985f2200c1960843")
  static byte[] digest(
      String text, @OneOf({"md5", "sha224", "sha256", "sha384", "sha512"}) String algorithm) {
    return digest(utf8(text), algorithm);
  }

  @BuiltIn(
      names = "digest",
      example = "octet_length(digest(decode('ff', 'hex'), 'sha256'))",
      result = "32")
  static byte[] digest(
      byte[] bytes, @OneOf({"md5", "sha224", "sha256", "sha384", "sha512"}) String algorithm) {
    return switch (algorithm.toLowerCase(Locale.ROOT)) {
      case "md5" -> hash("MD5", bytes);
      case "sha224" -> hash("SHA-224", bytes);
      case "sha256" -> hash("SHA-256", bytes);
      case "sha384" -> hash("SHA-384", bytes);
      case "sha512" -> hash("SHA-512", bytes);
      default ->
          throw new WadiException(
                  ErrorCode.INVALID_ARGUMENT, "there is no hash '%s'".formatted(algorithm))
              .withHint("there are md5, sha224, sha256, sha384 and sha512");
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] hash(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
