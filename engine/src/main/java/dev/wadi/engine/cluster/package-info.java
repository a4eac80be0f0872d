/// The servers that work together, as the rest of the program sees them: without the library that
/// brings them together, which `dev.wadi.engine.jet` knows.
///
/// A server is alone, unless {@link dev.wadi.engine.cluster.ClusterSettings} say whom it joins.
/// {@link dev.wadi.engine.cluster.Cluster} then tells who else is there.
package dev.wadi.engine.cluster;
