package dev.wadi.server.pipeline;

import dev.wadi.engine.log.JobLog;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.catalog.StoredUpgrades.StoredUpgrade;
import dev.wadi.server.catalog.UpgradeState;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pipelines with another version of a plugin that has made no checkpoint yet. One that fails so
/// early goes back to the version before, and to the last checkpoint that was made with that: what
/// the new version has written meanwhile is not committed, and is discarded. Thread-safe.
final class Trials {
  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  private final Catalog catalog;
  private final PipelinePlanner planner;
  private final PipelineStarter starter;
  private final PipelineCheckpoints checkpoints;
  private final LiveJobs live;
  private final Outages outages;

  Trials(
      Catalog catalog,
      PipelinePlanner planner,
      PipelineStarter starter,
      PipelineCheckpoints checkpoints,
      LiveJobs live) {
    this.catalog = catalog;
    this.planner = planner;
    this.starter = starter;
    this.checkpoints = checkpoints;
    this.live = live;
    this.outages = new Outages(live::isClosing);
  }

  /// Starts the job with the new version, which takes over from the one before. To be called while
  /// nobody else starts a job of the pipeline.
  ///
  /// @param alongside what is recorded in the same moment
  /// @throws RuntimeException if it does not start; the pipeline goes on with the version before,
  ///   unless it could not even be recorded
  void begin(LiveJob job, StoredUpgrade upgrade, Runnable alongside) {
    job.bequeath((state, error) -> takesOver(job, upgrade, state, error));
    try {
      starter.start(job, alongside);
    } catch (RuntimeException e) {
      rollBack(job, upgrade, ErrorDescription.of(e));
      throw e;
    }
    job.query()
        .firstCheckpoint()
        .thenRunAsync(() -> passed(upgrade), task -> Thread.ofVirtual().start(task));
  }

  /// Starts a job of a pipeline that may have been stopped while it was on trial.
  ///
  /// @throws RuntimeException as {@link #begin}
  void resume(LiveJob job) {
    Optional<StoredUpgrade> trial =
        catalog.upgrades().of(job.pipeline().id()).filter(StoredUpgrade::isOnTrial);
    Optional<StoredUpgrade> passed = trial.filter(this::hasCheckpoint);
    passed.ifPresent(this::passed);
    trial
        .filter(_ -> passed.isEmpty())
        .ifPresentOrElse(
            upgrade -> begin(job, upgrade, () -> {}), () -> starter.start(job, () -> {}));
  }

  // Nobody may have noted it: then the process was killed right after.
  private boolean hasCheckpoint(StoredUpgrade upgrade) {
    return checkpoints.newestEpoch(upgrade.pipelineId()) > upgrade.epoch();
  }

  private boolean takesOver(
      LiveJob job, StoredUpgrade upgrade, JobState state, ErrorDescription error) {
    if (job.query() != null && job.query().firstCheckpoint().isDone()) {
      passed(upgrade);
      return false;
    }
    if (state != JobState.FAILED) {
      return false;
    }
    Thread.ofVirtual()
        .name("rollback")
        .start(() ->
            outages.outlive(() -> {
              try (var _ = job.log()) {
                starter.whenFree(job.pipeline().id(), () -> rollBack(job, upgrade, error));
              }
            }));
    return true;
  }

  private void passed(StoredUpgrade upgrade) {
    catalog.upgrades().end(upgrade, UpgradeState.DONE, null);
  }

  private void rollBack(LiveJob failed, StoredUpgrade upgrade, ErrorDescription error) {
    StoredPipeline pipeline = failed.pipeline();
    // The next server finds the trial and begins it again; so has somebody who was faster. And a
    // job that did not start is brought here twice.
    if (live.isClosing() || !isOnTrial(upgrade) || runs(pipeline)) {
      return;
    }
    LOG.warn(
        "pipeline {} goes back to plugin {} ({}): {}: {}",
        pipeline.id(),
        upgrade.plugin(),
        upgrade.from(),
        error.code(),
        error.message());
    Runnable recorded =
        () -> {
          catalog.upgrades().end(upgrade, UpgradeState.ROLLED_BACK, error);
          catalog
              .jobs()
              .end(failed.status().id(), JobState.FAILED, failed.status().finishedAt(), error);
        };
    before(failed, upgrade)
        .ifPresentOrElse(
            job -> start(job, recorded),
            () ->
                catalog.atomically(() -> {
                  recorded.run();
                  catalog.pins().put(pipeline.id(), upgrade.pinnedBefore());
                }));
  }

  // Empty if nothing is to be started.
  private Optional<LiveJob> before(LiveJob failed, StoredUpgrade upgrade) {
    if (failed.isStopWanted()) {
      return Optional.empty();
    }
    try {
      StoredPipeline pipeline = failed.pipeline();
      return Optional.of(starter.job(pipeline, planner.again(pipeline, upgrade.pinnedBefore())));
    } catch (RuntimeException e) {
      warn(failed.pipeline(), e);
      return Optional.empty();
    }
  }

  private void start(LiveJob job, Runnable recorded) {
    try {
      starter.start(job, recorded);
    } catch (RuntimeException e) {
      warn(job.pipeline(), e);
    }
  }

  private static void warn(StoredPipeline pipeline, RuntimeException e) {
    ErrorDescription error = ErrorDescription.of(e);
    try (var _ = JobLog.of(pipeline.id(), null)) {
      LOG.warn("pipeline {} does not go on: {}: {}", pipeline.id(), error.code(), error.message());
    }
  }

  private boolean runs(StoredPipeline pipeline) {
    return live.find(pipeline.id()).filter(LiveJob::isRunning).isPresent();
  }

  private boolean isOnTrial(StoredUpgrade upgrade) {
    return catalog
        .upgrades()
        .of(upgrade.pipelineId())
        .filter(StoredUpgrade::isOnTrial)
        .filter(last -> last.startedAt().equals(upgrade.startedAt()))
        .isPresent();
  }
}
