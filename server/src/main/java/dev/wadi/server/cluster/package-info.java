/// Which of the servers that share a catalog does what.
///
/// {@link dev.wadi.server.cluster.Presence} says in the catalog that this server is alive, and
/// finds out who is not any more. {@link dev.wadi.server.cluster.Owners} knows whose the pipelines
/// are: each belongs to one server, which runs it and changes it; others take it when that one is
/// gone. A server that has its catalog for itself is the only one, and all pipelines are its own.
package dev.wadi.server.cluster;
