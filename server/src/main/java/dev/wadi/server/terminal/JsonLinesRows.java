package dev.wadi.server.terminal;

import dev.wadi.sdk.batch.ChangeKind;
import dev.wadi.server.output.RowReceiver;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Shows each row as a line of JSON. Where rows change, the first field says how:
/// `{"$change":"+U","k":"a","n":2}`.
public final class JsonLinesRows implements RowReceiver {
  private final PrintStream out;

  public JsonLinesRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void row(String table, ChangeKind change, byte[] json) {
    if (change == null) {
      out.write(json, 0, json.length);
    } else {
      byte[] begin = begin(change, json).getBytes(StandardCharsets.UTF_8);
      out.write(begin, 0, begin.length);
      out.write(json, 1, json.length - 1);
    }
    out.write('\n');
  }

  private static String begin(ChangeKind change, byte[] json) {
    String field = "{\"%s\":\"%s\"".formatted(ChangeKind.FIELD.getName(), change.symbol());
    return json[1] == '}' ? field : field + ",";
  }

  @Override
  public void flush() {
    StandardOutput.flush(out);
  }
}
