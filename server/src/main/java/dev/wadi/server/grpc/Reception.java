package dev.wadi.server.grpc;

import dev.wadi.server.metrics.CallFigures;
import java.time.Duration;

/// What awaits all calls.
///
/// @param callers says who may make them
/// @param figures counts them
/// @param stall how long a client may read nothing of an answer
public record Reception(Callers callers, CallFigures figures, Duration stall) {}
