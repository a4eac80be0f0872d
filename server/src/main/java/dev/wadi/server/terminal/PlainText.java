package dev.wadi.server.terminal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// Prints plans and statements as they are: neither a table nor JSON makes them any clearer.
public final class PlainText implements RowReceiver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> TEXTS = Map.of("explain", "plan", "show create", "sql");

  private final RowReceiver others;
  private final PrintStream out;

  /// @param others takes all other rows
  public PlainText(RowReceiver others, PrintStream out) {
    this.others = others;
    this.out = out;
  }

  @Override
  public void row(String table, ChangeKind change, byte[] json) {
    String column = TEXTS.get(table);
    if (column == null) {
      others.row(table, change, json);
    } else {
      out.println(text(json, column));
    }
  }

  private static String text(byte[] json, String column) {
    try {
      return JSON.readTree(json).get(column).asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {
    others.flush();
  }
}
