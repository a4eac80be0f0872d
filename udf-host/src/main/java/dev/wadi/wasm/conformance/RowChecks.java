package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.FunctionSignature.NullHandling;
import dev.wadi.sdk.function.FunctionSignature.Volatility;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// The checks of a function that has an answer for each row. What a row alone gives is taken for
/// right; everything else must give the same.
final class RowChecks {
  private static final int[] SIZES = {1, 7, 8, 9, 63, 64, 65};
  private static final int SOME = 64;
  private static final int FEW = 20;
  private static final double NULLS = 0.15;

  private final RowSubject subject;
  private final FunctionSignature signature;
  private final List<Field> fields;
  private final int count;
  private final Watch watch;
  private final RowAsking asking;
  private final Findings findings;

  RowChecks(RowSubject subject, Bench bench) {
    this.subject = subject;
    this.signature = subject.signature();
    this.fields = signature.arguments();
    this.count = bench.rows();
    this.watch = bench.watch();
    this.asking = new RowAsking(subject, bench);
    this.findings = new Findings(fields);
  }

  List<Finding> run() {
    findings.guard("one by one", this::check);
    return findings.list();
  }

  private void check() {
    List<Row> all = ordinary().rows(fields, count, NULLS);
    findings.check("one by one", all, this::alone, () -> "%,d rows".formatted(all.size()));
    if (findings.anyFailed()) {
      return;
    }
    List<Row> rows = asking.answered(all);
    tellOfRefusals(all, rows);
    if (rows.isEmpty()) {
      return;
    }
    List<Row> some = rows.subList(0, Math.min(SOME, rows.size()));
    findings.check("arguments", some, this::keepsArguments);
    findings.check("nulls", asking.answered(withNulls()), this::belowNulls);
    findings.check("same again", some, new SameAgain(asking.answered(others())));
    if (subject.takesNoRows()) {
      findings.check("empty batch", some, this::afterAnEmptyBatch);
    }
    findings.check("batch sizes", rows, this::inBatches, () -> asking.fuel(rows));
    findings.check("other order", some, this::inOtherOrder);
    findings.check("slices", some, this::slices);
    if (signature.givesRows()) {
      findings.check("few rows at once", few(rows), this::fewAtOnce);
    }
    List<Row> extremes = subject.values(Kind.EXTREME).rows(fields, 2 * SOME, NULLS);
    findings.check("extremes", extremes, this::extremes, () -> refused(extremes));
    findings.attempt("memory", () -> asking.memory(some));
  }

  private void tellOfRefusals(List<Row> all, List<Row> answered) {
    if (answered.size() < all.size()) {
      findings.add(Finding.noted("refusals", refused(all)));
    }
  }

  // A function may have no answer for random rows.
  private String refused(List<Row> rows) {
    List<String> reasons = asking.refusals(rows);
    return reasons.isEmpty()
        ? ""
        : "%,d of %,d rows fail: %s".formatted(reasons.size(), rows.size(), reasons.getFirst());
  }

  private RowSource ordinary() {
    return subject.values(Kind.ORDINARY);
  }

  // Other than the first ones.
  private List<Row> others() {
    RowSource values = ordinary();
    values.rows(fields, count, NULLS);
    return values.rows(fields, SOME, NULLS);
  }

  // Without, with some, and all.
  private List<Row> withNulls() {
    RowSource values = ordinary();
    return DoubleStream.of(0, 0.3, 0.6, 1)
        .boxed()
        .flatMap(share -> values.rows(fields, SOME / 4, share).stream())
        .toList();
  }

  private Optional<String> alone(List<Row> rows) {
    return asking.fresh(function -> {
      for (Row row : rows) {
        try {
          List<Answer> answer = asking.ask(function, List.of(row));
          if (answer.getFirst() instanceof Answer.Rejected && !isAsked(row)) {
            return Optional.of("it rejects a row that it is not asked about");
          }
        } catch (WadiException e) {
          if (!Trial.isRefusal(e)) {
            throw e;
          }
        }
      }
      return Optional.empty();
    });
  }

  private boolean isAsked(Row row) {
    return signature.nulls() == NullHandling.CALLED || !row.values().contains(null);
  }

  private Optional<String> keepsArguments(List<Row> rows) {
    watch.takeArgumentsChanged();
    asking.fresh(function -> asking.ask(function, rows));
    return watch.takeArgumentsChanged()
        ? Optional.of("it writes into its arguments, which are the host's")
        : Optional.empty();
  }

