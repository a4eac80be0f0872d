/// The other end of {@link dev.wadi.server.flight}: a client of Flight SQL, for the shell.
///
/// {@link dev.wadi.server.flight.client.FlightSqlClient} has a method per thing to ask. Each makes
/// a {@link dev.wadi.server.grpc.ServerCall}, whose messages the asking thread takes one by one, at
/// its own pace; {@link dev.wadi.server.flight.client.QueryResult} makes batches of them. What a
/// server complains about comes out as the {@link dev.wadi.sdk.error.WadiException} that it was
/// ({@link dev.wadi.server.grpc.CallFailure}), place in the SQL and all.
package dev.wadi.server.flight.client;
