package dev.wadi.server.metrics;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.checkpoint.CheckpointHistory.StageBytes;
import dev.wadi.engine.dataflow.PluginFigures.Figure;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.engine.jet.StageMetrics.OperatorFigures;
import dev.wadi.server.pipeline.RunningJob;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Quantile;
import java.time.Clock;
import java.util.List;

/// What the jobs have done that run. One that has ended leaves the metrics, and previews, of which
/// there may be any number one after the other, are only counted: so the series stay few.
final class JobSamples {
  private static final double MICROS = 1e6;
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final Samples samples;
  private final Clock clock;

  JobSamples(Samples samples, Clock clock) {
    this.samples = samples;
    this.clock = clock;
  }

  void add(List<RunningJob> jobs) {
    long previews = jobs.stream().filter(RunningJob::preview).count();
    samples.add(Metric.JOBS, Labels.of("kind", "pipeline"), jobs.size() - previews);
    samples.add(Metric.JOBS, Labels.of("kind", "preview"), previews);
    jobs.stream().filter(job -> !job.preview()).forEach(this::add);
  }

  private void add(RunningJob job) {
    Labels labels = Labels.of("pipeline", job.pipeline(), "job", job.id());
    samples.add(Metric.JOB_START, labels, job.startedAt().toEpochMilli() / MILLIS);
    samples.add(Metric.JOB_SERVERS, labels, job.servers());
    samples.add(Metric.JOB_OFF_HEAP, labels, job.offHeapBytes());
    job.checkpoints().ifPresent(checkpoints -> add(checkpoints, labels));
    for (StageMetrics stage : job.stages()) {
      add(stage, labels.add("stage", stage.stage()));
    }
  }

  private void add(CheckpointHistory checkpoints, Labels labels) {
    CheckpointHistory.Totals totals = checkpoints.totals();
    samples.add(Metric.CHECKPOINTS, labels.add("outcome", "published"), totals.published());
    samples.add(Metric.CHECKPOINTS, labels.add("outcome", "failed"), totals.failed());
    samples.add(Metric.CHECKPOINT_SECONDS, labels, totals.millis() / MILLIS);
    samples.add(Metric.CHECKPOINT_BYTES, labels, totals.bytes());
    checkpoints.entries().stream()
        .filter(CheckpointHistory.Entry::published)
        .findFirst()
        .ifPresent(last -> {
          double published = last.finishedMillis().orElseThrow() / MILLIS;
          samples.add(Metric.CHECKPOINT_TIME, labels, published);
          for (StageBytes stage : last.stages()) {
            samples.add(Metric.STATE_BYTES, labels.add("stage", stage.name()), stage.bytes());
          }
        });
  }

  private void add(StageMetrics stage, Labels labels) {
    samples.add(Metric.ROWS_IN, labels, stage.rowsIn());
    samples.add(Metric.ROWS_OUT, labels, stage.rowsOut());
    samples.add(Metric.BATCHES_IN, labels, stage.batchesIn());
    samples.add(Metric.BYTES_IN, labels, stage.bytesIn());
    samples.add(Metric.LATE_ROWS, labels, stage.lateRows());
    samples.add(Metric.BAD_ROWS, labels, stage.badRows());
    samples.add(Metric.DEAD_LETTERS, labels, stage.deadLetters());
    if (stage.hasWatermark()) {
      double seconds = stage.watermarkMicros() / MICROS;
      samples.add(Metric.WATERMARK, labels, seconds);
      samples.add(Metric.WATERMARK_LAG, labels, clock.millis() / MILLIS - seconds);
    }
    for (int step = 0; step < stage.operators().size(); step++) {
      OperatorFigures operator = stage.operators().get(step);
      // Two operators of a stage may have the same name.
      Labels ofOperator = labels.add("operator", step + " " + operator.operator());
      samples.add(Metric.OPERATOR_ROWS_IN, ofOperator, operator.rowsIn());
      samples.add(Metric.OPERATOR_SECONDS, ofOperator, operator.nanos() / NANOS);
    }
    stage.plugins().forEach(figure -> add(figure, labels));
  }

  private void add(Figure figure, Labels stage) {
    Labels labels = stage.add("plugin", figure.plugin()).add("name", figure.name());
    switch (figure.kind()) {
      case COUNTER -> samples.add(Metric.PLUGIN_COUNTER, labels, figure.sum());
      case HISTOGRAM ->
          samples.addSummary(
              Metric.PLUGIN_HISTOGRAM,
              labels,
              figure.count(),
              figure.sum(),
              new Quantile(0.5, figure.median()),
              new Quantile(0.99, figure.p99()));
    }
  }
}
