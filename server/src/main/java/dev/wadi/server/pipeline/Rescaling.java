package dev.wadi.server.pipeline;

import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;
import java.util.Optional;

/// Gives pipelines another parallelism: the running job stops with a checkpoint, and one with more
/// or fewer subtasks goes on from there, among which the state is divided anew. Thread-safe.
final class Rescaling {
  private final Catalog catalog;
  private final PipelineStarter starter;
  private final LiveJobs live;
  private final Handover handover;

  Rescaling(Catalog catalog, PipelineStarter starter, LiveJobs live, Handover handover) {
    this.catalog = catalog;
    this.starter = starter;
    this.live = live;
    this.handover = handover;
  }

  /// Returns when a job with the new parallelism runs. Of a pipeline that does not run, the next
  /// job has it.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if the pipeline makes no checkpoints, or another job
  ///   cannot be started; then it goes on as before
  void rescale(StoredPipeline pipeline, int parallelism) {
    starter.alone(
        pipeline.id(),
        () -> {
          Optional<LiveJob> running = live.find(pipeline.id()).filter(LiveJob::isRunning);
          StoredPipeline changed = pipeline.withParallelism(parallelism);
          running.ifPresentOrElse(
              job -> replace(job, changed), () -> catalog.pipelines().rescale(changed));
          return changed;
        });
  }

  private void replace(LiveJob job, StoredPipeline changed) {
    live.requireCheckpoints(job);
    if (job.pipeline().parallelism() == changed.parallelism()) {
      return;
    }
    handover.halt(job);
    Planned planned = job.planned();
    try {
      starter.start(starter.job(changed, planned), () -> catalog.pipelines().rescale(changed));
    } catch (RuntimeException e) {
      catalog.pipelines().rescale(job.pipeline());
      handover.goOn(job, job.pipeline(), planned);
      throw e;
    }
  }
}
