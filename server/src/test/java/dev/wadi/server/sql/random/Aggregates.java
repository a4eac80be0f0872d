package dev.wadi.server.sql.random;

import static dev.wadi.server.sql.random.Type.APPROXIMATE;
import static dev.wadi.server.sql.random.Type.BOOLEAN;
import static dev.wadi.server.sql.random.Type.DECIMAL;
import static dev.wadi.server.sql.random.Type.REAL;
import static dev.wadi.server.sql.random.Type.TEXT;
import static dev.wadi.server.sql.random.Type.WHOLE;

import java.util.List;
import java.util.stream.Stream;

/// The functions of many rows that both engines have.
final class Aggregates {
  private Aggregates() {}

  static final Form COUNT_ROWS = Form.of(WHOLE, "count(*)");

  private static final List<Form> OF_NUMBERS =
      List.of(
          Form.of(WHOLE, "sum(%s)", WHOLE),
          Form.of(REAL, "sum(%s)", REAL),
          Form.of(DECIMAL, "sum(%s)", DECIMAL),
          // DuckDB takes count_if of no rows for null.
          Form.of(WHOLE, "count_if(%s)", "count(CASE WHEN %s THEN 1 END)", BOOLEAN),
          Form.of(BOOLEAN, "bool_and(%s)", BOOLEAN),
          Form.of(BOOLEAN, "bool_or(%s)", BOOLEAN),
          Form.of(APPROXIMATE, "avg(%s)", WHOLE),
          Form.of(APPROXIMATE, "avg(%s)", REAL),
          Form.of(APPROXIMATE, "avg(%s)", DECIMAL),
          Form.of(APPROXIMATE, "stddev_pop(%s)", WHOLE),
          Form.of(APPROXIMATE, "var_samp(%s)", REAL),
          Form.of(APPROXIMATE, "quantile_cont(%s, 0.3)", WHOLE),
          Form.of(WHOLE, "quantile_disc(%s, 0.6)", WHOLE),
          Form.of(TEXT, "quantile_disc(%s, 0.2)", TEXT),
          Form.of(WHOLE, "approx_distinct(%s)", "count(DISTINCT %s)", TEXT));

  /// Those whose arguments may be distinct.
  static final List<Form> PLAIN =
      Stream.concat(OF_NUMBERS.stream(), Type.EXACT.stream().flatMap(Aggregates::ofAny)).toList();

  private static Stream<Form> ofAny(Type type) {
    return Stream.of(
        Form.of(WHOLE, "count(%s)", type),
        Form.of(type, "min(%s)", type),
        Form.of(type, "max(%s)", type));
  }

  /// Those of pairs, which are never distinct.
  static final List<Form> OF_PAIRS =
      List.of(
          Form.of(APPROXIMATE, "covar_pop(%s, %s)", WHOLE, REAL),
          Form.of(APPROXIMATE, "covar_samp(%s, %s)", REAL, WHOLE),
          Form.of(APPROXIMATE, "regr_sxy(%s, %s)", WHOLE, WHOLE),
          Form.of(WHOLE, "regr_count(%s, %s)", WHOLE, REAL));

  /// Those whose result depends on the order of rows, which has to be given.
  static final List<Form> ORDERED =
      Stream.concat(
              Stream.of(Form.of(TEXT, "string_agg(%s, '-')", TEXT)),
              Type.EXACT.stream()
                  .flatMap(type ->
                      Stream.of(
                          Form.of(type, "first_value(%s)", "first(%s)", type),
                          Form.of(type, "last_value(%s)", "last(%s)", type))))
          .toList();

  /// Those of {@link #PLAIN} that work over frames: Wadi refuses percentiles and sketches there.
  static Stream<Form> overFrames() {
    return PLAIN.stream().filter(form -> !form.wadi().matches("(quantile|approx)_.*"));
  }

  /// Those that are made for frames.
  ///
  /// @param ties whether rows that are equal in the order may be told apart
  static Stream<Form> ofFrames(boolean ties) {
    return ties
        ? Stream.of(
            Form.of(WHOLE, "rank()"),
            Form.of(WHOLE, "dense_rank()"),
            Form.of(APPROXIMATE, "percent_rank()"),
            Form.of(APPROXIMATE, "cume_dist()"))
        : Stream.concat(
            Stream.of(Form.of(WHOLE, "row_number()"), Form.of(WHOLE, "ntile(3)")),
            Type.EXACT.stream().flatMap(Aggregates::ofRows));
  }

  private static Stream<Form> ofRows(Type type) {
    String first = type.constants().getFirst();
    return Stream.of(
        Form.of(type, "lag(%s)", type),
        Form.of(type, "lead(%s, 2)", type),
        Form.of(type, "lag(%s, 1, " + first.replace("%", "%%") + ")", type),
        Form.of(type, "first_value(%s)", type),
        Form.of(type, "last_value(%s)", type),
        Form.of(type, "nth_value(%s, 2)", type));
  }
}
