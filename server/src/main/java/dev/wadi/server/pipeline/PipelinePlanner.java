package dev.wadi.server.pipeline;

import dev.wadi.planner.PlannedScript;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredPins;
import dev.wadi.server.catalog.StoredPins.Pin;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.wasm.PluginModule;
import java.util.ArrayList;
import java.util.List;

/// Plans the SQL of pipelines: of a new one with the plugins that there are, of one that has run
/// before with the versions that it had. Thread-safe.
final class PipelinePlanner {
  private final ConnectionTables tables;
  private final Plugins plugins;
  private final StoredPins pins;

  PipelinePlanner(ConnectionTables tables, Plugins plugins, StoredPins pins) {
    this.tables = tables;
    this.plugins = plugins;
    this.pins = pins;
  }

  /// A script and what it uses.
  ///
  /// @param plugins of several versions of one, that behind the others is meant where the SQL names
  ///   none
  record Planned(PlannedScript script, List<PluginModule> plugins) {
    private static Planned of(PlannedScript script, List<PluginModule> known) {
      return new Planned(
          script,
          known.stream()
              .filter(module -> QueryRunner.usesPlugin(script.pipeline(), module.sha256()))
              .toList());
    }

    List<String> hashes() {
      return plugins.stream().map(PluginModule::sha256).toList();
    }
  }

  /// Plans a script with the latest plugins.
  ///
  /// @throws WadiException with the place in the SQL, if the script is wrong
  Planned first(String sql) {
    List<PluginModule> present = plugins.all();
    return Planned.of(tables.plan(sql, present), present);
  }

  /// Plans what a pipeline does with the plugins that it had, whatever has been uploaded since.
  ///
  /// @throws WadiException if it does not plan any more, or a plugin is not there
  Planned again(StoredPipeline pipeline) {
    return pins.of(pipeline.id())
        .map(had -> with(pipeline.query(), had.stream().map(pin -> module(pipeline, pin)).toList()))
        .orElseGet(() -> first(pipeline.query()));
  }

  private PluginModule module(StoredPipeline pipeline, Pin pin) {
    return plugins
        .find(pin.sha256())
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.NOT_FOUND,
                    "pipeline '%s' needs plugin '%s' (%s), which could not be loaded"
                        .formatted(pipeline.name(), pin.name(), pin.sha256()))
                .withHint("the server's log says why"));
  }

  // What other plugins have must not change what names mean. They are asked only if a script needs
  // them, as it does if it defines something with them that it does not use.
  private Planned with(String sql, List<PluginModule> had) {
    try {
      return Planned.of(tables.plan(sql, had), had);
    } catch (WadiException e) {
      List<PluginModule> all = new ArrayList<>(plugins.all());
      all.removeAll(had);
      all.addAll(had);
      return Planned.of(tables.plan(sql, all), all);
    }
  }
}
