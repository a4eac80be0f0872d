package dev.wadi.connectors.option;

import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.connector.SizeText;
import java.util.OptionalLong;

/// A number of bytes as an option's value, as {@link SizeText} reads it.
public final class ByteSize {
  private ByteSize() {}

  /// The option in bytes, greater than zero.
  public static OptionalLong bytes(Options options, String name) {
    String value = options.text(name).orElse(null);
    if (value == null) {
      return OptionalLong.empty();
    }
    OptionalLong bytes = SizeText.bytes(value);
    if (bytes.isEmpty()) {
      throw options.invalid(name, value, "a size greater than 0 such as '64KB' or '128MB'");
    }
    return bytes;
  }
}
