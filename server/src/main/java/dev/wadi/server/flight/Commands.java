package dev.wadi.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.wadi.server.grpc.CallProblem;

/// Messages of Flight SQL inside those of Flight.
final class Commands {
  private Commands() {}

  /// @throws dev.wadi.sdk.error.WadiException if there is none
  static Any any(ByteString bytes) {
    try {
      return Any.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw CallProblem.malformed("expected a command of Flight SQL", e);
    }
  }

  /// @throws dev.wadi.sdk.error.WadiException if it is something else
  static <T extends Message> T unpack(Any any, Class<T> type) {
    try {
      return any.unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw CallProblem.malformed("expected a %s".formatted(type.getSimpleName()), e);
    }
  }

  /// The name of the message that is packed, without its package.
  static String name(Any any) {
    String url = any.getTypeUrl();
    return url.substring(Math.max(url.lastIndexOf('.'), url.lastIndexOf('/')) + 1);
  }
}
