package dev.wadi.server.control;

import com.google.protobuf.Timestamp;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.control.protocol.Wadi.Job;
import dev.wadi.server.control.protocol.Wadi.JobState;
import dev.wadi.server.control.protocol.Wadi.Pipeline;
import dev.wadi.server.control.protocol.Wadi.Problem;
import dev.wadi.server.control.protocol.Wadi.Stage;
import dev.wadi.server.pipeline.PipelineStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Pipelines and their jobs as messages.
final class PipelineViews {
  private PipelineViews() {}

  static Pipeline of(PipelineStatus status) {
    return Pipeline.newBuilder()
        .setId(status.pipeline().id())
        .setName(status.pipeline().name())
        .setQuery(status.pipeline().query())
        .setParallelism(status.pipeline().parallelism())
        .setCreatedAt(time(status.pipeline().createdAt()))
        .addAllJobs(status.jobs().stream().map(PipelineViews::of).toList())
        .build();
  }

  static Job of(StoredJob job) {
    Job.Builder view =
        Job.newBuilder().setId(job.id()).setState(state(job)).setStartedAt(time(job.startedAt()));
    if (job.finishedAt() != null) {
      view.setFinishedAt(time(job.finishedAt()));
    }
    if (job.error() != null) {
      view.setProblem(of(job.error()));
    }
    return view.build();
  }

  private static JobState state(StoredJob job) {
    return switch (job.state()) {
      case RUNNING -> JobState.JOB_STATE_RUNNING;
      case FINISHED -> JobState.JOB_STATE_FINISHED;
      case STOPPED -> JobState.JOB_STATE_STOPPED;
      case FAILED -> JobState.JOB_STATE_FAILED;
      case RESTARTING -> JobState.JOB_STATE_RESTARTING;
    };
  }

  private static Problem of(ErrorDescription error) {
    Problem.Builder view = Problem.newBuilder().setCode(error.code());
    if (error.message() != null) {
      view.setMessage(error.message());
    }
    if (error.line() != null) {
      view.setLine(error.line()).setColumn(error.column());
    }
    if (error.hint() != null) {
      view.setHint(error.hint());
    }
    return view.build();
  }

  static Stage of(StageMetrics metrics) {
    Stage.Builder view =
        Stage.newBuilder()
            .setName(metrics.stage())
            .setRowsIn(metrics.rowsIn())
            .setRowsOut(metrics.rowsOut())
            .setLateRows(metrics.lateRows())
            .setBadRows(metrics.badRows());
    // The ends of the range stand for "none yet" and "end of input".
    long micros = metrics.watermarkMicros();
    if (micros != Long.MIN_VALUE && micros < Long.MAX_VALUE - 1) {
      view.setWatermark(time(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    }
    return view.build();
  }

  private static Timestamp time(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
