package dev.wadi.sdk.format;

import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;

/// Where connectors get formats from that are not built in. One per process; thread-safe. There may
/// be others every time it is asked.
public interface FormatProvider {
  /// There are no such formats.
  FormatProvider NONE = new None();

  /// The formats of all versions of all plugins, those uploaded last at the end.
  List<FormatSignature> formats();

  /// Checks what a table says to a format.
  ///
  /// @param options whose names are checked
  /// @return as {@link #openDecoder} and {@link #openEncoder} take it
  /// @throws WadiException on a value that the format does not take
  String options(FormatSignature format, Options options);

  /// @param columns all that the table has
  /// @throws WadiException if the format refuses the options or the columns, or does not start
  Decoder openDecoder(FormatSignature format, String options, List<Field> columns);

  /// @param columns all that rows have
  /// @throws WadiException if the format refuses the options or the columns, or does not start
  Encoder openEncoder(FormatSignature format, String options, List<Field> columns);

  /// No formats at all.
  final class None implements FormatProvider {
    private None() {}

    @Override
    public List<FormatSignature> formats() {
      return List.of();
    }

    @Override
    public String options(FormatSignature format, Options options) {
      throw missing(format);
    }

    @Override
    public Decoder openDecoder(FormatSignature format, String options, List<Field> columns) {
      throw missing(format);
    }

    @Override
    public Encoder openEncoder(FormatSignature format, String options, List<Field> columns) {
      throw missing(format);
    }

    private static WadiException missing(FormatSignature format) {
      return new WadiException(
          ErrorCode.NOT_FOUND, "there is no format '%s'".formatted(format.name()));
    }
  }
}
