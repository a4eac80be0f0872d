package dev.wadi.server.shell.display;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.terminal.StandardOutput;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table in Markdown.
final class MarkdownRows implements ResultPrinter {
  private final Schema columns;
  private final PrintStream out;

  MarkdownRows(Schema columns, PrintStream out) {
    this.columns = columns;
    this.out = out;
    line(Cells.header(columns));
    var rule = new StringBuilder("|");
    for (boolean number : Cells.numbers(columns)) {
      rule.append(number ? "--:|" : "---|");
    }
    out.println(rule);
  }

  private void line(List<String> cells) {
    out.println(
        cells.stream()
            .map(cell -> cell.replace("\\", "\\\\").replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  @Override
  public void rows(Batch batch) {
    Cells.of(columns, batch).forEach(this::line);
  }

  @Override
  public void flush() {
    StandardOutput.flush(out);
  }

  @Override
  public void end() {
    flush();
  }
}
