package dev.wadi.server.sql.random;

import static dev.wadi.server.sql.random.Type.APPROXIMATE;
import static dev.wadi.server.sql.random.Type.BOOLEAN;
import static dev.wadi.server.sql.random.Type.DATE;
import static dev.wadi.server.sql.random.Type.DECIMAL;
import static dev.wadi.server.sql.random.Type.REAL;
import static dev.wadi.server.sql.random.Type.TEXT;
import static dev.wadi.server.sql.random.Type.TIME;
import static dev.wadi.server.sql.random.Type.WHOLE;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The operators and functions of single rows that both engines have.
///
/// Left out, because they mean different things on purpose: division of decimals (a decimal here, a
/// double there), doubles as text, levenshtein (characters here, bytes there), dates and intervals
/// (a date here, a timestamp there).
final class Scalars {
  private Scalars() {}

  private static final List<Form> NUMBERS =
      List.of(
          Form.of(WHOLE, "(%s + %s)", WHOLE, WHOLE),
          Form.of(WHOLE, "(%s - %s)", WHOLE, WHOLE),
          Form.of(WHOLE, "(%s * 3)", WHOLE),
          Form.of(WHOLE, "(- %s)", WHOLE),
          Form.of(WHOLE, "(%s %% 7)", WHOLE),
          Form.of(WHOLE, "(%s / 3)", "(%s // 3)", WHOLE),
          Form.of(WHOLE, "(%s / nullif(%s, 0))", "(%s // nullif(%s, 0))", WHOLE, WHOLE),
          Form.of(WHOLE, "abs(%s)", WHOLE),
          Form.of(WHOLE, "sign(%s)", WHOLE),
          Form.of(WHOLE, "gcd(%s, %s)", WHOLE, WHOLE),
          Form.of(WHOLE, "char_length(%s)", "length(%s)", TEXT),
          Form.of(WHOLE, "octet_length(%s)", "octet_length(encode(%s))", TEXT),
          Form.of(WHOLE, "position('a' IN %s)", TEXT),
          Form.of(WHOLE, "ascii(%s)", TEXT),
          Form.of(WHOLE, "EXTRACT(YEAR FROM %s)", TIME),
          Form.of(WHOLE, "EXTRACT(DOW FROM %s)", DATE),
          Form.of(WHOLE, "EXTRACT(MINUTE FROM %s)", TIME),
          Form.of(WHOLE, "date_part('week', %s)", TIME),
          Form.of(WHOLE, "array_length(ARRAY[%s, %s])", "len([%s, %s])", TEXT, TEXT),
          Form.of(
              WHOLE,
              "coalesce(array_length((ARRAY[%s, 2, 3])[%s:%s]), 0)",
              "coalesce(len(([%s, 2, 3])[(%s)::BIGINT:(%s)::BIGINT]), 0)",
              WHOLE,
              WHOLE,
              WHOLE),
          Form.of(WHOLE, "CAST(%s AS INT)", BOOLEAN),
          Form.of(WHOLE, "CAST(%s AS INT)", DECIMAL),
          Form.of(WHOLE, "CAST(%s AS BIGINT)", WHOLE),
          Form.of(WHOLE, "TRY_CAST(%s AS INT)", TEXT),
          Form.of(REAL, "(%s + %s)", REAL, REAL),
          Form.of(REAL, "(%s - %s)", REAL, WHOLE),
          Form.of(REAL, "(%s * 2)", REAL),
          Form.of(REAL, "(- %s)", REAL),
          Form.of(REAL, "abs(%s)", REAL),
          Form.of(REAL, "floor(%s)", REAL),
          Form.of(REAL, "ceil(%s)", REAL),
          Form.of(REAL, "round(%s)", REAL),
          Form.of(REAL, "trunc(%s)", REAL),
          Form.of(REAL, "CAST(%s AS DOUBLE)", WHOLE),
          Form.of(DECIMAL, "(%s + %s)", DECIMAL, DECIMAL),
          Form.of(DECIMAL, "(%s - %s)", DECIMAL, WHOLE),
          Form.of(DECIMAL, "(%s * %s)", DECIMAL, WHOLE),
          Form.of(DECIMAL, "(- %s)", DECIMAL),
          Form.of(DECIMAL, "abs(%s)", DECIMAL),
          Form.of(DECIMAL, "floor(%s)", DECIMAL),
          Form.of(DECIMAL, "ceil(%s)", DECIMAL),
          Form.of(DECIMAL, "round(%s, 1)", DECIMAL),
          Form.of(DECIMAL, "CAST(%s AS DECIMAL(12, 1))", DECIMAL),
          Form.of(DECIMAL, "CAST(%s AS DECIMAL(12, 2))", WHOLE),
          Form.of(DECIMAL, "CAST(%s AS DECIMAL(18, 3))", REAL),
          Form.of(DECIMAL, "TRY_CAST(%s AS DECIMAL(9, 2))", TEXT),
          Form.of(APPROXIMATE, "(%s / nullif(%s, 0))", REAL, WHOLE),
          Form.of(APPROXIMATE, "sqrt(abs(%s))", REAL),
          Form.of(APPROXIMATE, "power(%s, 2)", WHOLE),
          Form.of(APPROXIMATE, "ln(abs(%s) + 1)", WHOLE),
          Form.of(APPROXIMATE, "CAST(%s AS DOUBLE)", DECIMAL),
          Form.of(APPROXIMATE, "(%s - %s)", APPROXIMATE, WHOLE),
          Form.of(APPROXIMATE, "TRY_CAST(%s AS DOUBLE)", TEXT));

