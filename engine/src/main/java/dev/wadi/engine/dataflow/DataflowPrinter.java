package dev.wadi.engine.dataflow;

import dev.wadi.engine.plan.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A dataflow as text: a line per stage, its incoming edges below it.
public final class DataflowPrinter {
  private DataflowPrinter() {}

  public static List<String> lines(Dataflow dataflow) {
    List<String> lines = new ArrayList<>();
    for (Stage stage : dataflow.stages()) {
      lines.add(stage(stage));
      for (Edge edge : dataflow.into(stage)) {
        lines.add("  <- %d %s%s".formatted(edge.from(), apart(edge), routing(edge)));
      }
    }
    return lines;
  }

  private static String apart(Edge edge) {
    if (edge.apartOf() == Edge.RESULTS) {
      return "";
    }
    return edge.schema().equals(new DeadLetters().schema()) ? "dead letters, " : "late rows, ";
  }

  private static String stage(Stage stage) {
    return "Stage %s (x %d%s)"
        .formatted(stage.name(), stage.parallelism(), stage.blocking() ? ", may block" : "");
  }

  private static String routing(Edge edge) {
    return switch (edge.routing()) {
      case Edge.Routing.Hash hash when hash.keys().isEmpty() -> "all to one subtask";
      case Edge.Routing.Hash hash ->
          hash.keys().stream()
              .map(key -> edge.schema().getFields().get(key).getName())
              .collect(Collectors.joining(", ", "by hash of ", ""));
      case Edge.Routing.Broadcast _ -> "to all subtasks, read first";
      case Edge.Routing.Spread _ -> "to any subtask";
      case Edge.Routing.Forward _ -> "subtask by subtask";
    };
  }
}
