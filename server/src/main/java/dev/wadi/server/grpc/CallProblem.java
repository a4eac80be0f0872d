package dev.wadi.server.grpc;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.catalog.ErrorDescription;
import io.vertx.grpc.common.GrpcStatus;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An error as gRPC has it: a status, and a message with our code, the place in the SQL, and what
/// to do.
public record CallProblem(GrpcStatus status, String message) {
  private static final Logger LOG = LoggerFactory.getLogger(CallProblem.class);
  // It travels in a header.
  private static final int MOST_CHARACTERS = 2000;

  public CallProblem {
    message =
        message.length() > MOST_CHARACTERS
            ? message.substring(0, MOST_CHARACTERS) + "..."
            : message;
  }

  /// What to answer when something was thrown; our own bugs are logged.
  ///
  /// @param method that was called
  public static CallProblem of(Throwable thrown, String method) {
    if (thrown instanceof CancellationException) {
      return new CallProblem(GrpcStatus.CANCELLED, "the query was cancelled");
    }
    if (thrown instanceof RefusedCall refused) {
      return refused.problem();
    }
    ErrorDescription error = ErrorDescription.of(thrown);
    GrpcStatus status = status(ErrorCode.valueOf(error.code()));
    if (status == GrpcStatus.INTERNAL) {
      LOG.error("{}", method, thrown);
    }
    return new CallProblem(status, text(error));
  }

  private static String text(ErrorDescription error) {
    String place = error.line() == null ? "" : " at %d:%d".formatted(error.line(), error.column());
    String hint = error.hint() == null ? "" : "\nhint: " + error.hint();
    return error.code() + place + ": " + error.message() + hint;
  }

  private static GrpcStatus status(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> GrpcStatus.NOT_FOUND;
      case DUPLICATE_NAME -> GrpcStatus.ALREADY_EXISTS;
      case CONFLICT, CHECKPOINT_UNUSABLE -> GrpcStatus.FAILED_PRECONDITION;
      case UNAUTHENTICATED -> GrpcStatus.UNAUTHENTICATED;
      case REQUEST_TOO_LARGE, PLUGIN_TOO_LARGE, MEMORY_LIMIT, TOO_MANY_REQUESTS ->
          GrpcStatus.RESOURCE_EXHAUSTED;
      case FORBIDDEN, PLUGIN_FORBIDDEN, PLUGIN_QUARANTINED, PLUGIN_UNTRUSTED ->
          GrpcStatus.PERMISSION_DENIED;
      case CATALOG_UNAVAILABLE,
          CHECKPOINT_FAILED,
          CHECKPOINT_STORE_UNAVAILABLE,
          SERVED_ELSEWHERE,
          MEMBER_LOST ->
          GrpcStatus.UNAVAILABLE;
      case UNSUPPORTED_SQL -> GrpcStatus.UNIMPLEMENTED;
      case INTERNAL -> GrpcStatus.INTERNAL;
      // All the others: something in the call is to be changed.
      default -> GrpcStatus.INVALID_ARGUMENT;
    };
  }

  /// The error for messages that make no sense.
  public static WadiException malformed(String what, Throwable cause) {
    return new WadiException(ErrorCode.INVALID_REQUEST, what, cause);
  }
}
