package dev.wadi.server.pipeline;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.Catalog;
import dev.wadi.server.catalog.JobState;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import dev.wadi.server.pipeline.PipelinePlanner.Planned;

/// Has a running job give way to another one of its pipeline, which goes on from a checkpoint that
/// has everything the first one has read. Thread-safe; to be used while nobody else starts a job of
/// the pipeline.
final class Handover {
  private final Catalog catalog;
  private final PipelineStarter starter;
  private final LiveJobs live;

  Handover(Catalog catalog, PipelineStarter starter, LiveJobs live) {
    this.catalog = catalog;
    this.starter = starter;
    this.live = live;
  }

  /// Stops a job with a checkpoint. It is listed as running until another one takes over.
  ///
  /// @throws WadiException if it does not come to a halt that way: then the pipeline goes on, or
  ///   has ended, as if nobody had asked
  void halt(LiveJob job) {
    job.bequeath((state, error) -> state == JobState.STOPPED);
    try {
      live.stop(job, StopMode.CHECKPOINT);
      requireHalted(job);
    } catch (RuntimeException e) {
      goOn(job, job.pipeline(), job.planned());
      throw e;
    }
  }

  // Whether it has come to a halt because of this, and for no other reason.
  private static void requireHalted(LiveJob job) {
    if (job.status().state() != JobState.STOPPED || job.isStopWanted()) {
      throw new WadiException(
          ErrorCode.CONFLICT,
          "pipeline '%s' has just %s"
              .formatted(
                  job.pipeline().name(),
                  switch (job.status().state()) {
                    case FINISHED -> "finished";
                    case FAILED, RESTARTING -> "failed";
                    case STOPPED, RUNNING -> "been stopped";
                  }));
    }
  }

  /// Starts another job after one that has been halted, unless a user wants the pipeline to stop.
  ///
  /// @throws WadiException if it cannot be started
  void goOn(LiveJob halted, StoredPipeline pipeline, Planned planned) {
    if (halted.status().state() != JobState.STOPPED) {
      return;
    }
    if (halted.isStopWanted()) {
      catalog
          .jobs()
          .end(halted.status().id(), JobState.STOPPED, halted.status().finishedAt(), null);
    } else {
      starter.start(starter.job(pipeline, planned), () -> {});
    }
  }
}
