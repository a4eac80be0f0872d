package dev.wadi.wasm.conformance;

import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.wasm.conformance.SplitReading.Reading;
import dev.wadi.wasm.conformance.SplitReading.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// The checks of one split of a source: every way to read it, above all to stop and to go on
/// elsewhere, has to give what one reader gets in large batches.
final class SplitChecks {
  private static final int FEW = 7;
  private static final int[] BATCHES = {1, FEW, 64};
  private static final int STOPS_MAX = 12;

  private final SplitReading whole;
  private final Split split;
  private final Reading usual;
  private final List<Field> columns;
  private final BufferAllocator allocator;

  /// @param whole how everything was read
  /// @param usual what that gave
  SplitChecks(
      SplitReading whole,
      Split split,
      Reading usual,
      List<Field> columns,
      BufferAllocator allocator) {
    this.whole = whole;
    this.split = split;
    this.usual = usual;
    this.columns = columns;
    this.allocator = allocator;
  }

  void run(Findings findings) {
    if (!read(whole).rows().equals(usual.rows())) {
      findings.add(
          Finding.notExercised(
              "going on",
              "needs a source that reads the same twice; split '%s' has other rows each time"
                  .formatted(split.id())));
      return;
    }
    findings.repeated("batch sizes", this::inBatches);
    findings.repeated("positions", this::askedForPositions);
    findings.repeated("going on", this::goingOn);
    findings.repeated("columns apart", this::columnsApart);
    if (usual.ended()) {
      findings.repeated("end", this::end);
    }
  }

  private Reading read(SplitReading reading) {
    return reading.read(split, allocator);
  }

  private Optional<String> inBatches() {
    return IntStream.of(BATCHES)
        .mapToObj(size ->
            difference(
                read(whole.withBatches(size)).rows(),
                "if at most %d are asked for at once".formatted(size)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Reading stopping() {
    return read(whole.withBatches(FEW).withPositions());
  }

  private Optional<String> askedForPositions() {
    Reading reading = stopping();
    return difference(reading.rows(), "if it is asked for its position after each poll")
        .or(() ->
            reading.stops().equals(stopping().stops())
                ? Optional.empty()
                : Optional.of("it has other positions each time"));
  }

  // At the beginning, the end, and some places in between.
  private Optional<String> goingOn() {
    List<Stop> stops = stopping().stops();
    int step = Math.max(1, stops.size() / STOPS_MAX);
    List<Stop> chosen = new ArrayList<>(List.of(stops.getLast()));
    for (int i = 0; i < stops.size(); i += step) {
      chosen.add(stops.get(i));
    }
    return chosen.stream().flatMap(stop -> goingOnAt(stop).stream()).findFirst();
  }

  private Optional<String> goingOnAt(Stop stop) {
    int before = Math.min(stop.rows(), usual.rows().size());
    int left = usual.rows().size() - before + (usual.ended() ? 1 : 0);
    List<Row> rows = new ArrayList<>(usual.rows().subList(0, before));
    if (left > 0) {
      rows.addAll(whole.upTo(left).read(split.at(stop.position()), allocator).rows());
    }
    return difference(
        rows,
        "if another instance goes on after %,d, at '%s'".formatted(stop.rows(), stop.position()));
  }

  private Optional<String> columnsApart() {
    List<List<Integer>> choices = new ArrayList<>(List.of(List.of()));
    IntStream.range(0, columns.size()).forEach(column -> choices.add(List.of(column)));
    for (List<Integer> chosen : choices) {
      List<Row> expected = usual.rows().stream().map(row -> only(row, chosen)).toList();
      if (!read(whole.withColumns(chosen)).rows().equals(expected)) {
        return Optional.of(
            chosen.isEmpty()
                ? "there is another number of rows if no column is read"
                : "column '%s' is another if it is read alone"
                    .formatted(columns.get(chosen.getFirst()).getName()));
      }
    }
    return Optional.empty();
  }

  private static Row only(Row row, List<Integer> columns) {
    return new Row(columns.stream().map(row.values()::get).toList());
  }

  private Optional<String> end() {
    try (SplitReader reader = whole.open(split, allocator)) {
      while (!SplitReading.poll(reader, new ArrayList<>())) {
        // until it says that it has ended
      }
      String position = reader.position();
      boolean goesOn = !SplitReading.poll(reader, new ArrayList<>());
      return goesOn || !reader.position().equals(position)
          ? Optional.of("it goes on after it has said that it will not")
          : Optional.empty();
    }
  }

  private Optional<String> difference(List<Row> rows, String how) {
    List<Row> expected = usual.rows();
    int both = Math.min(expected.size(), rows.size());
    Optional<String> other =
        IntStream.range(0, both)
            .filter(i -> !expected.get(i).equals(rows.get(i)))
            .mapToObj(i ->
                "row %,d is %s instead of %s %s"
                    .formatted(i + 1, shown(rows.get(i)), shown(expected.get(i)), how))
            .findFirst();
    return rows.size() == expected.size()
        ? other
        : other.or(() ->
            Optional.of(
                "there are %,d rows instead of %,d %s"
                    .formatted(rows.size(), expected.size(), how)));
  }

  private String shown(Row row) {
    return Shown.row(columns, row);
  }
}
