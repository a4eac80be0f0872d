package dev.wadi.planner.resolve;

import dev.wadi.planner.parse.syntax.CreateTable;
import dev.wadi.planner.parse.syntax.Positions;
import dev.wadi.planner.parse.syntax.TableOption;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.SizeText;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Optional;

/// The options that all lookup tables have: how many bytes of answers each subtask keeps, and how
/// old they may get.
///
/// @param maxAgeMillis {@link LookupTable#FOR_EVER} if that does not matter
public record LookupOptions(long maxAgeMillis, long cacheBytes) {
  static final String MAX_BYTES = "lookup.cache.max_bytes";
  static final String TTL = "lookup.cache.ttl";
  static final List<String> ALL = List.of(MAX_BYTES, TTL);

  private static final long DEFAULT_BYTES = 8L << 20;

  static LookupOptions of(CreateTable create) {
    return new LookupOptions(
        option(create, TTL).map(LookupOptions::millis).orElse(LookupTable.FOR_EVER),
        option(create, MAX_BYTES).map(LookupOptions::bytes).orElse(DEFAULT_BYTES));
  }

  private static Optional<TableOption> option(CreateTable create, String key) {
    return create.options().stream().filter(option -> option.key().equals(key)).findFirst();
  }

  private static long millis(TableOption option) {
    return new SettingValue(option.key(), option.value()).timeSpan().toMillis();
  }

  private static long bytes(TableOption option) {
    return SizeText.bytes(option.text())
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.INVALID_OPTION,
                    "'%s' is '%s', expected a size greater than 0 such as 1000000 or '8MB'"
                        .formatted(option.key(), option.text()))
                .at(Positions.of(option.position())));
  }
}
