package dev.wadi.server.shell;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.flight.client.FlightSqlClient;
import dev.wadi.server.flight.client.QueryResult;
import dev.wadi.server.shell.display.OutputFormat;
import dev.wadi.server.shell.display.ResultPrinter;
import dev.wadi.server.shell.display.TextLines;
import dev.wadi.server.shell.statement.SessionDefinitions;
import dev.wadi.server.shell.statement.SessionDefinitions.Framed;
import dev.wadi.server.shell.statement.Statement;
import dev.wadi.server.shell.statement.StatementKind;
import dev.wadi.server.terminal.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.FieldVector;

/// Runs statements on a server, one after the other, and shows what comes.
final class Session {
  // Rows are shown when no more come for so long, or when they have waited for so long.
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final Duration HELD_BACK_MOST = Duration.ofMillis(250);
  private static final double NANOS = 1e9;

  private final FlightSqlClient client;
  private final ShellOptions options;
  private final Interrupts interrupts;
  private final SessionDefinitions kept = new SessionDefinitions();
  private final KnownNames names = new KnownNames(this);

  Session(FlightSqlClient client, ShellOptions options, Interrupts interrupts) {
    this.client = client;
    this.options = options;
    this.interrupts = interrupts;
  }

  FlightSqlClient client() {
    return client;
  }

  SessionDefinitions kept() {
    return kept;
  }

  /// What can be completed.
  KnownNames names() {
    return names;
  }

  /// @param statement of SQL
  /// @throws WadiException with its place in the text that the statement is one of
  /// @throws CancellationException if it has been interrupted
  void run(Statement statement) {
    interrupts.begin(client::cancel);
    try {
      run(statement, StatementKind.of(statement.text()));
    } finally {
      interrupts.end();
    }
  }

  private void run(Statement statement, StatementKind kind) {
    String sql = statement.text();
    boolean standsAlone =
        kind instanceof StatementKind.ChangeOfTables || kind instanceof StatementKind.Change;
    Framed sent = standsAlone ? Framed.alone(sql) : kept.before(sql);
    try {
      switch (kind) {
        case StatementKind.Query _, StatementKind.Change _ -> show(sent, false);
        case StatementKind.Text _ -> show(sent, options.format() == OutputFormat.table);
        case StatementKind.Insert _ -> insert(sent);
        case StatementKind.ChangeOfTables _ -> {
          client.update(sql);
          names.change();
          options.say("done");
        }
        case StatementKind.Definition definition -> define(definition, sent, sql);
        case StatementKind.Removal removal -> remove(removal, sent);
      }
    } catch (WadiException e) {
      throw SessionDefinitions.inStatement(e, sent, statement);
    }
  }

  private void define(StatementKind.Definition definition, Framed sent, String sql) {
    client.check(sent.withQuery());
    if (definition.onlyIfNew() && kept.has(definition)) {
      options.say("there is one already");
      return;
    }
    kept.keep(definition, sql);
    names.change();
    options.say("kept for this session");
  }

  private void remove(StatementKind.Removal removal, Framed sent) {
    if (!kept.has(removal)) {
      // The server says what is wrong, if anything is.
      client.check(sent.withQuery());
      options.say("there is none");
      return;
    }
    try {
      client.check(kept.without(removal).before("SELECT 1 AS n").sql());
    } catch (WadiException e) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "something else in this session needs the %s '%s'"
                  .formatted(removal.kind(), removal.name()),
              e)
          .withHint("drop that first; \\session lists what there is");
    }
    kept.forget(removal);
    names.change();
    options.say("forgotten");
  }

  private void insert(Framed sent) {
    long start = System.nanoTime();
    long rows;
    try (var progress = new Progress(options.terminal())) {
      progress.show(seconds -> "inserting for %.0f s, Ctrl-C ends it".formatted(seconds));
      rows = client.update(sent.sql());
    }
    options.say(summary(count(rows) + " inserted", start, Optional.empty()));
  }

  private void show(Framed sent, boolean asText) {
    if (!options.format().isText() && options.seen()) {
      throw new WadiException(
              ErrorCode.INVALID_ARGUMENT, "an Arrow stream is nothing for a terminal")
          .withHint("direct it to a file: \\o FILE, or > FILE behind the command");
    }
    long start = System.nanoTime();
    var rows = new AtomicLong();
    try (var progress = new Progress(options.terminal())) {
      QueryResult result = client.query(sent.sql());
      var figures = new ProgressLine(result::progress, rows::get, Clock.systemUTC());
      progress.show(figures::after);
      ResultPrinter printer =
          asText
              ? new TextLines(options.out())
              : options.format().open(result.columns(), options.look(), options.out());
      try {
        print(result, printer, progress, rows);
      } catch (RuntimeException e) {
        // What came until then has been paid for; more is not wanted.
        client.cancel();
        progress.over(printer::flush);
        throw e;
      }
      progress.over(printer::end);
      if (!asText && options.format() == OutputFormat.table) {
        progress.over(() -> options.say(summary(count(rows.get()), start, printer.note())));
      }
    }
  }

  private void print(
      QueryResult result, ResultPrinter printer, Progress progress, AtomicLong rows) {
    long flushed = System.nanoTime();
    for (Optional<Batch> next = next(result); next.isPresent(); next = next(result)) {
      try (Batch batch = next.get()) {
        progress.over(() -> printer.rows(batch));
        rows.addAndGet(batch.rowCount());
      }
      boolean late = System.nanoTime() - flushed > HELD_BACK_MOST.toNanos();
      if (late || !result.isAtHand(QUIET)) {
        progress.over(printer::flush);
        flushed = System.nanoTime();
      }
    }
  }

  // An interrupt may have come before there was something to cancel.
  private Optional<Batch> next(QueryResult result) {
    if (interrupts.happened()) {
      client.cancel();
    }
    return result.next();
  }

  private static String count(long rows) {
    return rows == 1 ? "1 row" : String.format(Locale.ROOT, "%,d rows", rows);
  }

  private String summary(String what, long start, Optional<String> note) {
    String time =
        options.timing()
            ? String.format(Locale.ROOT, ", %.3f s", (System.nanoTime() - start) / NANOS)
            : "";
    return "(%s%s%s)".formatted(what, time, note.map(text -> "; " + text).orElse(""));
  }

  /// The rows of a query whose columns are texts, with nothing for NULL.
  List<List<String>> texts(String sql) {
    QueryResult result = client.query(kept.before(sql).sql());
    List<List<String>> rows = new ArrayList<>();
    for (Optional<Batch> next = result.next(); next.isPresent(); next = result.next()) {
      try (Batch batch = next.get()) {
        for (int row = 0; row < batch.rowCount(); row++) {
          List<String> texts = new ArrayList<>();
          for (var column : batch.columns()) {
            texts.add(text(column.vector(), row));
          }
          rows.add(texts);
        }
      }
    }
    return rows;
  }

  private static String text(FieldVector vector, int row) {
    Object value = vector.getObject(row);
    return value == null ? "" : value.toString();
  }
}
