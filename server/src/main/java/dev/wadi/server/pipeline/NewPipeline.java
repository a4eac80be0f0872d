package dev.wadi.server.pipeline;

import java.util.List;
import java.util.OptionalInt;

/// A pipeline that somebody wants.
///
/// @param parallelism goes before what the SQL sets
/// @param owner the name of who asks for it
/// @param plugins that are to be here with it, or not at all
public record NewPipeline(
    String name, String query, OptionalInt parallelism, String owner, List<SentPlugin> plugins) {
  public NewPipeline {
    plugins = List.copyOf(plugins);
  }

  /// One that brings no plugins.
  public NewPipeline(String name, String query, OptionalInt parallelism, String owner) {
    this(name, query, parallelism, owner, List.of());
  }
}
