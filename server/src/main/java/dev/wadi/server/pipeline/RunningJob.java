package dev.wadi.server.pipeline;

import dev.wadi.engine.checkpoint.CheckpointHistory;
import dev.wadi.engine.jet.StageMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job that runs, and what it has done so far.
///
/// @param id the job's
/// @param pipeline the pipeline's or preview's id
/// @param servers how many have a part of it
/// @param offHeapBytes the memory outside the heap that it has, of all of them
/// @param checkpoints what became of them, if it makes any
/// @param plugins the hashes of the modules that it uses
public record RunningJob(
    String id,
    String pipeline,
    boolean preview,
    Instant startedAt,
    int servers,
    long offHeapBytes,
    List<StageMetrics> stages,
    Optional<CheckpointHistory> checkpoints,
    List<String> plugins) {}
