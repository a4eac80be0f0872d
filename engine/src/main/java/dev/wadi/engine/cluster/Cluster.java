package dev.wadi.engine.cluster;

import java.util.List;

/// Who works together. A server that has joined nobody is a cluster of one. Thread-safe.
///
/// All members see the same order, but not at the same moment; a cluster that is cut in two is two
/// clusters, each of which takes the other for lost. Nothing that must happen once may rest on this
/// alone.
public interface Cluster {
  ClusterMember self();

  /// All members that are reached now, this one among them, the oldest first.
  List<ClusterMember> members();

  /// Has somebody told, some time after, that members have come or gone. Called by a thread that
  /// has others to serve: it must be quick.
  void onChange(Runnable listener);
}
