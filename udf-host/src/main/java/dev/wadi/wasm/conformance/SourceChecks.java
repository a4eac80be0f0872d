package dev.wadi.wasm.conformance;

import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.HasSchema;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.wasm.PluginModule;
import dev.wadi.wasm.conformance.SplitReading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// The checks of a source: what tables it takes, how it divides them, and, of each of some splits,
/// {@link SplitChecks}.
final class SourceChecks {
  private static final int BATCH_ROWS = 1_024;
  private static final int ROWS_MAX = 500;
  private static final int SPLITS_MAX = 3;
  private static final int READERS = 2;

  private final CanRead connector;
  private final Bench bench;
  private final OptionValues options;
  private final Findings findings = new Findings(List.of());

  SourceChecks(CanRead connector, PluginModule plugin, Bench bench) {
    this.connector = connector;
    this.bench = bench;
    this.options = new OptionValues(plugin.sourceOptions(connector.name()), "", bench);
  }

  List<Finding> run() {
    bench.surroundings().clear();
    findings.guard("columns", this::check);
    return findings.list();
  }

  private void check() {
    Map<String, String> minimal = options.minimal();
    ColumnsTried tried =
        ownColumns(minimal)
            .map(own -> ColumnsTried.of(own, Trial.refusal(() -> open(own, minimal))))
            .orElseGet(() -> ColumnsTried.by(some -> Trial.refusal(() -> open(some, minimal))));
    findings.add(tried.finding());
    if (!tried.columns().isEmpty()) {
      List<Field> columns = tried.columns();
      findings.attempt("options", () -> options.check(values -> open(columns, values)));
      check(source(columns, minimal), columns);
    }
  }

  private Optional<List<Field>> ownColumns(Map<String, String> values) {
    return connector instanceof HasSchema has
        ? has.schema(values).map(Schema::getFields)
        : Optional.empty();
  }

  private Source source(List<Field> columns, Map<String, String> values) {
    return connector.source(new TableDefinition("t", connector.id(), new Schema(columns), values));
  }

  private SplitReading whole(Source source, int columns) {
    List<Integer> all = IntStream.range(0, columns).boxed().toList();
    int rowsMax = Math.min(ROWS_MAX, bench.rows());
    return new SplitReading(source, all, BATCH_ROWS, rowsMax, false);
  }

  private void open(List<Field> columns, Map<String, String> values) {
    Source source = source(columns, values);
    source.splits(READERS).stream()
        .limit(1)
        .forEach(split -> whole(source, columns.size()).open(split, bench.allocator()).close());
  }

  private void check(Source source, List<Field> columns) {
    findings.attempt("splits", () -> splits(source));
    if (findings.anyFailed()) {
      return;
    }
    List<Split> splits = source.splits(READERS).stream().limit(SPLITS_MAX).toList();
    SplitReading whole = whole(source, columns.size());
    List<Reading> usual = new ArrayList<>();
    findings.guard("rows", () -> read(whole, splits, usual));
    for (int i = 0; i < usual.size(); i++) {
      new SplitChecks(whole, splits.get(i), usual.get(i), columns, bench.allocator()).run(findings);
    }
    findings.attempt("close", () -> close(whole, splits));
  }

  private static Finding splits(Source source) {
    for (int readers = 1; readers <= 3; readers++) {
      if (!source.splits(readers).equals(source.splits(readers))) {
        String text = "they are others each time, for %d readers";
        return Finding.failed("splits", text.formatted(readers), List.of());
      }
    }
    return Finding.passed("splits", "%,d".formatted(source.splits(READERS).size()));
  }

  // Gets nothing if there is nothing to compare.
  private void read(SplitReading whole, List<Split> splits, List<Reading> usual) {
    List<Reading> readings = new ArrayList<>();
    Optional<String> refusal =
        Trial.refusal(
            () -> splits.forEach(split -> readings.add(whole.read(split, bench.allocator()))));
    int rows = readings.stream().mapToInt(reading -> reading.rows().size()).sum();
    if (rows == 0 || refusal.isPresent()) {
      String reason = refusal.orElse("there are no rows");
      findings.add(Finding.notExercised("rows", Surroundings.NEEDS.formatted(reason)));
      return;
    }
    findings.add(Finding.passed("rows", "%,d of %d splits".formatted(rows, splits.size())));
    usual.addAll(readings);
  }

  // When it has just been opened, in the middle, and at the end.
  private Finding close(SplitReading whole, List<Split> splits) {
    bench.watch().takeNotClosed();
    for (Split split : splits) {
      whole.open(split, bench.allocator()).close();
      Trial.refusal(() -> whole.upTo(1).read(split, bench.allocator()));
      Trial.refusal(() -> whole.read(split, bench.allocator()));
    }
    return bench.watch().closed();
  }
}
