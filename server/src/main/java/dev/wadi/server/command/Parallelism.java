package dev.wadi.server.command;

import dev.wadi.engine.jet.JobSettings;
import dev.wadi.engine.plan.PipelineSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;

/// The option that several commands share.
final class Parallelism {
  private Parallelism() {}

  /// What a script sets, unless the option says otherwise.
  ///
  /// @throws WadiException if it is out of range
  static JobSettings over(Integer parallelism, JobSettings settings) {
    return parallelism == null ? settings : settings.withParallelism(orProcessors(parallelism));
  }

  /// One subtask per processor if the option is absent.
  ///
  /// @throws WadiException if it is out of range
  static int orProcessors(Integer parallelism) {
    if (parallelism == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (parallelism < 1 || parallelism > PipelineSettings.PARALLELISM_MAX) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "--parallelism is %d, expected 1 to %d"
              .formatted(parallelism, PipelineSettings.PARALLELISM_MAX));
    }
    return parallelism;
  }
}
