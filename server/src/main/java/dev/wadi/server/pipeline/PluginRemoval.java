package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.wasm.PluginModule;
import java.util.List;
import java.util.stream.Stream;

/// Removes plugins that nobody uses. Thread-safe.
final class PluginRemoval {
  private final Catalog catalog;
  private final Plugins plugins;
  private final ConnectionTables tables;
  private final LiveJobs live;

  PluginRemoval(Catalog catalog, Plugins plugins, ConnectionTables tables, LiveJobs live) {
    this.catalog = catalog;
    this.plugins = plugins;
    this.tables = tables;
    this.live = live;
  }

  /// @throws WadiException if there is none, or a pipeline or a connection table uses it
  void remove(String reference) {
    List<PluginModule> removed = plugins.meant(reference);
    removed.forEach(this::requireUnused);
    requireNoTables(reference, tables.needing(removed));
    removed.forEach(plugins::remove);
  }

  private void requireUnused(PluginModule module) {
    Stream<StoredPipeline> stored =
        catalog.pins().users(module.sha256()).stream()
            .flatMap(id -> catalog.pipelines().find(id).stream());
    Stream<StoredPipeline> running =
        live.all().stream()
            .filter(job -> job.isRunning() && job.plugins().contains(module))
            .map(LiveJob::pipeline);
    List<String> users =
        Stream.concat(stored, running)
            .map(pipeline -> "%s (%s)".formatted(pipeline.name(), pipeline.id()))
            .distinct()
            .sorted()
            .toList();
    if (!users.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "plugin '%s' (%s) is used by pipelines: %s"
                  .formatted(module.name(), module.sha256(), String.join(", ", users)))
          .withHint("they need it to go on, also those that do not run: delete them first");
    }
  }

  private static void requireNoTables(String plugin, List<String> names) {
    if (!names.isEmpty()) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "plugin '%s' is used by connection tables: %s"
                  .formatted(plugin, String.join(", ", names)))
          .withHint(
              "remove them first: DELETE /api/v1/connection_tables/%s".formatted(names.getFirst()));
    }
  }
}
