package dev.wadi.server.grpc;

import dev.wadi.sdk.error.ErrorCode;
import io.vertx.grpc.common.GrpcStatus;

/// A call whose status says more than an error code would.
public final class RefusedCall extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallProblem problem;

  private RefusedCall(CallProblem problem) {
    super(problem.message());
    this.problem = problem;
  }

  CallProblem problem() {
    return problem;
  }

  /// Something that Flight has and Wadi has not.
  public static RefusedCall unsupported(String what, String hint) {
    return new RefusedCall(
        new CallProblem(
            GrpcStatus.UNIMPLEMENTED,
            "%s: %s is not supported\nhint: %s".formatted(ErrorCode.INVALID_REQUEST, what, hint)));
  }
}
