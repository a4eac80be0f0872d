package dev.wadi.server.sql.random;

import dev.wadi.sdk.error.WadiException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;

/// A failure as text, in the manner of the `.slt` files.
record Report(long seed, Case example, Verdict verdict) {
  private static final int LINES = 20;

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# again: -Dwadi.seed=%d -Dwadi.queries=1\n".formatted(seed));
    if (verdict instanceof Verdict.Failed failed) {
      text.append("# %s\n".formatted(failed.run()));
      comment(message(failed), text);
    }
    for (TableRows table : example.tables()) {
      text.append("\nstatement ok\n").append(table.wadi(false)).append("\n");
    }
    for (TableRows table : example.tables()) {
      if (!table.rows().isEmpty()) {
        text.append("\nfeed ").append(table.shape().name()).append("\n");
        table.rows().forEach(row -> text.append(table.line(row)).append("\n"));
      }
    }
    text.append("\nquery\n").append(example.query().sql(Dialect.WADI)).append("\n");
    comment("DuckDB: " + example.query().sql(Dialect.DUCKDB), text);
    return text.toString();
  }

  private static void comment(String lines, StringBuilder text) {
    lines.lines().limit(LINES).forEach(line -> text.append("# ").append(line).append("\n"));
  }

  private static String message(Verdict.Failed failed) {
    boolean said =
        switch (failed.cause()) {
          case null -> true;
          case WadiException _, SQLException _ -> true;
          case AssertionError e -> e.getMessage() != null;
          default -> false;
        };
    if (said) {
      return failed.message();
    }
    StringWriter trace = new StringWriter();
    failed.cause().printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
