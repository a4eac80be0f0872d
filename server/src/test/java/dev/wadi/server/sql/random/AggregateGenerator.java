package dev.wadi.server.sql.random;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes aggregates and window functions.
///
/// @param terms over the rows that they see
record AggregateGenerator(Choice choice, TermGenerator terms) {
  private static final List<String> FRAMES =
      List.of(
          "UNBOUNDED PRECEDING AND CURRENT ROW",
          "UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
          "2 PRECEDING AND CURRENT ROW",
          "1 PRECEDING AND 3 FOLLOWING",
          "CURRENT ROW AND 1 FOLLOWING",
          "CURRENT ROW AND UNBOUNDED FOLLOWING",
          "3 PRECEDING AND 1 PRECEDING",
          "1 FOLLOWING AND 2 FOLLOWING");

  Term.Aggregated aggregated() {
    Optional<Term> filter = choice.maybe(5, terms::condition);
    return switch (choice.below(8)) {
      case 0 -> aggregated(Aggregates.COUNT_ROWS, false, List.of(), filter);
      case 1 -> aggregated(choice.of(Aggregates.OF_PAIRS), false, List.of(), filter);
      case 2 -> aggregated(choice.of(Aggregates.ORDERED), false, terms.totalOrder(), filter);
      default -> {
        Form form = choice.of(Aggregates.PLAIN);
        boolean distinct = choice.oneIn(4) && !form.duckDb().contains("DISTINCT");
        yield aggregated(form, distinct, List.of(), filter);
      }
    };
  }

  private Term.Aggregated aggregated(
      Form form, boolean distinct, List<SortKey> sort, Optional<Term> filter) {
    return new Term.Aggregated(form, distinct, arguments(form), sort, filter);
  }

  private List<Term> arguments(Form form) {
    return form.arguments().stream().map(type -> terms.term(type, choice.below(2))).toList();
  }

  Term.Over over() {
    List<Term> partition =
        choice.times(choice.below(3), terms::varying).stream().flatMap(Optional::stream).toList();
    return switch (choice.below(4)) {
      case 0 -> withTies(partition);
      case 1 -> inRange(partition);
      default -> byRows(partition);
    };
  }

  // Rows that are equal in the order get the same value.
  private Term.Over withTies(List<Term> partition) {
    List<SortKey> sort =
        choice.times(1 + choice.below(2), terms::varying).stream()
            .flatMap(Optional::stream)
            .map(terms::sortKey)
            .toList();
    boolean ranks = choice.oneIn(2) && !sort.isEmpty();
    Form form =
        choice.of(
            ranks
                ? Aggregates.ofFrames(true).toList()
                : Stream.concat(Stream.of(Aggregates.COUNT_ROWS), Aggregates.overFrames())
                    .toList());
    Optional<Term> filter = ranks ? Optional.empty() : choice.maybe(6, terms::condition);
    return new Term.Over(form, arguments(form), filter, partition, sort, "");
  }

  private Term.Over inRange(List<Term> partition) {
    Type type = choice.of(Type.WHOLE, Type.REAL, Type.DECIMAL, Type.TIME);
    List<String> distances =
        type == Type.TIME
            ? List.of("INTERVAL '1' HOUR", "INTERVAL '3' DAY", "INTERVAL '10' MINUTE")
            : List.of("1", "3", "10");
    Term leaf = terms.leaf(type);
    if (leaf instanceof Term.Constant) {
      return byRows(partition);
    }
    SortKey key = terms.sortKey(leaf);
    String frame =
        " RANGE BETWEEN %s PRECEDING AND %s"
            .formatted(
                choice.of(distances),
                choice.oneIn(2) ? "CURRENT ROW" : choice.of(distances) + " FOLLOWING");
    Form form = choice.of(Aggregates.overFrames().toList());
    return new Term.Over(
        form, arguments(form), choice.maybe(6, terms::condition), partition, List.of(key), frame);
  }

  private Term.Over byRows(List<Term> partition) {
    List<SortKey> sort = terms.totalOrder();
    if (choice.oneIn(2)) {
      Form form = choice.of(Aggregates.ofFrames(false).toList());
      String frame =
          form.wadi().contains("_value") && !sort.isEmpty() && choice.oneIn(2)
              ? " ROWS BETWEEN " + choice.of(FRAMES)
              : "";
      return new Term.Over(form, arguments(form), Optional.empty(), partition, sort, frame);
    }
    String frame = sort.isEmpty() ? "" : " ROWS BETWEEN " + choice.of(FRAMES);
    Form form = choice.of(Aggregates.overFrames().toList());
    return new Term.Over(
        form, arguments(form), choice.maybe(6, terms::condition), partition, sort, frame);
  }
}
