package dev.wadi.engine.plan;

import java.util.List;

/// Everything that one job does: one plan per sink.
public record Pipeline(List<Plan.Write> sinks) {
  public Pipeline {
    sinks = List.copyOf(sinks);
  }

  /// Every node, inputs before what reads them.
  public List<Plan> nodes() {
    return sinks.stream().flatMap(sink -> sink.withInputs().stream()).toList();
  }
}
