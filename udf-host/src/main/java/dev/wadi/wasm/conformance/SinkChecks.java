package dev.wadi.wasm.conformance;

import dev.wadi.sdk.connector.BatchWriter;
import dev.wadi.sdk.connector.CanWrite;
import dev.wadi.sdk.connector.Sink;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.wasm.PluginModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// The checks of a sink: that it writes what it gets, or says that it cannot. What it writes is
/// seen in the folder and at the server of the {@link Surroundings}; of what commits, {@link
/// TwoPhaseChecks} besides.
final class SinkChecks {
  private static final int ROWS = 64;
  private static final int FEW = 7;
  private static final int NOT_FOUND = 404;

  private final CanWrite connector;
  private final Bench bench;
  private final Surroundings surroundings;
  private final OptionValues options;
  private final Findings findings = new Findings(List.of());

  SinkChecks(CanWrite connector, PluginModule plugin, Bench bench) {
    this.connector = connector;
    this.bench = bench;
    this.surroundings = bench.surroundings();
    this.options = new OptionValues(plugin.sinkOptions(connector.name()), "", bench);
  }

  List<Finding> run() {
    surroundings.clearForWriting();
    findings.guard("columns", this::check);
    return findings.list();
  }

  private void check() {
    Map<String, String> minimal = options.minimal();
    ColumnsTried tried =
        ColumnsTried.by(some -> Trial.refusal(() -> table(some, minimal).open().close()));
    findings.add(tried.finding());
    if (tried.columns().isEmpty()) {
      return;
    }
    List<Field> columns = tried.columns();
    findings.attempt(
        "options", () -> options.check(values -> table(columns, values).open().close()));
    check(table(columns, minimal));
  }

  private SinkTable table(List<Field> columns, Map<String, String> values) {
    Sink sink =
        connector.sink(new TableDefinition("t", connector.id(), new Schema(columns), values));
    return new SinkTable(sink, columns, bench);
  }

  private void check(SinkTable table) {
    findings.guard("write", () -> findings.add(written(table)));
    if (findings.list().getLast().result() != Finding.Result.PASSED) {
      return;
    }
    bench.watch().takeNotClosed();
    findings.repeated("no rows", () -> withoutRows(table));
    findings.repeated("not finished", () -> notFinished(table));
    findings.repeated("extremes", () -> extremes(table));
    if (table.sink().maxParallelism() > 1) {
      findings.repeated("two writers", () -> twoWriters(table));
    }
    if (table.sink().acceptsChangelog()) {
      findings.repeated("changelog", () -> changes(table));
    }
    if (asks(table)) {
      findings.repeated("failing server", () -> failingServer(table));
      tellOfRepetitions(table);
    }
    if (table.sink() instanceof TwoPhaseSink sink) {
      new TwoPhaseChecks(sink, table, surroundings).run(findings);
    } else {
      findings.attempt("memory", () -> memory(table));
    }
    findings.attempt("close", bench.watch()::closed);
    surroundings.clearForWriting();
  }

  // In batches of several sizes.
  private static void writeAll(SinkTable table) {
    List<Row> rows = table.rows(ROWS);
    try (BatchWriter writer = table.open()) {
      table.write(rows.subList(0, 1), writer::write);
      writer.flush();
      table.write(rows.subList(1, FEW), writer::write);
      table.write(rows.subList(FEW, ROWS), writer::write);
      writer.flush();
      writer.flush();
      writer.finish();
    }
  }

  private Finding written(SinkTable table) {
    surroundings.clearForWriting();
    Optional<String> refusal = Trial.refusal(() -> writeAll(table));
    int requests = surroundings.server().takeRequests().size();
    int lines = surroundings.lines().size();
    if (refusal.isPresent()) {
      return Finding.notExercised("write", Surroundings.NEEDS.formatted(refusal.get()));
    }
    return requests + lines == 0
        ? Finding.notExercised(
            "write", Surroundings.NEEDS.formatted("neither a file nor a request was seen"))
        : Finding.passed(
            "write", "%,d rows: %,d lines in files, %,d requests".formatted(ROWS, lines, requests));
  }

  private Optional<String> withoutRows(SinkTable table) {
    table.open().close();
    try (BatchWriter writer = table.open()) {
      writer.flush();
      writer.finish();
    }
    return Optional.empty();
  }

  private Optional<String> notFinished(SinkTable table) {
    try (BatchWriter writer = table.open()) {
      table.write(table.rows(FEW), writer::write);
    }
    return Optional.empty();
  }

  private Optional<String> extremes(SinkTable table) {
    for (Row row : table.extremes(ROWS)) {
      Trial.refusal(() -> {
        try (BatchWriter writer = table.open()) {
          table.write(List.of(row), writer::write);
          writer.finish();
        }
      });
    }
    return Optional.empty();
  }

  private Optional<String> twoWriters(SinkTable table) {
    List<Row> rows = table.rows(FEW);
    try (BatchWriter one = table.sink().open(new WriteContext(0, 2, "job-2", false));
        BatchWriter other = table.sink().open(new WriteContext(1, 2, "job-2", false))) {
      table.write(rows, one::write);
      table.write(rows, other::write);
      table.write(rows, one::write);
      other.finish();
      one.finish();
    }
    return Optional.empty();
  }

  private Optional<String> changes(SinkTable table) {
    try (BatchWriter writer = table.sink().open(new WriteContext(0, 1, "job-3", true))) {
      table.writeChanges(table.rows(ROWS), writer::write);
      writer.flush();
      writer.finish();
    }
    return Optional.empty();
  }

  private boolean asks(SinkTable table) {
    return !requests(table).isEmpty();
  }

  private List<String> requests(SinkTable table) {
    surroundings.clearForWriting();
    Trial.refusal(() -> writeAll(table));
    return surroundings.server().takeRequests();
  }

  // Who goes on has lost rows.
  private Optional<String> failingServer(SinkTable table) {
    MadeUpServer server = surroundings.server();
    server.fail();
    Optional<String> problem = goesOn(table, "answers 503");
    server.answerAlways(MadeUpServer.reply(NOT_FOUND, "not found"));
    problem = problem.or(() -> goesOn(table, "answers 404"));
    server.fallSilent();
    problem = problem.or(() -> goesOn(table, "does not answer"));
    surroundings.clearForWriting();
    return problem;
  }

  private static Optional<String> goesOn(SinkTable table, String how) {
    return Trial.refusal(() -> writeAll(table)).isPresent()
        ? Optional.empty()
        : Optional.of("it goes on when the server %s, and rows are lost".formatted(how));
  }

  private void tellOfRepetitions(SinkTable table) {
    if (!requests(table).equals(requests(table))) {
      findings.add(
          Finding.noted(
              "repetitions",
              "it sends something else if it gets the same rows again, so that who gets them"
                  + " cannot tell"));
    }
  }

  private Finding memory(SinkTable table) {
    List<Finding> found = new ArrayList<>();
    try (BatchWriter writer = table.open()) {
      table.write(
          table.rows(FEW),
          batch ->
              found.add(
                  MemoryUse.observe(
                      bench.watch(),
                      () -> {
                        writer.write(batch);
                        writer.flush();
                      })));
    }
    return found.getFirst();
  }
}
