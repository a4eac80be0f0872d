package dev.wadi.server.command;

import dev.wadi.engine.jet.EngineSettings;
import dev.wadi.sdk.connector.SizeText;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import picocli.CommandLine.Option;

/// What pipelines may take of the machine's memory: a part of {@link ServerOptions}.
final class MemoryOptions {
  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      description =
          "memory outside the heap that all jobs may hold together, such as 8GB; if absent, seven"
              + " eighths of the machine's, less the heap")
  private String all;

  @Option(
      names = "--job-memory-limit",
      paramLabel = "SIZE",
      description = "memory outside the heap that one job may hold; all of that if absent")
  private String ofOneJob;

  /// @throws WadiException if a value cannot be used
  EngineSettings settings() {
    EngineSettings defaults = EngineSettings.defaults();
    return defaults.withMemory(
        bytes("--memory-limit", all, defaults.memoryBytes()),
        bytes("--job-memory-limit", ofOneJob, defaults.jobMemoryBytes()));
  }

  private static long bytes(String option, String size, long otherwise) {
    return size == null
        ? otherwise
        : SizeText.bytes(size)
            .orElseThrow(() ->
                new WadiException(ErrorCode.INVALID_ARGUMENT, "%s is '%s'".formatted(option, size))
                    .withHint("expected a size such as 512MB or 8GB"));
  }
}
