package dev.wadi.wasm.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/// Starts instances of a function and asks them for answers.
final class RowAsking {
  private static final int ROWS_AT_ONCE = 1_024;

  private final RowSubject subject;
  private final List<Field> fields;
  private final Bench bench;

  RowAsking(RowSubject subject, Bench bench) {
    this.subject = subject;
    this.fields = subject.signature().arguments();
    this.bench = bench;
  }

  /// Uses an instance of its own.
  <T> T fresh(Function<RowFunction, T> use) {
    return fresh(ROWS_AT_ONCE, use);
  }

  /// @param rowsMax how many rows a table function is asked for at once
  <T> T fresh(int rowsMax, Function<RowFunction, T> use) {
    try (RowFunction function = subject.opening().apply(rowsMax)) {
      return use.apply(function);
    }
  }

  List<Answer> ask(RowFunction function, List<Row> rows) {
    return ask(function, bench.writer().columns(fields, rows), rows.size());
  }

  List<Answer> askSlices(RowFunction function, List<Row> rows) {
    return ask(function, bench.writer().slices(fields, rows), rows.size());
  }

  private static List<Answer> ask(RowFunction function, List<FieldVector> arguments, int rows) {
    try {
      return function.answers(arguments, rows);
    } finally {
      arguments.forEach(FieldVector::close);
    }
  }

  /// Asks for each row alone.
  List<Answer> askEach(RowFunction function, List<Row> rows) {
    List<Answer> answers = new ArrayList<>();
    rows.forEach(row -> answers.addAll(ask(function, List.of(row))));
    return answers;
  }

  /// The rows for which the function does not fail.
  List<Row> answered(List<Row> rows) {
    return fresh(
        function -> rows.stream().filter(row -> refusal(function, row).isEmpty()).toList());
  }

  /// Why it fails for the others.
  List<String> refusals(List<Row> rows) {
    return fresh(
        function -> rows.stream().flatMap(row -> refusal(function, row).stream()).toList());
  }

  private Optional<String> refusal(RowFunction function, Row row) {
    return Trial.refusal(() -> ask(function, List.of(row)));
  }

  /// How much a row takes.
  String fuel(List<Row> rows) {
    return fresh(function -> {
      bench.watch().takeFuel();
      ask(function, rows);
      return "%.1f fuel per row".formatted((double) bench.watch().takeFuel() / rows.size());
    });
  }

  /// Asks for the same again and again, and sees whether memory is lost.
  Finding memory(List<Row> rows) {
    List<Row> few = rows.subList(0, Math.min(16, rows.size()));
    List<FieldVector> arguments = bench.writer().columns(fields, few);
    try {
      return fresh(function ->
          MemoryUse.observe(bench.watch(), () -> function.answers(arguments, few.size())));
    } finally {
      arguments.forEach(FieldVector::close);
    }
  }

  String shown(Answer answer) {
    return switch (answer) {
      case Answer.Given given -> Shown.value(subject.signature().result(), given.value());
      case Answer.Rejected rejected -> "a rejection ('%s')".formatted(rejected.reason());
    };
  }
}
