package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// The checks of an aggregate. What the rows of a group give that are added in one batch is taken
/// for right; every other way to the same rows must give the same.
///
/// Groups are small, so that what is only exact for few values, such as a sketch, is.
final class AggregateChecks {
  private static final int ROWS = 48;
  private static final int FEW = 7;
  private static final double NULLS = 0.15;

  private final FunctionSignature signature;
  private final FunctionKind.Aggregate kind;
  private final Bench bench;
  private final Findings findings;

  AggregateChecks(FunctionSignature signature, Bench bench) {
    this.signature = signature;
    this.kind = (FunctionKind.Aggregate) signature.kind();
    this.bench = bench;
    this.findings = new Findings(signature.arguments());
  }

  List<Finding> run() {
    findings.guard("one batch", this::check);
    return findings.list();
  }

  private void check() {
    List<Row> all = taken(bench.values(Kind.STEADY), bench.rows());
    List<Row> some = all.subList(0, Math.min(ROWS, all.size()));
    findings.check("one batch", some, this::works, () -> fuel(some));
    if (findings.anyFailed() || isRefused(some)) {
      return;
    }
    findings.check("arguments", some, this::keepsArguments);
    findings.check("nulls", some, this::belowNulls);
    findings.check("same again", some, this::sameAgain);
    findings.check("empty batch", some, this::afterEmptyBatches);
    findings.check("empty group", some, this::besideAnEmptyGroup);
    findings.check("batches", some, this::inBatches);
    findings.check("groups", all, this::inGroups);
    findings.check("merge", some, this::merged);
    if (kind.retracts()) {
      findings.check("retract", some, this::retracted);
    }
    tellOfOrder(some);
    findings.check("extremes", taken(bench.values(Kind.EXTREME), 2 * ROWS), this::extremes);
    findings.attempt("memory", () -> memory(some));
  }

  // The host keeps rows back that have nulls where none are taken.
  private List<Row> taken(RandomValues values, int count) {
    List<Row> rows = values.rows(signature.arguments(), count, NULLS);
    return rows.stream().filter(this::isTaken).toList();
  }

  private boolean isTaken(Row row) {
    List<Field> fields = signature.arguments();
    return IntStream.range(0, fields.size())
        .noneMatch(i ->
            row.values().get(i) == null
                && (signature.nulls() == NullHandling.STRICT || !fields.get(i).isNullable()));
  }

  private boolean isRefused(List<Row> rows) {
    try {
      fresh(calls -> whole(calls, rows));
      return rows.isEmpty();
    } catch (WadiException e) {
      findings.add(Finding.noted("refusals", "nothing to compare: " + e.getMessage()));
      return true;
    }
  }

  private <T> T fresh(Function<AggregateCalls, T> use) {
    try (AggregateCalls calls = new AggregateCalls(signature, bench)) {
      return use.apply(calls);
    }
  }

  private static Row empty(AggregateCalls calls) {
    return calls.empty(1).getFirst();
  }

  private static Object whole(AggregateCalls calls, List<Row> rows) {
    return calls.result(calls.add(empty(calls), rows));
  }

  private Optional<String> works(List<Row> rows) {
    try {
      fresh(calls -> whole(calls, rows));
    } catch (WadiException e) {
      if (!Trial.isRefusal(e)) {
        throw e;
      }
    }
    return Optional.empty();
  }

  private String fuel(List<Row> rows) {
    return fresh(calls -> {
      bench.watch().takeFuel();
      works(rows);
      return "%.1f fuel per row"
          .formatted((double) bench.watch().takeFuel() / Math.max(1, rows.size()));
    });
  }

  private Optional<String> keepsArguments(List<Row> rows) {
    bench.watch().takeArgumentsChanged();
    merged(rows);
    return bench.watch().takeArgumentsChanged()
        ? Optional.of("it writes into its input, which is the host's")
        : Optional.empty();
  }

  // Each writer of vectors has other values below nulls, also of states.
  private Optional<String> belowNulls(List<Row> rows) {
    Object once = fresh(calls -> whole(calls, rows));
    Object again = fresh(calls -> whole(calls, rows));
    return difference(once, "once", again, "with something else in place of nulls");
  }

  private Optional<String> sameAgain(List<Row> rows) {
    return fresh(calls -> {
      Object first = whole(calls, rows);
      return difference(first, "the first time", whole(calls, rows), "the second time");
    });
  }

  private Optional<String> afterEmptyBatches(List<Row> rows) {
    Object usual = fresh(calls -> whole(calls, rows));
    return fresh(calls -> {
      calls.update(List.of(), new int[0], new int[0], List.of());
      calls.results(List.of());
      Row state = calls.add(calls.merge(empty(calls), List.of()), List.of());
      Row after = calls.add(calls.add(state, rows), List.of());
      return difference(usual, "usually", calls.result(after), "with empty batches before");
    });
  }

  private Optional<String> besideAnEmptyGroup(List<Row> rows) {
    return fresh(calls -> {
      Object empty = calls.result(empty(calls));
      Object usual = whole(calls, rows);
      int[] groups = new int[rows.size()];
      Arrays.fill(groups, 1);
      List<Row> states = calls.update(calls.empty(3), groups, AggregateCalls.added(rows), rows);
      List<Object> results = calls.results(states);
      return difference(usual, "usually", results.get(1), "beside groups without rows")
          .or(() -> differenceOfEmpty(empty, results.get(0), "beside one with rows"))
          .or(() -> differenceOfEmpty(empty, results.get(2), "beside one with rows"));
    });
  }

