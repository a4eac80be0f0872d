package dev.wadi.wasm.conformance;

import dev.wadi.wasm.conformance.Answer.Given;
import dev.wadi.wasm.conformance.Answer.Rejected;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Whether a format reads what it has written. Something may be lost on the way, as the difference
/// of an empty text and none; but not again the second time.
record RoundTrip(FormatTable table) implements Trial {
  @Override
  public Optional<String> problem(List<Row> rows) {
    for (Answer written : table.write(rows)) {
      if (written instanceof Given(ByteBuffer record)) {
        Optional<String> problem = problem(record);
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(ByteBuffer record) {
    return switch (table.read(record)) {
      case Rejected(String reason) ->
          Optional.of(
              "it cannot read what it has written, %s: %s".formatted(shown(record), reason));
      case Given(Object made) ->
          rows(made).stream().flatMap(row -> changed(row).stream()).findFirst();
    };
  }

  // What a row that was read is when it is written and read once more.
  private Optional<String> changed(Row row) {
    List<Answer> written = table.write(List.of(row));
    if (written.isEmpty() || !(written.getFirst() instanceof Given(ByteBuffer record))) {
      return Optional.empty();
    }
    Answer again = table.read(record);
    return again instanceof Given(List<?> made) && Likeness.alike(List.of(row), made)
        ? Optional.empty()
        : Optional.of(
            "it reads %s, writes that as %s, and reads that otherwise"
                .formatted(shown(row), shown(record)));
  }

  /// A row that is read otherwise than it was written, which is allowed.
  Optional<String> loss(List<Row> rows) {
    for (Row row : rows) {
      List<Answer> written = table.write(List.of(row));
      if (!written.isEmpty()
          && written.getFirst() instanceof Given(ByteBuffer record)
          && table.read(record) instanceof Given(List<?> made)
          && !Likeness.alike(List.of(row), made)) {
        return Optional.of(
            "%s is written as %s, and read otherwise".formatted(shown(row), shown(record)));
      }
    }
    return Optional.empty();
  }

  private static List<Row> rows(Object made) {
    return ((List<?>) made).stream().map(Row.class::cast).toList();
  }

  private String shown(Row row) {
    return Shown.row(table.columns(), row);
  }

  private static String shown(ByteBuffer record) {
    return Shown.text(new String(record.array(), StandardCharsets.UTF_8));
  }
}
