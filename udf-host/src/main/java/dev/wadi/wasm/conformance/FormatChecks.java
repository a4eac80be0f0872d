package dev.wadi.wasm.conformance;

import dev.wadi.sdk.format.FormatSignature;
import dev.wadi.wasm.PluginModule;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// The checks of a format: of how it writes and reads as of functions that do that, and of both
/// together.
final class FormatChecks {
  private static final int ROWS = 64;

  private final FormatSignature format;
  private final Bench bench;
  private final OptionValues options;
  private final Findings findings = new Findings(List.of());

  FormatChecks(FormatSignature format, PluginModule plugin, Bench bench) {
    this.format = format;
    this.bench = bench;
    this.options =
        new OptionValues(plugin.options(format), FormatSignature.prefix(format.name()), bench);
  }

  List<Finding> run() {
    findings.guard("columns", this::check);
    return findings.list();
  }

  private FormatTable table(List<Field> columns, Map<String, String> values) {
    return new FormatTable(format, columns, values, bench);
  }

  private void check() {
    Map<String, String> minimal = options.minimal();
    ColumnsTried tried = ColumnsTried.by(some -> Trial.refusal(() -> table(some, minimal).open()));
    findings.add(tried.finding());
    if (tried.columns().isEmpty()) {
      return;
    }
    List<Field> columns = tried.columns();
    findings.attempt("options", () -> options.check(values -> table(columns, values).open()));
    check(table(columns, minimal));
  }

  private void check(FormatTable table) {
    List<byte[]> written = new ArrayList<>();
    if (format.encodes()) {
      findings.addAll("encode", new RowChecks(table.encoding(), bench).run());
      if (findings.anyFailed()) {
        return;
      }
      List<Row> rows = table.rows(ROWS);
      findings.checkOf(table.columns(), "one line", rows, some -> notInOneLine(table, some));
      records(table, rows).forEach(record -> written.add(record.array()));
    }
    if (format.decodes()) {
      findings.addAll("decode", new RowChecks(table.decoding(written), bench).run());
    }
    if (format.encodes() && format.decodes() && !findings.anyFailed()) {
      List<Row> rows = table.rows(ROWS);
      var trip = new RoundTrip(table);
      findings.checkOf(table.columns(), "round trip", rows, trip);
      trip.loss(rows).ifPresent(loss -> findings.add(Finding.noted("losses", loss)));
    }
  }

  private static List<ByteBuffer> records(FormatTable table, List<Row> rows) {
    List<ByteBuffer> records = new ArrayList<>();
    for (Answer answer : table.write(rows)) {
      if (answer instanceof Answer.Given(ByteBuffer record)) {
        records.add(record);
      }
    }
    return records;
  }

  private static Optional<String> notInOneLine(FormatTable table, List<Row> rows) {
    return table.inLines() && records(table, rows).stream().anyMatch(FormatChecks::hasMoreLines)
        ? Optional.of("it writes a line feed into a record, or a carriage return at its end")
        : Optional.empty();
  }

  private static boolean hasMoreLines(ByteBuffer record) {
    byte[] bytes = record.array();
    for (byte one : bytes) {
      if (one == '\n') {
        return true;
      }
    }
    return bytes.length > 0 && bytes[bytes.length - 1] == '\r';
  }
}
