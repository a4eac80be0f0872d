package dev.wadi.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.dataflow.PluginFigures.Figure;
import dev.wadi.engine.jet.StageMetrics;
import dev.wadi.engine.jet.StageMetrics.OperatorFigures;
import dev.wadi.sdk.function.PluginMetrics.Kind;
import dev.wadi.server.connection.ConnectionSettings;
import dev.wadi.server.connection.Connections;
import dev.wadi.server.pipeline.RunningJob;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final StageMetrics STAGE =
      new StageMetrics(
          "0 read \"a\\b\"\nc",
          12,
          11,
          3,
          4_096,
          2,
          1,
          1,
          990_500_000,
          List.of(new OperatorFigures("filter", 12, 1_500_000_000), new OperatorFigures("", 11, 0)),
          List.of(
              new Figure("text", "hosts \"seen\"", Kind.COUNTER, 2, 7, 3, 4, 4, 4),
              new Figure("text", "lengths", Kind.HISTOGRAM, 3, 60, 10, 30, 20, 30)));

  private final RequestFigures requests = new RequestFigures();
  private final CallFigures calls = new CallFigures();

  private List<String> lines(RunningJob... jobs) {
    var exposition =
        new Exposition(
            () -> List.of(jobs),
            requests,
            calls,
            new Connections(ConnectionSettings.defaults(), (_, _) -> new byte[0]),
            "1.2",
            Clock.fixed(NOW, ZoneOffset.UTC));
    return new String(exposition.write(), StandardCharsets.UTF_8).lines().toList();
  }

  private static RunningJob job(boolean preview, StageMetrics... stages) {
    return new RunningJob(
        "job_1",
        "pl_1",
        preview,
        Instant.ofEpochSecond(900),
        2,
        64,
        List.of(stages),
        Optional.empty(),
        List.of());
  }

  @Test
  void whatTheServerIs() {
    assertThat(lines())
        .contains(
            "# TYPE wadi_build_info gauge",
            "wadi_build_info{version=\"1.2\"} 1",
            "wadi_uptime_seconds 0.0",
            "wadi_jobs_running{kind=\"pipeline\"} 0.0",
            "wadi_jobs_running{kind=\"preview\"} 0.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"} "))
        .anyMatch(line -> line.startsWith("process_cpu_seconds_total "))
        .noneMatch(line -> line.contains("wadi_stage"));
  }

  @Test
  void whatAJobHasDone() {
    String job = "job=\"job_1\",pipeline=\"pl_1\"";
    String stage = job + ",stage=\"0 read \\\"a\\\\b\\\"\\nc\"";
    assertThat(lines(job(false, STAGE)))
        .contains(
            "wadi_jobs_running{kind=\"pipeline\"} 1.0",
            "wadi_job_start_time_seconds{%s} 900.0".formatted(job),
            "wadi_job_servers{%s} 2.0".formatted(job),
            "wadi_job_off_heap_bytes{%s} 64.0".formatted(job),
            "# TYPE wadi_stage_rows_in_total counter",
            "wadi_stage_rows_in_total{%s} 12.0".formatted(stage),
            "wadi_stage_rows_out_total{%s} 11.0".formatted(stage),
            "wadi_stage_batches_in_total{%s} 3.0".formatted(stage),
            "wadi_stage_bytes_in_total{%s} 4096.0".formatted(stage),
            "wadi_stage_late_rows_total{%s} 2.0".formatted(stage),
            "wadi_stage_bad_rows_total{%s} 1.0".formatted(stage),
            "wadi_stage_dead_letters_total{%s} 1.0".formatted(stage),
            "wadi_stage_watermark_seconds{%s} 990.5".formatted(stage),
            "wadi_stage_watermark_lag_seconds{%s} 9.5".formatted(stage))
        .anyMatch(line ->
            line.startsWith("wadi_operator_busy_seconds_total{")
                && line.contains("operator=\"0 filter\"")
                && line.endsWith(" 1.5"))
        .anyMatch(line ->
            line.startsWith("wadi_plugin_counter_total{")
                && line.contains("name=\"hosts \\\"seen\\\"\"")
                && line.endsWith(" 7.0"))
        .anyMatch(line ->
            line.startsWith("wadi_plugin_histogram{")
                && line.contains("quantile=\"0.99\"")
                && line.endsWith(" 30.0"))
        .anyMatch(line -> line.startsWith("wadi_plugin_histogram_sum{") && line.endsWith(" 60.0"))
        .noneMatch(line -> line.startsWith("wadi_checkpoint"));
  }

  @Test
  void previewsAreOnlyCounted() {
    assertThat(lines(job(true, STAGE)))
        .contains("wadi_jobs_running{kind=\"preview\"} 1.0")
        .noneMatch(line -> line.contains("pl_1"));
  }

  @Test
  void callsByMethodAndStatus() {
    calls.begin("wadi.v1.Plugins/Get").ended("OK");
    calls.begin("wadi.v1.Plugins/Get").ended("NOT_FOUND");
    calls.begin("wadi.v1.Plugins/Get");
    String labels = "method=\"Get\",service=\"wadi.v1.Plugins\"";
    assertThat(lines())
        .contains(
            "wadi_grpc_calls_total{%s,status=\"OK\"} 1.0".formatted(labels),
            "wadi_grpc_calls_total{%s,status=\"NOT_FOUND\"} 1.0".formatted(labels),
            "wadi_grpc_calls_in_flight{%s} 1.0".formatted(labels),
            "wadi_grpc_call_duration_seconds_count{%s} 2".formatted(labels));
  }

  @Test
  void connections() {
    assertThat(lines())
        .contains(
            "wadi_connections 0.0",
            "wadi_requests_in_flight 0.0",
            "wadi_connections_cut_total{reason=\"slow_head\"} 0.0");
  }

  @Test
  void requestsByRoute() {
    requests.add("/api/v1/ping", "GET", 200, 2_000_000);
    requests.add("/api/v1/ping", "GET", 200, 30_000_000_000L);
    requests.add("none", "none", 404, 0);
    assertThat(lines())
        .contains(
            "wadi_http_requests_total{method=\"GET\",route=\"/api/v1/ping\",status=\"200\"} 2.0",
            "wadi_http_requests_total{method=\"none\",route=\"none\",status=\"404\"} 1.0",
            "# TYPE wadi_http_request_duration_seconds histogram",
            "wadi_http_request_duration_seconds_bucket{route=\"/api/v1/ping\",le=\"0.001\"} 0",
            "wadi_http_request_duration_seconds_bucket{route=\"/api/v1/ping\",le=\"0.0025\"} 1",
            "wadi_http_request_duration_seconds_bucket{route=\"/api/v1/ping\",le=\"10.0\"} 1",
            "wadi_http_request_duration_seconds_bucket{route=\"/api/v1/ping\",le=\"+Inf\"} 2",
            "wadi_http_request_duration_seconds_count{route=\"/api/v1/ping\"} 2",
            "wadi_http_request_duration_seconds_sum{route=\"/api/v1/ping\"} 30.002");
  }
}
