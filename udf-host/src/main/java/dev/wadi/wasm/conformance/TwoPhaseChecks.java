package dev.wadi.wasm.conformance;

import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The checks of a sink that commits: whatever dies in between, each row is there once. What is
/// seen are the lines of files, and of requests that are not repeated; two ways to write the same
/// rows in the same epochs have to leave the same.
final class TwoPhaseChecks {
  private static final String OWNER = "owner-1";
  private static final int ROWS = 12;
  private static final int EPOCHS = 20;
  private static final int WRITES = 64;

  private final TwoPhaseSink sink;
  private final SinkTable table;
  private final Surroundings surroundings;
  private final List<Row> first;
  private final List<Row> second;

  TwoPhaseChecks(TwoPhaseSink sink, SinkTable table, Surroundings surroundings) {
    this.sink = sink;
    this.table = table;
    this.surroundings = surroundings;
    List<Row> rows = table.rows(2 * ROWS);
    this.first = rows.subList(0, ROWS);
    this.second = rows.subList(ROWS, 2 * ROWS);
  }

  void run(Findings findings) {
    if (lines(this::usual).isEmpty()) {
      findings.add(
          Finding.notExercised(
              "commit",
              Surroundings.NEEDS.formatted("nothing is in the folder that it was given")));
      return;
    }
    findings.repeated("commit", this::committedTwice);
    findings.repeated("recover", this::recovered);
    findings.repeated("discard", this::discarded);
    findings.repeated("epochs", this::inEpochs);
    findings.repeated("epochs without rows", this::withoutRows);
    if (sink.maxParallelism() > 1) {
      findings.repeated("writers commit", this::twoWriters);
    }
    findings.attempt("memory", this::memory);
  }

  // What is there after something was done from the very beginning.
  private List<String> lines(Runnable done) {
    surroundings.clearForWriting();
    sink.recover(new Recovery(OWNER, List.of()));
    done.run();
    return surroundings.lines();
  }

  // What will be there when nothing is left that was not committed.
  private List<String> visible(Runnable done) {
    return lines(() -> {
      done.run();
      sink.recover(new Recovery(OWNER, List.of()));
    });
  }

  private TwoPhaseWriter open(int run, int subtask, int parallelism, List<String> committables) {
    return sink.openTwoPhase(
        new WriteContext(subtask, parallelism, "run-" + run, false),
        new Recovery(OWNER, committables));
  }

  private TwoPhaseWriter open() {
    return open(1, 0, 1, List.of());
  }

  private List<String> prepare(TwoPhaseWriter writer, int epoch, List<Row> rows) {
    table.write(rows, writer::write);
    return writer.prepare(epoch);
  }

  private void usual() {
    try (TwoPhaseWriter writer = open()) {
      writer.commit(prepare(writer, 1, first));
      writer.commit(prepare(writer, 2, second));
    }
  }

  private void firstOnly() {
    try (TwoPhaseWriter writer = open()) {
      writer.commit(prepare(writer, 1, first));
    }
  }

  private Optional<String> committedTwice() {
    return difference(
        visible(this::usual),
        visible(() -> {
          try (TwoPhaseWriter writer = open()) {
            List<String> one = prepare(writer, 1, first);
            writer.commit(one);
            List<String> other = prepare(writer, 2, second);
            writer.commit(one);
            writer.commit(other);
            writer.commit(other);
          }
        }),
        "if the same is committed twice");
  }

  // A run ends after its first checkpoint, before or after it could commit.
  private Optional<String> recovered() {
    List<String> usual = visible(this::usual);
    return difference(
            usual, visible(() -> restarted(false)), "if a run commits what another prepared")
        .or(() ->
            difference(
                usual, visible(() -> restarted(true)), "if a run commits what another committed"));
  }

  private void restarted(boolean committed) {
    List<String> prepared;
    try (TwoPhaseWriter writer = open()) {
      prepared = prepare(writer, 1, first);
      if (committed) {
        writer.commit(prepared);
      }
    }
    sink.recover(new Recovery(OWNER, prepared));
    try (TwoPhaseWriter writer = open(2, 0, 1, prepared)) {
      writer.commit(prepare(writer, 2, second));
    }
  }

  // What is in no checkpoint, prepared or not.
  private Optional<String> discarded() {
    List<String> expected = lines(this::firstOnly);
    List<String> unprepared =
        lines(() -> {
          List<String> kept;
          try (TwoPhaseWriter writer = open()) {
            kept = prepare(writer, 1, first);
            writer.commit(kept);
            table.write(second, writer::write);
          }
          sink.recover(new Recovery(OWNER, kept));
        });
    List<String> prepared =
        lines(() -> {
          List<String> kept;
          try (TwoPhaseWriter writer = open()) {
            kept = prepare(writer, 1, first);
            prepare(writer, 2, second);
          }
          sink.recover(new Recovery(OWNER, kept));
        });
    return difference(expected, unprepared, "if a run ends with rows that were not prepared")
        .or(() ->
            difference(expected, prepared, "if a run ends before what it prepared is committed"));
  }

  private Optional<String> inEpochs() {
    List<String> inTurn =
        visible(() -> {
          try (TwoPhaseWriter writer = open()) {
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
              writer.commit(prepare(writer, epoch, first));
            }
          }
        });
    List<String> atOnce =
        visible(() -> {
          try (TwoPhaseWriter writer = open()) {
            List<String> all = new ArrayList<>();
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
              all.addAll(prepare(writer, epoch, first));
            }
            writer.commit(all);
          }
        });
    return difference(inTurn, atOnce, "if %d epochs are committed at once".formatted(EPOCHS));
  }

  private Optional<String> withoutRows() {
    try (TwoPhaseWriter writer = open()) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        writer.commit(writer.prepare(epoch));
      }
    }
    return Optional.empty();
  }

  private Optional<String> twoWriters() {
    return difference(
        visible(this::usual),
        visible(() -> {
          try (TwoPhaseWriter one = open(1, 0, 2, List.of());
              TwoPhaseWriter other = open(1, 1, 2, List.of())) {
            List<String> committables = new ArrayList<>(prepare(one, 1, first));
            committables.addAll(prepare(other, 1, second));
            one.commit(committables);
          }
        }),
        "if one of two writers commits for both");
  }

  // What it keeps of an epoch, it may forget when that ends.
  private Finding memory() {
    List<Finding> found = new ArrayList<>();
    int[] writes = {0};
    try (TwoPhaseWriter writer = open()) {
      table.write(
          first,
          batch ->
              found.add(
                  MemoryUse.observe(
                      table.bench().watch(),
                      () -> {
                        writer.write(batch);
                        writes[0]++;
                        if (writes[0] % WRITES == 0) {
                          writer.commit(writer.prepare(writes[0]));
                        }
                      })));
    }
    return found.getFirst();
  }

  private static Optional<String> difference(
      List<String> expected, List<String> lines, String how) {
    if (expected.equals(lines)) {
      return Optional.empty();
    }
    List<String> lost = without(expected, lines);
    List<String> more = without(lines, expected);
    return Optional.of(
        "of %,d lines %,d are missing and %,d too many %s"
            .formatted(expected.size(), lost.size(), more.size(), how));
  }

  private static List<String> without(List<String> lines, List<String> others) {
    List<String> left = new ArrayList<>(lines);
    others.forEach(left::remove);
    return left;
  }
}
