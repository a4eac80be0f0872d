package dev.wadi.server.http;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.dataflow.PluginFigures;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.output.JobOutput;
import dev.wadi.server.pipeline.Pipelines;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// `pipelines/{pipeline}/jobs` and what is below.
final class JobEndpoints {
  private final Pipelines pipelines;

  JobEndpoints(Pipelines pipelines) {
    this.pipelines = pipelines;
  }

  Reply all(ApiRequest request) {
    return Reply.ok(
        Page.of(
            request,
            PipelineView.of(pipelines.get(request.path("pipeline"))).jobs(),
            PipelineView.JobView::id));
  }

  /// What made the job fail: one error or none.
  Reply errors(ApiRequest request) {
    StoredJob job = pipelines.job(request.path("pipeline"), request.path("job"));
    return Reply.ok(Listing.of(job.error() == null ? List.of() : List.of(Problem.of(job.error()))));
  }

  Reply metrics(ApiRequest request) {
    List<StageMetrics> stages = pipelines.metrics(request.path("pipeline"), request.path("job"));
    return Reply.ok(Listing.of(stages.stream().map(StageView::of).toList()));
  }

  /// @param lateRows dropped because their window had been emitted
  /// @param badRows left out because they were malformed
  /// @param watermark how far event time has come, or null if there is none yet
  /// @param plugins what plugins measured
  private record StageView(
      String stage,
      long rowsIn,
      long rowsOut,
      long lateRows,
      long badRows,
      String watermark,
      List<PluginFigures.Figure> plugins) {
    private static StageView of(StageMetrics stage) {
      return new StageView(
          stage.stage(),
          stage.rowsIn(),
          stage.rowsOut(),
          stage.lateRows(),
          stage.badRows(),
          time(stage.watermarkMicros()),
          stage.plugins());
    }

    // The ends of the range stand for "none yet" and "end of input".
    private static String time(long micros) {
      return micros == Long.MIN_VALUE || micros >= Long.MAX_VALUE - 1
          ? null
          : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
  }

  /// What became of the checkpoints of the job's pipeline, newest first.
  Reply checkpoints(ApiRequest request) {
    List<CheckpointHistory.Entry> checkpoints =
        pipelines.checkpoints(request.path("pipeline"), request.path("job"));
    return Reply.ok(Listing.of(checkpoints.stream().map(CheckpointView::of).toList()));
  }

  /// Streams the rows of a job; a client that comes back says with `Last-Event-ID` where it was.
  void output(RoutingContext context) {
    Context eventLoop = Vertx.currentContext();
    var request = new ApiRequest(context);
    Thread.ofVirtual()
        .name("request")
        .start(() -> {
          try {
            long after = lastEventId(context.request().getHeader("Last-Event-ID"));
            JobOutput output = pipelines.output(request.path("pipeline"), request.path("job"));
            eventLoop.runOnContext(v -> OutputEvents.stream(context, output, after));
          } catch (RuntimeException e) {
            Reply reply = Reply.problem(Problem.of(e));
            eventLoop.runOnContext(v -> EndpointHandler.send(context.response(), reply));
          }
        });
  }

  private static long lastEventId(String header) {
    if (header == null) {
      return 0;
    }
    if (header.matches("[0-9]{1,18}")) {
      return Long.parseLong(header);
    }
    throw new WadiException(
        ErrorCode.INVALID_REQUEST,
        "header Last-Event-ID is '%s', expected a row number".formatted(header));
  }
}
