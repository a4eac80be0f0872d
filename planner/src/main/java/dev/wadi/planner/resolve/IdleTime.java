package dev.wadi.planner.resolve;

import dev.wadi.engine.plan.SourceTime;
import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.concurrent.TimeUnit;

/// The option `idle_micros`, which all tables have: for how long a part of a table may be quiet
/// before the others' windows no longer wait for it; -1 if they always do.
final class IdleTime {
  static final String OPTION = "idle_micros";

  private static final long DEFAULT_MICROS = TimeUnit.MINUTES.toMicros(5);

  private IdleTime() {}

  static long micros(CreateTable create) {
    return create.options().stream()
        .filter(option -> option.key().equals(OPTION))
        .findFirst()
        .map(IdleTime::micros)
        .orElse(DEFAULT_MICROS);
  }

  private static long micros(TableOption option) {
    try {
      long micros = Long.parseLong(option.text());
      if (micros > 0 || micros == SourceTime.Declared.NEVER_IDLE) {
        return micros;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new WadiException(
            ErrorCode.INVALID_OPTION,
            "'%s' is '%s', expected a number of microseconds, or -1 for ever"
                .formatted(OPTION, option.text()))
        .at(Positions.of(option.position()));
  }
}
