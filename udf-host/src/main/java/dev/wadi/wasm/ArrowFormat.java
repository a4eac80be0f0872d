package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/// The types a plugin may take and return, as format strings of the Arrow C Data Interface.
final class ArrowFormat {
  static final String LIST = "+l";
  static final String STRUCT = "+s";
  static final String MAP = "+m";

  private static final Map<String, ArrowType> FIXED =
      Map.ofEntries(
          Map.entry("b", new ArrowType.Bool()),
          Map.entry("c", new ArrowType.Int(8, true)),
          Map.entry("C", new ArrowType.Int(8, false)),
          Map.entry("s", new ArrowType.Int(16, true)),
          Map.entry("S", new ArrowType.Int(16, false)),
          Map.entry("i", new ArrowType.Int(32, true)),
          Map.entry("I", new ArrowType.Int(32, false)),
          Map.entry("l", new ArrowType.Int(64, true)),
          Map.entry("L", new ArrowType.Int(64, false)),
          Map.entry("f", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
          Map.entry("g", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
          Map.entry("u", new ArrowType.Utf8()),
          Map.entry("z", new ArrowType.Binary()),
          Map.entry("tdD", new ArrowType.Date(DateUnit.DAY)),
          Map.entry("ttu", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
          Map.entry("tDu", new ArrowType.Duration(TimeUnit.MICROSECOND)),
          Map.entry("tsu:", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
          Map.entry("tsu:UTC", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
          Map.entry("tsn:", new ArrowType.Timestamp(TimeUnit.NANOSECOND, null)),
          Map.entry("tiM", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)),
          Map.entry(LIST, ArrowType.List.INSTANCE),
          Map.entry(STRUCT, ArrowType.Struct.INSTANCE),
          Map.entry(MAP, new ArrowType.Map(false)));
  private static final Map<ArrowType, String> FORMATS =
      FIXED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  private static final Pattern DECIMAL = Pattern.compile("d:([0-9]{1,2}),([0-9]{1,2})(,128)?");

  private ArrowFormat() {}

  /// The type of a format string.
  ///
  /// @param where what has this type, for the error message
  static ArrowType parse(String format, String where) {
    return Optional.ofNullable(FIXED.get(format))
        .or(() -> decimal(format))
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.PLUGIN_INVALID,
                    "%s has the type '%s', which this host does not know"
                        .formatted(where, GuestText.shown(format)))
                .withHint(
                    "known are b c C s S i I l L f g u z tdD ttu tsu: tsu:UTC tsn: tDu tiM d:P,S"
                        + " and, with children, +l +s +m"));
  }

  /// The format string of a type, empty if plugins do not know it.
  static Optional<String> of(ArrowType type) {
    if (type instanceof ArrowType.Decimal decimal && decimal.getBitWidth() == 128) {
      return Optional.of("d:%d,%d".formatted(decimal.getPrecision(), decimal.getScale()));
    }
    return Optional.ofNullable(FORMATS.get(type));
  }

  private static Optional<ArrowType> decimal(String format) {
    Matcher matcher = DECIMAL.matcher(format);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int precision = Integer.parseInt(matcher.group(1));
    int scale = Integer.parseInt(matcher.group(2));
    return precision >= 1 && precision <= 38 && scale <= precision
        ? Optional.of(new ArrowType.Decimal(precision, scale, 128))
        : Optional.empty();
  }
}
