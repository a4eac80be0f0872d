package dev.wadi.server.pipeline;

import dev.wadi.engine.plan.PlanCodec;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredUpgrades.StoredUpgrade;
import dev.wadi.server.catalog.UpgradeState;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import dev.wadi.wasm.PluginModule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Moves pipelines to other versions of the plugins that they use. Thread-safe.
///
/// What cannot work is refused while the pipeline runs. Then its job is stopped with a checkpoint,
/// and a job with the new version goes on from there.
final class Upgrades {
  private final Catalog catalog;
  private final Plugins plugins;
  private final PipelinePlanner planner;
  private final PipelineStarter starter;
  private final PipelineCheckpoints checkpoints;
  private final LiveJobs live;
  private final Handover handover;
  private final Trials trials;

  Upgrades(
      Catalog catalog,
      Plugins plugins,
      PipelinePlanner planner,
      PipelineStarter starter,
      PipelineCheckpoints checkpoints,
      LiveJobs live,
      Handover handover,
      Trials trials) {
    this.catalog = catalog;
    this.plugins = plugins;
    this.planner = planner;
    this.starter = starter;
    this.checkpoints = checkpoints;
    this.live = live;
    this.handover = handover;
    this.trials = trials;
  }

  /// What is to be changed.
  ///
  /// @param from what the pipeline has
  private record Change(StoredPipeline pipeline, PluginModule from, PluginModule to) {
    StoredUpgrade recorded(Planned before, long epoch, UpgradeState state) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      return new StoredUpgrade(
          pipeline.id(),
          to.name(),
          from.sha256(),
          to.sha256(),
          before.hashes(),
          epoch,
          state,
          now,
          state == UpgradeState.ON_TRIAL ? null : now,
          null);
    }

    WadiException refused(String why) {
      return new WadiException(
          ErrorCode.PLUGIN_UPGRADE_REFUSED,
          "pipeline '%s' cannot go on with plugin '%s' (%s): %s"
              .formatted(pipeline.name(), to.name(), to.sha256(), why));
    }
  }

  /// Returns when a job with the new version runs, which is on trial until its first checkpoint. Of
  /// a pipeline that does not run, the next job has the new version.
  ///
  /// @param reference to the new version, as {@link Plugins#get} takes it
  /// @throws WadiException if the pipeline cannot go on with it; it goes on with the one before
  StoredUpgrade upgrade(StoredPipeline pipeline, String reference) {
    return starter.alone(pipeline.id(), () -> alone(pipeline, plugins.get(reference)));
  }

  private StoredUpgrade alone(StoredPipeline pipeline, PluginModule to) {
    requireNoTrial(pipeline);
    Optional<LiveJob> running = live.find(pipeline.id()).filter(LiveJob::isRunning);
    running.ifPresent(live::requireCheckpoints);
    Planned before = running.map(LiveJob::planned).orElseGet(() -> planner.again(pipeline));
    Change change = new Change(pipeline, from(pipeline, before, to), to);
    to.requireUsable();
    Planned after = after(change, before);
    return running
        .map(job -> replace(job, change, before, after))
        .orElseGet(() -> pinned(change, before, after));
  }

  private void requireNoTrial(StoredPipeline pipeline) {
    catalog
        .upgrades()
        .of(pipeline.id())
        .filter(StoredUpgrade::isOnTrial)
        .ifPresent(last -> {
          throw new WadiException(
                  ErrorCode.CONFLICT,
                  "pipeline '%s' has another version of plugin '%s' on trial"
                      .formatted(pipeline.name(), last.plugin()))
              .withHint("wait for its next checkpoint");
        });
  }

  private static PluginModule from(StoredPipeline pipeline, Planned before, PluginModule to) {
    PluginModule from =
        before.plugins().reversed().stream()
            .filter(module -> module.name().equals(to.name()))
            .findFirst()
            .orElseThrow(() -> notUsed(pipeline, before, to));
    if (from.equals(to)) {
      throw new WadiException(
              ErrorCode.CONFLICT,
              "pipeline '%s' has this version of plugin '%s' already: sha256:%s"
                  .formatted(pipeline.name(), to.name(), to.sha256()))
          .withHint("upload a newer one first, or name another one: TO 'sha256:..'");
    }
    return from;
  }

  private static WadiException notUsed(StoredPipeline pipeline, Planned before, PluginModule to) {
    List<String> used = before.plugins().stream().map(PluginModule::name).distinct().toList();
    return new WadiException(
            ErrorCode.INVALID_REQUEST,
            "pipeline '%s' does not use plugin '%s'".formatted(pipeline.name(), to.name()))
        .withHint(used.isEmpty() ? "it uses no plugins" : "it uses " + String.join(", ", used));
  }

  // The plan with the new version, if it can take over from the one before.
  private Planned after(Change change, Planned before) {
    Planned after;
    try {
      after = planner.with(change.pipeline().query(), before.and(change.to()));
    } catch (WadiException e) {
      List<String> changes = changes(change, before);
      throw change.refused(changes.isEmpty() ? e.getMessage() : String.join("; ", changes));
    }
    if (!after.plugins().contains(change.to())) {
      throw change
          .refused("the SQL itself names another version")
          .withHint("start another pipeline with other SQL");
    }
    if (!fingerprint(after).equals(fingerprint(before))) {
      List<String> changes = changes(change, before);
      throw change.refused(
          changes.isEmpty()
              ? "its plan would be another one, which cannot take over the state"
              : String.join("; ", changes));
    }
    return after;
  }

  private static List<String> changes(Change change, Planned before) {
    return PluginChanges.between(before.script().pipeline(), change.from(), change.to());
  }

  private static String fingerprint(Planned planned) {
    return PlanCodec.fingerprint(planned.script().pipeline());
  }

  private StoredUpgrade pinned(Change change, Planned before, Planned after) {
    String id = change.pipeline().id();
    StoredUpgrade upgrade = change.recorded(before, checkpoints.newestEpoch(id), UpgradeState.DONE);
    catalog.atomically(() -> {
      catalog.pins().put(id, after.hashes());
      catalog.upgrades().put(upgrade);
    });
    return upgrade;
  }

  private StoredUpgrade replace(LiveJob job, Change change, Planned before, Planned after) {
    handover.halt(job);
    long epoch = checkpoints.newestEpoch(change.pipeline().id());
    StoredUpgrade upgrade = change.recorded(before, epoch, UpgradeState.ON_TRIAL);
    try {
      trials.begin(
          starter.job(change.pipeline(), after), upgrade, () -> catalog.upgrades().put(upgrade));
    } catch (RuntimeException e) {
      if (!isRecorded(upgrade)) {
        handover.goOn(job, job.pipeline(), before);
      }
      throw change.refused("it does not start: " + ErrorDescription.of(e).message());
    }
    return upgrade;
  }

  private boolean isRecorded(StoredUpgrade upgrade) {
    return catalog
        .upgrades()
        .of(upgrade.pipelineId())
        .filter(last -> last.startedAt().equals(upgrade.startedAt()))
        .isPresent();
  }
}
