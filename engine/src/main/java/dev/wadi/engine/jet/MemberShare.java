package dev.wadi.engine.jet;

import dev.wadi.engine.cluster.ClusterMember;

/// What one member has of a run.
///
/// @param offHeapBytes that it holds for it now
/// @param rowsReceived from the other members so far
public record MemberShare(ClusterMember member, long offHeapBytes, long rowsReceived) {}
