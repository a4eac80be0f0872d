package dev.wadi.server.pipeline;

import dev.wadi.server.catalog.StoredJobs.StoredJob;
import dev.wadi.server.catalog.StoredPipelines.StoredPipeline;
import java.util.List;

/// A pipeline with its jobs, newest first.
///
/// @param preview whether it is forgotten when the server ends
public record PipelineStatus(StoredPipeline pipeline, boolean preview, List<StoredJob> jobs) {}
