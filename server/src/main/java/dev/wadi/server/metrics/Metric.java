package dev.wadi.server.metrics;

/// What the server measures: the names are those of docs/operations.md.
enum Metric {
  BUILD(Kind.INFO, "wadi_build", "The version that runs."),
  UPTIME(Kind.GAUGE, "wadi_uptime_seconds", "Time since the server was started."),
  OFF_HEAP(
      Kind.GAUGE, "wadi_off_heap_bytes", "Memory outside the heap that batches and state have."),
  JOBS(Kind.GAUGE, "wadi_jobs_running", "Jobs that run, of pipelines and previews."),

  JOB_START(Kind.GAUGE, "wadi_job_start_time_seconds", "When the job was started, since 1970."),
  JOB_SERVERS(Kind.GAUGE, "wadi_job_servers", "Servers that have a part of the job."),
  JOB_OFF_HEAP(Kind.GAUGE, "wadi_job_off_heap_bytes", "Memory outside the heap that the job has."),
  CHECKPOINTS(Kind.COUNTER, "wadi_checkpoints", "Checkpoints of the job, by how they ended."),
  CHECKPOINT_SECONDS(
      Kind.COUNTER, "wadi_checkpoint_duration_seconds", "Time that the published ones took."),
  CHECKPOINT_BYTES(
      Kind.COUNTER,
      "wadi_checkpoint_written_bytes",
      "Bytes that were written for the published ones."),
  CHECKPOINT_TIME(
      Kind.GAUGE,
      "wadi_checkpoint_last_time_seconds",
      "When the last one was published, since 1970."),
  STATE_BYTES(
      Kind.GAUGE,
      "wadi_stage_state_bytes",
      "State of the stage in the last checkpoint that was published."),

  ROWS_IN(Kind.COUNTER, "wadi_stage_rows_in", "Rows that the stage has read or received."),
  ROWS_OUT(Kind.COUNTER, "wadi_stage_rows_out", "Rows that the stage has sent."),
  BATCHES_IN(Kind.COUNTER, "wadi_stage_batches_in", "Batches that the stage has read or received."),
  BYTES_IN(Kind.COUNTER, "wadi_stage_bytes_in", "Bytes of the columns of these batches."),
  LATE_ROWS(Kind.COUNTER, "wadi_stage_late_rows", "Rows that came too late."),
  BAD_ROWS(
      Kind.COUNTER,
      "wadi_stage_bad_rows",
      "Rows and records that were left out: malformed or rejected."),
  DEAD_LETTERS(
      Kind.COUNTER,
      "wadi_stage_dead_letters",
      "Those of them that went to a table for dead letters."),
  WATERMARK(Kind.GAUGE, "wadi_stage_watermark_seconds", "The stage's watermark, since 1970."),
  WATERMARK_LAG(
      Kind.GAUGE, "wadi_stage_watermark_lag_seconds", "How far the watermark is behind the clock."),
  OPERATOR_ROWS_IN(Kind.COUNTER, "wadi_operator_rows_in", "Rows that the operator got."),
  OPERATOR_SECONDS(
      Kind.COUNTER, "wadi_operator_busy_seconds", "Time spent in it, over all subtasks."),
  PLUGIN_COUNTER(Kind.COUNTER, "wadi_plugin_counter", "A counter of a plugin, by its name."),
  PLUGIN_HISTOGRAM(Kind.SUMMARY, "wadi_plugin_histogram", "A histogram of a plugin, by its name."),

  REQUESTS(Kind.COUNTER, "wadi_http_requests", "Requests that were answered."),
  REQUEST_SECONDS(
      Kind.HISTOGRAM, "wadi_http_request_duration_seconds", "Time to the end of the answer."),

  CALLS(Kind.COUNTER, "wadi_grpc_calls", "Calls that have ended."),
  CALLS_IN_FLIGHT(Kind.GAUGE, "wadi_grpc_calls_in_flight", "Calls that have not ended yet."),
  CALL_SECONDS(Kind.HISTOGRAM, "wadi_grpc_call_duration_seconds", "Time to the end of the call."),
  CONNECTIONS(Kind.GAUGE, "wadi_connections", "Connections of clients that are open."),
  IN_FLIGHT(
      Kind.GAUGE, "wadi_requests_in_flight", "Requests, calls too, that have no whole answer yet."),
  CUTS(Kind.COUNTER, "wadi_connections_cut", "Connections that the server has closed, by reason."),

  CPU(Kind.COUNTER, "process_cpu_seconds", "Processor time of the process."),
  START(Kind.GAUGE, "process_start_time_seconds", "When the process was started, since 1970."),
  MEMORY_USED(
      Kind.GAUGE, "jvm_memory_used_bytes", "Memory of the Java virtual machine that is used."),
  MEMORY_COMMITTED(Kind.GAUGE, "jvm_memory_committed_bytes", "Memory that it has from the system."),
  MEMORY_MAX(Kind.GAUGE, "jvm_memory_max_bytes", "Memory that it may have, if there is a limit."),
  BUFFER_USED(Kind.GAUGE, "jvm_buffer_pool_used_bytes", "Memory of Java's own buffers."),
  COLLECTIONS(Kind.COUNTER, "jvm_gc_collections", "Collections of garbage."),
  COLLECTION_SECONDS(Kind.COUNTER, "jvm_gc_collection_seconds", "Time that they took."),
  THREADS(Kind.GAUGE, "jvm_threads_current", "Platform threads.");

  private final Kind kind;
  private final String exposed;
  private final String help;

  /// How a metric behaves, and what is said of it.
  enum Kind {
    GAUGE(""),
    COUNTER("_total"),
    INFO("_info"),
    SUMMARY(""),
    HISTOGRAM("");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  Metric(Kind kind, String exposed, String help) {
    this.kind = kind;
    this.exposed = exposed;
    this.help = help;
  }

  Kind kind() {
    return kind;
  }

  /// Without what the kind adds to it.
  String baseName() {
    return exposed;
  }

  /// As it is asked for.
  String exposedName() {
    return exposed + kind.suffix;
  }

  String help() {
    return help;
  }
}
