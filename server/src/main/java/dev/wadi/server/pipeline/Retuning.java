package dev.wadi.server.pipeline;

import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import java.util.Optional;

/// Gives pipelines another parallelism or interval of checkpoints: the running job stops with a
/// checkpoint, and one that is so goes on from there. Among more or fewer subtasks the state is
/// divided anew. Thread-safe.
final class Retuning {
  private final Catalog catalog;
  private final PipelineStarter starter;
  private final LiveJobs live;
  private final Handover handover;

  Retuning(Catalog catalog, PipelineStarter starter, LiveJobs live, Handover handover) {
    this.catalog = catalog;
    this.starter = starter;
    this.live = live;
    this.handover = handover;
  }

  /// Returns when a job runs that is so. Of a pipeline that does not run, the next job is.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the pipeline makes no checkpoints, or another job
  ///   cannot be started; then it goes on as before
  void retune(StoredPipeline changed) {
    starter.alone(
        changed.id(),
        () -> {
          Optional<LiveJob> running = live.find(changed.id()).filter(LiveJob::isRunning);
          running.ifPresentOrElse(
              job -> replace(job, changed), () -> catalog.pipelines().change(changed));
          return changed;
        });
  }

  private void replace(LiveJob job, StoredPipeline changed) {
    live.requireCheckpoints(job);
    if (job.pipeline().isSetLike(changed)) {
      return;
    }
    handover.halt(job);
    Planned planned = job.planned();
    try {
      starter.start(starter.job(changed, planned), () -> catalog.pipelines().change(changed));
    } catch (RuntimeException e) {
      catalog.pipelines().change(job.pipeline());
      handover.goOn(job, job.pipeline(), planned);
      throw e;
    }
  }
}
