package dev.wadi.server.pipeline;

import dev.wadi.server.catalog.ErrorDescription;
import dev.wadi.server.catalog.JobState;

/// Who takes over from a job that ends, if anybody does.
@FunctionalInterface
interface Heir {
  Heir NOBODY = (state, error) -> false;

  /// Is told of the end, once, by a thread that must not wait for anything.
  ///
  /// @param error null unless the job has failed
  /// @return whether the pipeline goes on with another job, now or soon: then who starts that one
  ///   records the end of this one
  boolean takesOver(JobState state, ErrorDescription error);
}
