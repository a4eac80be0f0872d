package dev.wadi.connectors.option;

import dev.wadi.sdk.connector.Connector.Option;
import dev.wadi.sdk.connector.OptionValues;
import dev.wadi.sdk.connector.Options;
import java.util.Locale;

/// The option `type`, which says what a table is meant for. Wadi sees that from the query; stating
/// it is allowed, and then it must be true.
public enum Direction {
  SOURCE,
  SINK,
  LOOKUP;

  public static final Option OPTION =
      Option.optional("type", "'source', 'sink' or 'lookup', to be checked; found out when absent")
          .taking(OptionValues.oneOf(Direction.class));

  /// Refuses a table that says to be the other.
  public void check(Options options) {
    Direction stated = options.choice(OPTION.name(), Direction.class).orElse(this);
    if (stated != this) {
      throw options.invalid(
          OPTION.name(),
          stated.name().toLowerCase(Locale.ROOT),
          "'%s', for that is how the query uses it".formatted(name().toLowerCase(Locale.ROOT)));
    }
  }
}
