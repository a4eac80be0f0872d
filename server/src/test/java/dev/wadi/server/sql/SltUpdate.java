package dev.wadi.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Rewrites a file's expectations with what came of it.
final class SltUpdate {
  private final List<Edit> edits = new ArrayList<>();

  /// Replaces lines `from` to `to - 1`.
  private record Edit(int from, int to, List<String> lines) {}

  void statement(SltStep.Statement step, Outcome outcome) {
    head(step.line(), "statement", " ok", step.error(), outcome);
  }

  void query(SltStep.Query step, Outcome outcome) {
    String ok = step.ordered() ? " " + SltStep.ORDERED : "";
    head(step.line(), "query", ok, step.error(), outcome);
    int ruler = step.line() + 1 + (int) step.sql().lines().count();
    int end = step.rows() == null ? ruler : ruler + 1 + step.rows().size();
    switch (outcome) {
      case Outcome.Failed _ -> edits.add(new Edit(ruler, end, List.of()));
      case Outcome.Rows found -> {
        List<String> lines = new ArrayList<>(List.of("----"));
        lines.addAll(found.rows());
        edits.add(new Edit(ruler, end, lines));
      }
    }
  }

  private void head(int line, String word, String ok, SltStep.Error expected, Outcome outcome) {
    String head =
        switch (outcome) {
          case Outcome.Rows _ -> word + ok;
          case Outcome.Failed failed -> word + " " + failed.described(expected);
        };
    edits.add(new Edit(line, line + 1, List.of(head)));
  }

  void applyTo(Path path) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(path));
    Collections.reverse(edits);
    for (Edit edit : edits) {
      List<String> old =
          lines.subList(Math.min(edit.from(), lines.size()), Math.min(edit.to(), lines.size()));
      old.clear();
      lines.addAll(Math.min(edit.from(), lines.size()), edit.lines());
    }
    Files.write(path, lines);
  }
}
