package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// Bytes as text and back.
final class EncodingFunctions {
  private EncodingFunctions() {}

  @BuiltIn(
      names = "encode",
      description =
          "Bytes, or a text's bytes in UTF-8, as text in `hex`, `base64` (without padding) or"
              + " `base64pad`.",
      example = "encode('Wadi', 'base64')",
      result = "V2FkaQ")
  static String encode(String text, @OneOf({"hex", "base64", "base64pad"}) String encoding) {
    return encode(text.getBytes(StandardCharsets.UTF_8), encoding);
  }

  @BuiltIn(names = "encode", example = "encode(CAST('Wadi' AS BYTEA), 'hex')", result = "57616469")
  static String encode(byte[] bytes, @OneOf({"hex", "base64", "base64pad"}) String encoding) {
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
      case "base64pad" -> Base64.getEncoder().encodeToString(bytes);
      default -> throw unknown(encoding);
    };
  }

  @BuiltIn(
      names = "decode",
      description =
          "The bytes of a text in `hex`, `base64` (with or without padding) or `base64pad`.",
      example = "CAST(decode('V2FkaQ==', 'base64') AS TEXT)",
      result = "Wadi")
  static byte[] decode(String text, @OneOf({"hex", "base64", "base64pad"}) String encoding) {
    String lower = encoding.toLowerCase(Locale.ROOT);
    try {
      return switch (lower) {
        case "hex" -> HexFormat.of().parseHex(text);
        case "base64" -> Base64.getDecoder().decode(text);
        case "base64pad" -> padded(text);
        default -> throw unknown(encoding);
      };
    } catch (IllegalArgumentException e) {
      throw new WadiException(ErrorCode.INVALID_CAST, "'%s' is not %s".formatted(text, lower), e);
    }
  }

  private static byte[] padded(String text) {
    if (text.length() % 4 != 0) {
      throw new IllegalArgumentException("padding is missing");
    }
    return Base64.getDecoder().decode(text);
  }

  @BuiltIn(
      names = "decode",
      example = "encode(decode(CAST('ff' AS BYTEA), 'hex'), 'hex')",
      result = "ff")
  static byte[] decode(byte[] text, @OneOf({"hex", "base64", "base64pad"}) String encoding) {
    return decode(new String(text, StandardCharsets.UTF_8), encoding);
  }

  private static WadiException unknown(String encoding) {
    return new WadiException(
            ErrorCode.INVALID_ARGUMENT, "there is no encoding '%s'".formatted(encoding))
        .withHint("there are hex, base64 and base64pad");
  }
}
