package dev.wadi.engine.cluster;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import java.util.Optional;

/// A server of a cluster.
///
/// @param id unique to this time that it has joined
/// @param address where other members reach it: `host:port`
/// @param api where it answers requests, if it does
public record ClusterMember(String id, String address, Optional<URI> api) {
  /// What a pipeline fails with that this member had a part of.
  ///
  /// @param why it has none any more
  public WadiException lost(String why) {
    return new WadiException(
        ErrorCode.MEMBER_LOST,
        "member %s %s; the pipeline goes on from its last checkpoint".formatted(address, why));
  }
}