  private static final List<Form> TEXTS =
      List.of(
          Form.of(TEXT, "(%s || %s)", TEXT, TEXT),
          Form.of(TEXT, "concat(%s, %s)", TEXT, TEXT),
          Form.of(TEXT, "concat_ws('-', %s, %s)", TEXT, TEXT),
          Form.of(TEXT, "lower(%s)", TEXT),
          Form.of(TEXT, "upper(%s)", TEXT),
          Form.of(TEXT, "trim(%s)", TEXT),
          Form.of(TEXT, "reverse(%s)", TEXT),
          Form.of(TEXT, "substring(%s, 2, 2)", TEXT),
          Form.of(TEXT, "left(%s, %s)", "left(%s, (%s)::BIGINT)", TEXT, WHOLE),
          Form.of(TEXT, "right(%s, 2)", TEXT),
          Form.of(TEXT, "lpad(%s, 3, '*')", TEXT),
          Form.of(TEXT, "replace(%s, 'a', 'xy')", TEXT),
          Form.of(TEXT, "regexp_replace(%s, '[ab]+', '.')", TEXT),
          Form.of(TEXT, "split_part(%s, 'b', 1)", TEXT),
          Form.of(TEXT, "md5(%s)", TEXT),
          Form.of(TEXT, "CAST(%s AS TEXT)", WHOLE),
          Form.of(TEXT, "CAST(%s AS TEXT)", DATE),
          Form.of(TEXT, "CAST(%s AS TEXT)", TIME),
          Form.of(TEXT, "CAST(%s AS TEXT)", BOOLEAN),
          Form.of(TEXT, "to_char(%s, '%%Y-%%m')", "strftime(%s, '%%Y-%%m')", TIME));

  private static final List<Form> TIMES =
      List.of(
          Form.of(DATE, "CAST(%s AS DATE)", TIME),
          Form.of(DATE, "TRY_CAST(%s AS DATE)", TEXT),
          Form.of(TIME, "CAST(%s AS TIMESTAMP)", DATE),
          Form.of(TIME, "date_trunc('hour', %s)", TIME),
          Form.of(TIME, "date_trunc('week', %s)", TIME),
          Form.of(TIME, "date_trunc('month', %s)", TIME),
          Form.of(TIME, "(%s + INTERVAL '90' MINUTE)", TIME),
          Form.of(TIME, "(%s - INTERVAL '1' DAY)", TIME),
          Form.of(TIME, "(%s + INTERVAL '1' MONTH)", TIME));

