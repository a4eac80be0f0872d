package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import dev.wadi.wasm.PluginModule;
import java.util.List;
import java.util.Optional;

/// Gives pipelines other SQL that can go on with the state of the one before. Thread-safe.
///
/// What cannot go on is refused while the pipeline runs. Then its job is stopped with a checkpoint,
/// which is carried over to the other plan, and a job with the other SQL goes on from there.
final class QueryChanges {
  private final Catalog catalog;
  private final QueryRunner runner;
  private final PipelinePlanner planner;
  private final PipelineStarter starter;
  private final PipelineCheckpoints checkpoints;
  private final LiveJobs live;
  private final Handover handover;

  QueryChanges(
      Catalog catalog,
      QueryRunner runner,
      PipelinePlanner planner,
      PipelineStarter starter,
      PipelineCheckpoints checkpoints,
      LiveJobs live,
      Handover handover) {
    this.catalog = catalog;
    this.runner = runner;
    this.planner = planner;
    this.starter = starter;
    this.checkpoints = checkpoints;
    this.live = live;
    this.handover = handover;
  }

  /// What a pipeline has done so far, and is to do.
  private record Change(StoredPipeline pipeline, Planned before, Planned after, OtherPlan plan) {}

  /// Returns when a job with the other SQL runs. Of a pipeline that does not run, the next job has
  /// it.
  ///
  /// @param query goes on with the plugins that the pipeline has
  /// @param anew whether the pipeline, which must not run then, forgets its checkpoints
  /// @throws WadiException if it cannot go on with it; it goes on with the one before
  void change(StoredPipeline pipeline, String query, boolean anew) {
    starter.alone(
        pipeline.id(),
        () -> {
          Optional<LiveJob> running = live.find(pipeline.id()).filter(LiveJob::isRunning);
          StoredPipeline changed = pipeline.withQuery(query);
          if (anew) {
            begin(running, changed);
          } else {
            goOn(running, pipeline, changed);
          }
          return changed;
        });
  }

  private void begin(Optional<LiveJob> running, StoredPipeline changed) {
    if (running.isPresent()) {
      throw new WadiException(
              ErrorCode.CONFLICT, "pipeline '%s' is running".formatted(changed.name()))
          .withHint("stop it first: its checkpoints are to be forgotten");
    }
    Planned after = planned(changed.query(), List.of());
    live.requireEnded(changed.id());
    checkpoints.beginAnew(changed.id());
    record(changed, after);
  }

  private Planned planned(String query, List<PluginModule> had) {
    Planned planned = had.isEmpty() ? planner.first(query) : planner.with(query, had);
    QueryRunner.requireQuery(planned.script());
    return planned;
  }

  private void record(StoredPipeline changed, Planned after) {
    catalog.atomically(() -> {
      catalog.pipelines().change(changed);
      catalog.pins().put(changed.id(), after.hashes());
    });
  }

  private void goOn(Optional<LiveJob> running, StoredPipeline pipeline, StoredPipeline changed) {
    running.ifPresent(live::requireCheckpoints);
    Planned before = running.map(LiveJob::planned).orElseGet(() -> planner.again(pipeline));
    Planned after = planned(changed.query(), before.plugins());
    OtherPlan plan = runner.otherPlan(before.script(), after.script());
    plan.requireSameState(pipeline.name());
    var change = new Change(changed, before, after, plan);
    running.ifPresentOrElse(job -> replace(job, change), () -> carryOver(change));
  }

  private void carryOver(Change change) {
    String id = change.pipeline().id();
    live.requireEnded(id);
    checkpoints.newest(id).ifPresent(change.plan()::requireSameSinks);
    checkpoints.carryOver(id, change.plan());
    record(change.pipeline(), change.after());
  }

  private void replace(LiveJob job, Change change) {
    StoredPipeline changed = change.pipeline();
    handover.halt(job);
    Runnable back = () -> {};
    try {
      back = checkpoints.carryOver(changed.id(), change.plan());
      starter.start(
          starter.job(changed, change.after()), () -> catalog.pipelines().change(changed));
    } catch (RuntimeException e) {
      catalog.pipelines().change(job.pipeline());
      goBack(back, e);
      handover.goOn(job, job.pipeline(), change.before());
      throw new WadiException(
          ErrorCode.CONFLICT,
          "pipeline '%s' goes on as it was, since it does not start with the other SQL: %s"
              .formatted(changed.name(), ErrorDescription.of(e).message()),
          e);
    }
  }

  // If that fails, so will the start of the job, with a better message.
  private static void goBack(Runnable back, RuntimeException cause) {
    try {
      back.run();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
