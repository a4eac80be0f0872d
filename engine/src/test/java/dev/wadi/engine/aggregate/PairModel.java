package dev.wadi.engine.aggregate;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What an aggregate over pairs of values should yield.
final class PairModel {
  private PairModel() {}

  static String of(
      AccumulatorProperties.Aggregate aggregate,
      List<AccumulatorProperties.Row> rows,
      Comparator<String> order) {
    Comparator<AccumulatorProperties.Row> byOther =
        Comparator.comparing(AccumulatorProperties.Row::other, AggregateModel.nullsLast(order));
    Comparator<AccumulatorProperties.Row> byBoth =
        byOther.thenComparing(AccumulatorProperties.Row::value, AggregateModel.nullsLast(order));
    List<AccumulatorProperties.Row> present =
        rows.stream()
            .filter(row -> !row.value().equals("null") && !row.other().equals("null"))
            .filter(distinctIf(aggregate.distinct()))
            .toList();
    return switch (aggregate.function()) {
      case FIRST_VALUE -> value(rows.stream().min(byBoth));
      case LAST_VALUE -> value(rows.stream().max(byBoth));
      case ARG_MIN -> value(present.stream().min(byBoth));
      case ARG_MAX ->
          value(
              present.stream()
                  .min(
                      byOther
                          .reversed()
                          .thenComparing(
                              AccumulatorProperties.Row::value, AggregateModel.nullsLast(order))));
      default -> statistic(aggregate, present);
    };
  }

  private static Predicate<AccumulatorProperties.Row> distinctIf(boolean on) {
    var seen = new HashSet<List<String>>();
    return row -> !on || seen.add(List.of(row.value(), row.other()));
  }

  private static String value(Optional<AccumulatorProperties.Row> row) {
    return row.map(AccumulatorProperties.Row::value).orElse("null");
  }

  // The sums are exact: the values are small.
  private static String statistic(
      AccumulatorProperties.Aggregate aggregate, List<AccumulatorProperties.Row> rows) {
    if (rows.isEmpty()) {
      return "null";
    }
    double n = rows.size();
    double y = 0;
    double x = 0;
    double yy = 0;
    double xx = 0;
    double xy = 0;
    for (AccumulatorProperties.Row row : rows) {
      double ofY = new BigDecimal(row.value()).doubleValue();
      double ofX = new BigDecimal(row.other()).doubleValue();
      y += ofY;
      x += ofX;
      yy += ofY * ofY;
      xx += ofX * ofX;
      xy += ofX * ofY;
    }
    double sxx = (n * xx - x * x) / n;
    double syy = (n * yy - y * y) / n;
    double sxy = (n * xy - x * y) / n;
    double result =
        switch (aggregate.function()) {
          case REGR_AVGX -> x / n;
          case REGR_AVGY -> y / n;
          case REGR_SXX -> sxx;
          case REGR_SYY -> syy;
          case REGR_SXY -> sxy;
          case COVAR_POP -> sxy / n;
          case COVAR_SAMP -> n == 1 ? Double.NaN : sxy / (n - 1);
          case REGR_SLOPE -> sxy / sxx;
          case REGR_INTERCEPT -> (y - sxy / sxx * x) / n;
          case REGR_R2 -> sxx != 0 && syy == 0 ? 1 : sxy * sxy / (sxx * syy);
          case CORR -> sxy / Math.sqrt(sxx * syy);
          default -> throw new AssertionError(aggregate);
        };
    return Double.isFinite(result) ? String.valueOf(result) : "null";
  }
}
