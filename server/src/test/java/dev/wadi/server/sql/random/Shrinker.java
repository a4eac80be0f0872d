package dev.wadi.server.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Makes a case that fails smaller, as long as it fails in the same way.
final class Shrinker {
  private static final long NANOS =
      TimeUnit.SECONDS.toNanos(Integer.getInteger("wadi.shrink.seconds", 30));

  private final CaseRunner runner;
  private final String kind;
  private final long deadline = System.nanoTime() + NANOS;

  Shrinker(CaseRunner runner, Verdict.Failed failed) {
    this.runner = runner;
    this.kind = failed.kind();
  }

  Case shrink(Case example) {
    Case best = withOneRun(example);
    boolean smaller = true;
    while (smaller && System.nanoTime() < deadline) {
      Case before = best;
      best = withLessRows(withLessQuery(best));
      smaller = best != before;
    }
    return withLessRuns(best);
  }

  private boolean failsAlike(Case example) {
    return System.nanoTime() < deadline
        && runner.run(example) instanceof Verdict.Failed failed
        && failed.kind().equals(kind);
  }

  private Case withOneRun(Case example) {
    for (Run run : example.runs()) {
      Case one = new Case(example.query(), example.tables(), List.of(run));
      if (failsAlike(one)) {
        return one;
      }
    }
    return example;
  }

  private Case withLessQuery(Case example) {
    Case best = example;
    int index = 0;
    while (true) {
      Optional<Query> variant =
          Variants.of(best.query()).skip(index).findFirst().map(Query.class::cast);
      if (variant.isEmpty() || System.nanoTime() > deadline) {
        return best;
      }
      Case smaller = new Case(variant.get(), best.tables(), best.runs());
      if (failsAlike(smaller)) {
        best = smaller;
      } else {
        index++;
      }
    }
  }

  private Case withLessRows(Case example) {
    Case best = example;
    for (int table = 0; table < example.tables().size(); table++) {
      int rows = best.tables().get(table).rows().size();
      for (int step = Math.max(1, rows); step >= 1; step /= 2) {
        best = withoutRows(best, table, step);
      }
    }
    return best;
  }

  private Case withoutRows(Case example, int table, int step) {
    Case best = example;
    for (int from = 0; from < best.tables().get(table).rows().size(); ) {
      List<List<String>> rows = new ArrayList<>(best.tables().get(table).rows());
      rows.subList(from, Math.min(rows.size(), from + step)).clear();
      List<TableRows> tables = new ArrayList<>(best.tables());
      tables.set(table, tables.get(table).withRows(rows));
      Case smaller = new Case(best.query(), List.copyOf(tables), best.runs());
      if (failsAlike(smaller)) {
        best = smaller;
      } else {
        from += step;
      }
    }
    return best;
  }

  private Case withLessRuns(Case example) {
    Case best = example;
    for (Run run :
        List.of(
            new Run.Stepped(1, 1024, false, 1),
            new Run.Stepped(1, 1, false, 1),
            new Run.Stepped(2, 1024, false, 1),
            new Run.Stepped(1, 1024, true, 1),
            new Run.Changing(1, 1024, false, 1))) {
      Case simpler = new Case(best.query(), best.tables(), List.of(run));
      if (failsAlike(simpler)) {
        return simpler;
      }
    }
    return best;
  }
}
