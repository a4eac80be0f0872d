package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Field;

/// Carries out the checks of one part and notes what they find.
final class Findings {
  private final List<Field> arguments;
  private final List<Finding> list = new ArrayList<>();

  /// @param arguments of the function, whose rows are shown
  Findings(List<Field> arguments) {
    this.arguments = arguments;
  }

  List<Finding> list() {
    return List.copyOf(list);
  }

  boolean anyFailed() {
    return list.stream().anyMatch(Finding::failed);
  }

  void add(Finding finding) {
    list.add(finding);
  }

  /// Adds what was found of something that is part of this one.
  void addAll(String which, List<Finding> found) {
    for (Finding one : found) {
      add(new Finding(which + ": " + one.check(), one.result(), one.text(), one.example()));
    }
  }

  /// A trial with some rows, and if something goes wrong, with fewer.
  void check(String check, List<Row> rows, Trial trial) {
    check(check, rows, trial, () -> "");
  }

  /// @param seen what to tell of it if nothing goes wrong
  void check(String check, List<Row> rows, Trial trial, Supplier<String> seen) {
    check(arguments, check, rows, trial, seen);
  }

  /// With rows of other columns.
  void checkOf(List<Field> columns, String check, List<Row> rows, Trial trial) {
    check(columns, check, rows, trial, () -> "");
  }

  private void check(
      List<Field> columns, String check, List<Row> rows, Trial trial, Supplier<String> seen) {
    Trial safe = trial.orFailure();
    Optional<String> problem = safe.problem(rows);
    if (problem.isEmpty()) {
      add(Finding.passed(check, seen.get()));
      return;
    }
    List<Row> smallest = safe.smallest(rows);
    String text = safe.problem(smallest).or(() -> problem).orElseThrow();
    add(Finding.failed(check, text, Shown.rows(columns, smallest)));
  }

  /// Carries out checks. What goes wrong on the way to one is found, too.
  void guard(String check, Runnable checks) {
    try {
      checks.run();
    } catch (WadiException e) {
      add(Finding.failed(check, e.getMessage(), List.of()));
    }
  }

  /// A check that is carried out several times, but only one finding, unless it fails.
  ///
  /// @param problem what goes wrong, if anything does
  void repeated(String check, Supplier<Optional<String>> problem) {
    boolean known = list.stream().anyMatch(finding -> finding.check().equals(check));
    guard(
        check,
        () -> {
          Optional<String> found = problem.get();
          if (found.isPresent()) {
            add(Finding.failed(check, found.get(), List.of()));
          } else if (!known) {
            add(Finding.passed(check, ""));
          }
        });
  }

  interface Attempt {
    /// @return what was found
    Finding of();
  }

  /// A check that is no matter of rows.
  void attempt(String check, Attempt attempt) {
    try {
      add(attempt.of());
    } catch (WadiException e) {
      add(Finding.failed(check, e.getMessage(), List.of()));
    }
  }
}