  private Optional<String> afterAnEmptyBatch(List<Row> rows) {
    List<Answer> usual = asking.fresh(function -> asking.ask(function, rows));
    List<Answer> answers =
        asking.fresh(function -> {
          asking.ask(function, List.of());
          return asking.ask(function, rows);
        });
    return difference(rows, usual, "usually", answers, "after an empty batch");
  }

  private Optional<String> inBatches(List<Row> rows) {
    List<Answer> alone = asking.fresh(function -> asking.askEach(function, rows));
    return asking.fresh(function -> {
      for (int size : sizes(rows.size())) {
        List<Row> batch = rows.subList(0, size);
        Optional<String> problem =
            difference(
                batch,
                alone,
                "alone",
                asking.ask(function, batch),
                "in a batch of %,d".formatted(size));
        if (problem.isPresent()) {
          return problem;
        }
      }
      return Optional.empty();
    });
  }

  // The whole, and less than the whole afterwards.
  private static List<Integer> sizes(int rows) {
    List<Integer> sizes = new ArrayList<>();
    IntStream.of(SIZES).filter(size -> size < rows).forEach(sizes::add);
    sizes.add(rows);
    sizes.addAll(sizes.reversed());
    return sizes;
  }

  private Optional<String> inOtherOrder(List<Row> rows) {
    return backwards(rows).or(() -> shuffled(rows));
  }

  private Optional<String> backwards(List<Row> rows) {
    List<Answer> answers = asking.fresh(function -> asking.ask(function, rows.reversed()));
    return difference(rows, answers.reversed(), "in a batch in reverse order");
  }

  private Optional<String> shuffled(List<Row> rows) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(rows.size()));
    List<Answer> answers = asking.fresh(function -> asking.ask(function, shuffled));
    return difference(shuffled, answers, "in a batch in another order");
  }

  private Optional<String> slices(List<Row> rows) {
    List<Answer> answers = asking.fresh(function -> asking.askSlices(function, rows));
    return difference(rows, answers, "as a part of a larger batch");
  }

  private Optional<String> fewAtOnce(List<Row> rows) {
    for (int most : new int[] {1, 7}) {
      List<Answer> answers = asking.fresh(most, function -> asking.ask(function, rows));
      Optional<String> problem =
          difference(rows, answers, "if it is asked for %d at once".formatted(most));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  // Each writer of vectors has other values below nulls.
  private Optional<String> belowNulls(List<Row> rows) {
    List<Answer> some = asking.fresh(function -> asking.ask(function, rows));
    List<Answer> others = asking.fresh(function -> asking.ask(function, rows));
    return difference(rows, some, "once", others, "with something else in place of nulls");
  }

  private Optional<String> extremes(List<Row> rows) {
    return alone(rows)
        .or(() -> {
          List<Row> answered = asking.answered(rows);
          return answered.isEmpty() ? Optional.empty() : inBatches(few(answered));
        });
  }

  // Long texts in a large batch take longer than one may.
  private static List<Row> few(List<Row> rows) {
    return rows.subList(0, Math.min(FEW, rows.size()));
  }

  /// The same batch twice, with another in between, and once more in another instance.
  private final class SameAgain implements Trial {
    private final List<Row> others;

    private SameAgain(List<Row> others) {
      this.others = others;
    }

    @Override
    public Optional<String> problem(List<Row> rows) {
      List<Answer> fresh = asking.fresh(function -> asking.ask(function, rows));
      return asking.fresh(function ->
          same(function, rows, fresh, "in another instance")
              .or(() -> same(function, rows, fresh, "the second time"))
              .or(() -> {
                asking.ask(function, others);
                return same(function, rows, fresh, "after another batch");
              }));
    }

    private Optional<String> same(
        RowFunction function, List<Row> rows, List<Answer> first, String when) {
      return difference(rows, first, "the first time", asking.ask(function, rows), when);
    }
  }

  private Optional<String> difference(List<Row> rows, List<Answer> answers, String how) {
    Function<RowFunction, List<Answer>> each = function -> asking.askEach(function, rows);
    return difference(rows, asking.fresh(each), "alone", answers, how);
  }

  private Optional<String> difference(
      List<Row> rows, List<Answer> expected, String usual, List<Answer> answers, String how) {
    if (signature.volatility() == Volatility.VOLATILE) {
      return Optional.empty();
    }
    return IntStream.range(0, rows.size())
        .filter(i -> !expected.get(i).isLike(answers.get(i)))
        .mapToObj(i ->
            "%s gives %s %s, but %s %s"
                .formatted(
                    Shown.row(fields, rows.get(i)),
                    asking.shown(expected.get(i)),
                    usual,
                    asking.shown(answers.get(i)),
                    how))
        .findFirst();
  }
}