  private static final List<Form> CONDITIONS =
      List.of(
          Form.of(BOOLEAN, "(%s AND %s)", BOOLEAN, BOOLEAN),
          Form.of(BOOLEAN, "(%s OR %s)", BOOLEAN, BOOLEAN),
          Form.of(BOOLEAN, "(NOT %s)", BOOLEAN),
          Form.of(BOOLEAN, "(%s IS TRUE)", BOOLEAN),
          Form.of(BOOLEAN, "(%s IS NOT FALSE)", BOOLEAN),
          Form.of(BOOLEAN, "(%s > %s)", WHOLE, REAL),
          Form.of(BOOLEAN, "(%s <= %s)", DECIMAL, WHOLE),
          Form.of(BOOLEAN, "(%s IN (1, 2, -3))", WHOLE),
          Form.of(BOOLEAN, "(%s IN (1, NULL, 7))", WHOLE),
          Form.of(BOOLEAN, "(%s NOT IN (0, 7))", WHOLE),
          Form.of(BOOLEAN, "(%s NOT IN ('a', ''))", TEXT),
          Form.of(BOOLEAN, "(%s LIKE 'a%%')", TEXT),
          Form.of(BOOLEAN, "(%s LIKE '%%b%%')", TEXT),
          Form.of(BOOLEAN, "(%s LIKE '_')", TEXT),
          Form.of(BOOLEAN, "(%s NOT LIKE '%%a_%%')", TEXT),
          Form.of(BOOLEAN, "(%s LIKE %s)", TEXT, TEXT),
          Form.of(BOOLEAN, "starts_with(%s, %s)", TEXT, TEXT),
          Form.of(BOOLEAN, "TRY_CAST(%s AS BOOLEAN)", TEXT));

  /// What there is for every type.
  private static Stream<Form> ofAny(Type type) {
    return Stream.of(
        Form.of(type, "CASE WHEN %s THEN %s ELSE %s END", BOOLEAN, type, type),
        Form.of(type, "CASE WHEN %s THEN %s END", BOOLEAN, type),
        Form.of(type, "CASE %s WHEN 1 THEN %s WHEN 2 THEN %s ELSE %s END", WHOLE, type, type, type),
        Form.of(type, "coalesce(%s, %s)", type, type),
        Form.of(type, "(ARRAY[%s, %s])[%s]", "([%s, %s])[(%s)::BIGINT]", type, type, WHOLE),
        Form.of(BOOLEAN, "(%s IS NULL)", type),
        Form.of(BOOLEAN, "(%s IS NOT NULL)", type));
  }

  private static Stream<Form> ofExact(Type type) {
    return Stream.of(
        Form.of(type, "nullif(%s, %s)", type, type),
        Form.of(type, "greatest(%s, %s)", type, type),
        Form.of(type, "least(%s, %s)", type, type),
        Form.of(BOOLEAN, "(%s = %s)", type, type),
        Form.of(BOOLEAN, "(%s <> %s)", type, type),
        Form.of(BOOLEAN, "(%s < %s)", type, type),
        Form.of(BOOLEAN, "(%s >= %s)", type, type),
        Form.of(BOOLEAN, "(%s IS DISTINCT FROM %s)", type, type),
        Form.of(BOOLEAN, "(%s IS NOT DISTINCT FROM %s)", type, type),
        Form.of(BOOLEAN, "(%s BETWEEN %s AND %s)", type, type, type),
        Form.of(BOOLEAN, "(%s NOT BETWEEN %s AND %s)", type, type, type),
        Form.of(BOOLEAN, "(%s IN (%s, %s))", type, type, type));
  }

  private static final Map<Type, List<Form>> BY_RESULT =
      Stream.of(
              NUMBERS.stream(),
              TEXTS.stream(),
              TIMES.stream(),
              CONDITIONS.stream(),
              Stream.of(Type.values()).flatMap(Scalars::ofAny),
              Type.EXACT.stream().flatMap(Scalars::ofExact))
          .flatMap(forms -> forms)
          .collect(Collectors.groupingBy(Form::result));

  static List<Form> of(Type result) {
    return BY_RESULT.get(result);
  }
}
