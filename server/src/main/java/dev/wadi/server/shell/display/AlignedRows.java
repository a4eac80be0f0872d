package dev.wadi.server.shell.display;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.terminal.StandardOutput;
import dev.wadi.server.terminal.TextTable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// Columns of equal width, as wide as the first rows are.
final class AlignedRows implements ResultPrinter {
  private static final int ROWS_TO_MEASURE = 200;

  private final Schema columns;
  private final int lineMost;
  private final PrintStream out;
  private final List<List<String>> waiting = new ArrayList<>();
  private TextTable layout;

  AlignedRows(Schema columns, int lineMost, PrintStream out) {
    this.columns = columns;
    this.lineMost = lineMost;
    this.out = out;
  }

  @Override
  public void rows(Batch batch) {
    waiting.addAll(Cells.of(columns, batch));
    if (layout != null || waiting.size() >= ROWS_TO_MEASURE) {
      print();
    }
  }

  private void print() {
    if (layout == null) {
      List<List<String>> first = waiting.subList(0, Math.min(waiting.size(), ROWS_TO_MEASURE));
      layout = TextTable.within(lineMost, Cells.header(columns), Cells.numbers(columns), first);
      layout.head().forEach(out::println);
    }
    waiting.forEach(row -> out.println(layout.row(row)));
    waiting.clear();
  }

  @Override
  public void flush() {
    if (!waiting.isEmpty()) {
      print();
    }
    StandardOutput.flush(out);
  }

  @Override
  public void end() {
    print();
    StandardOutput.flush(out);
  }

  @Override
  public Optional<String> note() {
    return layout != null && layout.hasCut()
        ? Optional.of("wide values are cut (…); \\x shows them whole")
        : Optional.empty();
  }
}
