/// What all gRPC services of the server share.
///
/// A {@link dev.wadi.server.grpc.GrpcService} is a table of methods. A call goes to a {@link
/// dev.wadi.server.grpc.CallHandler}, which runs it on a virtual thread, so that it may block, with
/// {@link dev.wadi.server.grpc.InboundMessages} and {@link dev.wadi.server.grpc.OutboundMessages}
/// at the pace of the other side, and makes a {@link dev.wadi.server.grpc.CallProblem} of whatever
/// it throws. Calls about a pipeline of another server go there by {@link
/// dev.wadi.server.grpc.CallForwarding}, whose {@link dev.wadi.server.grpc.ServerCall} is also what
/// clients make. Who calls, and whether they may, is decided in {@link
/// dev.wadi.server.grpc.Callers}, and nowhere else.
package dev.wadi.server.grpc;
