package dev.wadi.server.grpc;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.SourcePosition;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.client.ApiProblem;
import io.vertx.core.MultiMap;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the status of a call back into the error it was.
final class CallFailure {
  private static final Pattern MESSAGE =
      Pattern.compile("([A-Z_]+)(?: at (\\d+):(\\d+))?: (.*?)(?:\nhint: (.*))?", Pattern.DOTALL);
  private static final String MESSAGE_HEADER = "grpc-message";
  private static final Pattern ESCAPED = Pattern.compile("%(\\p{XDigit}{2})");
  private static final int HEX = 16;

  private CallFailure() {}

  /// @param response that has ended, with any status but OK
  static RuntimeException of(GrpcClientResponse<?, ?> response) {
    String message = encodedMessage(response);
    return of(response.status(), message == null ? "" : decoded(message));
  }

  // In the head, if the answer has nothing else. The library takes a plus for a blank.
  private static String encodedMessage(GrpcClientResponse<?, ?> response) {
    MultiMap trailers = response.trailers();
    String message = trailers == null ? null : trailers.get(MESSAGE_HEADER);
    return message == null ? response.headers().get(MESSAGE_HEADER) : message;
  }

  static RuntimeException of(GrpcStatus status, String message) {
    if (status == GrpcStatus.CANCELLED) {
      return new CancellationException();
    }
    Matcher parts = MESSAGE.matcher(message);
    if (!parts.matches()) {
      return new WadiException(
              ErrorCode.SERVER_UNREACHABLE,
              "the server answered %s%s"
                  .formatted(
                      status == null ? "without a status" : status.name(),
                      message.isEmpty() ? "" : ": " + message))
          .withHint("is it a Wadi server, and the port that of gRPC?");
    }
    SourcePosition position =
        parts.group(2) == null
            ? null
            : new SourcePosition(
                Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    return new WadiException(
        ApiProblem.code(parts.group(1)), parts.group(4), position, parts.group(5), null);
  }

  // As gRPC has it: what is not plain ASCII as %XX of its UTF-8.
  static String decoded(String message) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < message.length(); i++) {
      Matcher escaped = ESCAPED.matcher(message).region(i, message.length());
      if (escaped.lookingAt()) {
        bytes.write(Integer.parseInt(escaped.group(1), HEX));
        i += 2;
      } else {
        bytes.write(message.charAt(i));
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
