package dev.wadi.server.sql;

import java.util.Random;
import java.util.function.Supplier;

/// Queries over the table `t` of {@link RandomTables} in words that both engines understand alike.
/// The first column tells rows apart.
final class RandomQueries {
  private final Random random;

  RandomQueries(Random random) {
    this.random = random;
  }

  String next() {
    int depth = 1 + random.nextInt(3);
    String where = random.nextInt(3) == 0 ? " WHERE " + condition(depth) : "";
    if (random.nextInt(4) == 0) {
      String key = any("t", "flag", "s % 4", text(1), condition(1), "date_trunc('year', ts)");
      return "SELECT %s, count(*), %s FROM t%s GROUP BY %s".formatted(key, total(), where, key);
    }
    return "SELECT id, %s, %s, %s, %s FROM t%s"
        .formatted(number(depth), text(depth), condition(depth), time(depth), where);
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String total() {
    return any(
        "sum(s)",
        "sum(i)",
        "sum(c)",
        "avg(s)",
        "min(%s)".formatted(number(1)),
        "max(%s)".formatted(text(1)),
        "max(%s)".formatted(time(1)),
        "bool_or(%s)".formatted(condition(1)),
        "count(DISTINCT %s)".formatted(text(1)));
  }

  private String number(int depth) {
    if (depth <= 0) {
      return any("i", "s", "b", "c", "d", "0", "1", "-3", "2.5", "100");
    }
    Supplier<String> deeper = () -> number(depth - 1);
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> "(%s %s %s)".formatted(number(depth - 1), any("+", "-", "*"), number(0));
      case 3 -> "(%s %% %s)".formatted(any("i", "s", "b"), any("3", "7", "(s * s + 1)"));
      case 4 -> any("abs(%s)", "(- %s)", "floor(%s)", "ceil(%s)", "sign(%s)").formatted(number(0));
      case 5 -> "CAST(%s AS %s)".formatted(number(0), any("DOUBLE", "BIGINT", "DECIMAL(18, 2)"));
      case 6 -> any("char_length(t)", "EXTRACT(YEAR FROM ts)", "position('a' IN t)");
      case 7 -> any("greatest(%s, %s)", "least(%s, %s)").formatted(number(0), number(0));
      default -> choice(deeper, depth);
    };
  }

  private String text(int depth) {
    if (depth <= 0) {
      return any("t", "'a'", "''", "'grün'");
    }
    Supplier<String> deeper = () -> text(depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> "(%s || %s)".formatted(text(depth - 1), text(0));
      case 1 -> "%s(%s)".formatted(any("lower", "upper", "trim", "reverse"), text(depth - 1));
      case 2 -> "substring(%s, %d, 2)".formatted(text(depth - 1), 1 + random.nextInt(3));
      case 3 -> "CAST(%s AS TEXT)".formatted(any("i", "b", "c", "day", "flag"));
      case 4 -> "replace(%s, 'a', 'bb')".formatted(text(depth - 1));
      default -> choice(deeper, depth);
    };
  }

  private String time(int depth) {
    if (depth <= 0) {
      return any("ts", "CAST(day AS TIMESTAMP)", "TIMESTAMP '1969-12-31 23:59:59.5'");
    }
    Supplier<String> deeper = () -> time(depth - 1);
    return switch (random.nextInt(3)) {
      case 0 ->
          "date_trunc('%s', %s)"
              .formatted(any("year", "quarter", "week", "day", "minute"), time(depth - 1));
      case 1 ->
          "(%s %s INTERVAL '%d' %s)"
              .formatted(
                  time(depth - 1), any("+", "-"), random.nextInt(40), any("DAY", "HOUR", "MONTH"));
      default -> choice(deeper, depth);
    };
  }

  private String choice(Supplier<String> deeper, int depth) {
    return any(
            "CASE WHEN %1$s THEN %2$s ELSE %3$s END", "coalesce(%2$s, %3$s)", "nullif(%2$s, %3$s)")
        .formatted(condition(depth - 1), deeper.get(), deeper.get());
  }

  private String condition(int depth) {
    if (depth <= 0) {
      return any("flag", "i > 0", "t = 'a'", "s IS NULL", "s IN (1, 2, -4)", "t NOT IN ('a', '')");
    }
    String compared = any("=", "<>", "<", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");
    return switch (random.nextInt(7)) {
      case 0 -> "(%s %s %s)".formatted(number(depth - 1), compared, number(depth - 1));
      case 1 -> "(%s %s %s)".formatted(text(depth - 1), compared, text(depth - 1));
      case 2 -> "(%s %s %s)".formatted(time(depth - 1), compared, time(depth - 1));
      case 3 ->
          "(%s %s %s)".formatted(condition(depth - 1), any("AND", "OR"), condition(depth - 1));
      case 4 -> "(%s %s)".formatted(condition(depth - 1), any("IS TRUE", "IS NOT FALSE"));
      case 5 -> "(%s LIKE %s)".formatted(text(depth - 1), any("'a%'", "'%b'", "'_'", "'%a_%'"));
      default -> "(NOT %s)".formatted(condition(depth - 1));
    };
  }
}
