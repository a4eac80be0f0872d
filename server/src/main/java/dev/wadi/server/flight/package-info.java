/// The gRPC interface: Arrow Flight SQL, spoken by Vert.x.
///
/// {@link dev.wadi.server.flight.FlightService} is the table of methods. What a client asks for
/// comes packed as a command of Flight SQL, in a descriptor ({@link
/// dev.wadi.server.flight.Descriptors}), with an upload ({@link dev.wadi.server.flight.Uploads}) or
/// as an action ({@link dev.wadi.server.flight.Actions}).
///
/// Planning a query gives it a ticket ({@link dev.wadi.server.flight.Tickets}); `DoGet` redeems it.
/// That is the path on which rows travel, and it goes past the library: {@link
/// dev.wadi.server.flight.RowStream} writes the columns from where they are, and returns from each
/// batch only when the network is done with it, since they live in the memory of the query. The
/// pace of the client holds the query back that way.
package dev.wadi.server.flight;
