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

    /// Its plugins, and one that is meant from now on where the SQL names no version.
    List<PluginModule> and(PluginModule newer) {
      List<PluginModule> all = new ArrayList<>(plugins);
      all.remove(newer);
      all.add(newer);
      return all;
    }

    List<String> hashes() {
      return plugins.stream().map(PluginModule::sha256).toList();
    }
  }

  /// Plans a script with the latest plugins.
  ///
  /// @throws WadiException with the place in the SQL, if the script is wrong
  Planned first(String sql) {
    return first(sql, List.of());
  }

  /// The same with plugins that are about to come.
  Planned first(String sql, List<PluginModule> arriving) {
    List<PluginModule> all = presentBefore(arriving);
    return Planned.of(tables.plan(sql, all), all);
  }

  // Those that are meant where the SQL names no version are at the end.
  private List<PluginModule> presentBefore(List<PluginModule> last) {
    List<PluginModule> all = new ArrayList<>(plugins.all());
    all.removeAll(last);
    all.addAll(last);
    return all;
  }

  /// Plans what a pipeline does with the plugins that it had, whatever has been uploaded since.
  ///
  /// @throws WadiException if it does not plan any more, or a plugin is not there
  Planned again(StoredPipeline pipeline) {
    return pins.of(pipeline.id())
        .map(had -> again(pipeline, had.stream().map(Pin::sha256).toList()))
        .orElseGet(() -> first(pipeline.query()));
  }

  /// The same with these plugins.
  ///
  /// @param hashes of several versions of one, that behind the others is meant where the SQL names
  ///   none
  Planned again(StoredPipeline pipeline, List<String> hashes) {
    return with(pipeline.query(), hashes.stream().map(sha256 -> module(pipeline, sha256)).toList());
  }

  private PluginModule module(StoredPipeline pipeline, String sha256) {
    return plugins
        .find(sha256)
        .orElseThrow(() ->
            new WadiException(
                    ErrorCode.NOT_FOUND,
                    "pipeline '%s' needs a plugin that could not be loaded: sha256:%s"
                        .formatted(pipeline.name(), sha256))
                .withHint("the server's log says why"));
  }

  /// Plans a script with these plugins.
  ///
  /// @param had of several versions of one, that behind the others is meant where the SQL names
  ///   none
  /// @throws WadiException with the place in the SQL, if it does not plan
  Planned with(String sql, List<PluginModule> had) {
    try {
      return Planned.of(tables.plan(sql, had), had);
    } catch (WadiException e) {
      // What other plugins have must not change what names mean. They are asked only if a script
      // needs them, as it does if it defines something with them that it does not use.
      List<PluginModule> all = presentBefore(had);
      return Planned.of(tables.plan(sql, all), all);
    }
  }
}