  private Optional<String> inBatches(List<Row> rows) {
    Object usual = fresh(calls -> whole(calls, rows));
    for (int size : new int[] {1, FEW}) {
      Object result =
          fresh(calls -> {
            Row state = empty(calls);
            for (int from = 0; from < rows.size(); from += size) {
              state = calls.add(state, rows.subList(from, Math.min(from + size, rows.size())));
            }
            return calls.result(state);
          });
      String how = "in batches of %d".formatted(size);
      Optional<String> problem = difference(usual, "in one batch", result, how);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  // The rows of many groups in turn.
  private Optional<String> inGroups(List<Row> rows) {
    int count = Math.max(2, rows.size() / ROWS);
    int[] groups = IntStream.range(0, rows.size()).map(i -> i % count).toArray();
    List<Object> results =
        fresh(calls ->
            calls.results(
                calls.update(calls.empty(count), groups, AggregateCalls.added(rows), rows)));
    String how = "together with %d other groups".formatted(count - 1);
    return fresh(calls ->
        IntStream.range(0, count)
            .mapToObj(group ->
                difference(
                    whole(calls, every(rows, group, count)), "alone", results.get(group), how))
            .flatMap(Optional::stream)
            .findFirst());
  }

  private static List<Row> every(List<Row> rows, int first, int step) {
    List<Row> taken = new ArrayList<>();
    for (int i = first; i < rows.size(); i += step) {
      taken.add(rows.get(i));
    }
    return taken;
  }

  // The order of rows is kept, in case that it matters.
  private Optional<String> merged(List<Row> rows) {
    return fresh(calls -> {
      Object usual = whole(calls, rows);
      List<Row> parts = parts(rows).stream().map(part -> calls.add(empty(calls), part)).toList();
      Row atOnce = calls.merge(empty(calls), parts);
      Row inTurn = empty(calls);
      for (Row part : parts) {
        inTurn = calls.merge(inTurn, List.of(part));
      }
      Row fromTheEnd = parts.getLast();
      for (Row part : parts.reversed().subList(1, parts.size())) {
        fromTheEnd = calls.merge(part, List.of(fromTheEnd));
      }
      return firstDifference(
          usual,
          new Way("merged of parts at once", calls.result(atOnce)),
          new Way("merged of parts one after another", calls.result(inTurn)),
          new Way("merged of parts from the end", calls.result(fromTheEnd)));
    });
  }

  private static List<List<Row>> parts(List<Row> rows) {
    int size = Math.max(1, rows.size() / 3);
    List<List<Row>> parts = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      parts.add(rows.subList(from, Math.min(from + size, rows.size())));
    }
    return parts;
  }

  private Optional<String> retracted(List<Row> rows) {
    return fresh(calls -> {
      List<Row> kept = rows.subList(0, rows.size() / 2);
      List<Row> removed = rows.subList(rows.size() / 2, rows.size());
      Object empty = calls.result(empty(calls));
      Object usual = kept.isEmpty() ? empty : whole(calls, kept);
      Row after = calls.remove(calls.add(empty(calls), rows), removed);
      Row nothing = calls.remove(after, kept.reversed());
      return firstDifference(
              usual,
              new Way("with others added and taken back", calls.result(after)),
              new Way(
                  "with others in and out in one batch",
                  calls.result(inOneBatch(calls, kept, removed))))
          .or(() ->
              differenceOfEmpty(empty, calls.result(nothing), "after all rows are taken back"));
    });
  }

  private static Row inOneBatch(AggregateCalls calls, List<Row> kept, List<Row> removed) {
    List<Row> rows = new ArrayList<>(kept);
    rows.addAll(removed);
    rows.addAll(removed);
    int[] signs = AggregateCalls.added(rows);
    Arrays.fill(signs, kept.size() + removed.size(), signs.length, -1);
    return calls.update(calls.empty(1), new int[rows.size()], signs, rows).getFirst();
  }

  // That the order matters is allowed, but seldom meant: rows and states come in any.
  private void tellOfOrder(List<Row> rows) {
    Object forwards = fresh(calls -> whole(calls, rows));
    Object backwards = fresh(calls -> whole(calls, rows.reversed()));
    if (difference(forwards, "", backwards, "").isPresent()) {
      findings.add(
          Finding.noted("order", "results depend on the order of rows, which is not fixed"));
    }
  }

  private Optional<String> extremes(List<Row> rows) {
    for (Row row : rows) {
      works(List.of(row));
    }
    return works(rows);
  }

  private Finding memory(List<Row> rows) {
    return fresh(calls -> {
      Row state = calls.add(empty(calls), rows);
      return MemoryUse.observe(
          bench.watch(),
          () ->
              calls.result(
                  calls.merge(calls.add(empty(calls), rows.subList(0, 1)), List.of(state))));
    });
  }

  /// @param how the rows were brought together
  private record Way(String how, Object result) {}

  private Optional<String> firstDifference(Object usual, Way... ways) {
    return Arrays.stream(ways)
        .flatMap(way -> difference(usual, "in one batch", way.result(), way.how()).stream())
        .findFirst();
  }

  private Optional<String> differenceOfEmpty(Object expected, Object result, String how) {
    return difference("a group without rows gives", expected, "alone", result, how);
  }

  private Optional<String> difference(Object expected, String usual, Object result, String how) {
    return difference("the rows give", expected, usual, result, how);
  }

  private Optional<String> difference(
      String what, Object expected, String usual, Object result, String how) {
    if (signature.volatility() == Volatility.VOLATILE || Likeness.alike(expected, result)) {
      return Optional.empty();
    }
    return Optional.of(
        "%s %s %s, but %s %s"
            .formatted(
                what,
                Shown.value(signature.result(), expected),
                usual,
                Shown.value(signature.result(), result),
                how));
  }
}
