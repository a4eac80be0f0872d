package dev.wadi.engine.cluster;

import java.net.URI;
import java.util.Optional;

/// A server of a cluster.
///
/// @param id unique to this time that it has joined
/// @param address where other members reach it: `host:port`
/// @param api where it answers requests, if it does
public record ClusterMember(String id, String address, Optional<URI> api) {}
