/// What clients may do to the network: how many connections they may have, and how long they may
/// take.
///
/// {@link dev.wadi.server.connection.Connections} knows all connections of both ports. Each has a
/// `Connection` first in its pipeline, before TLS, which sees bytes come and go from the first
/// moment on, while the measuring interface of Vert.x tells it which of them are requests and
/// answers. Whoever exceeds a limit is cut, whatever it speaks.
package dev.wadi.server.connection;
