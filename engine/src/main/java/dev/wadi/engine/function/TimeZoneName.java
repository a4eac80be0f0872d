package dev.wadi.engine.function;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.DateTimeException;
import java.time.ZoneId;

/// A time zone by its name: of the time zone database, such as `Europe/Berlin`, or an offset such
/// as `+02:00`.
///
/// @param zone what the name stands for
public record TimeZoneName(ZoneId zone) {
  /// @throws WadiException with INVALID_ARGUMENT if there is no such zone
  public static TimeZoneName of(String name) {
    try {
      return new TimeZoneName(ZoneId.of(name.strip()));
    } catch (DateTimeException e) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "there is no time zone '%s'".formatted(name), e)
          .withHint("zones are called like 'Europe/Berlin', 'UTC' or '+02:00'");
    }
  }
}
