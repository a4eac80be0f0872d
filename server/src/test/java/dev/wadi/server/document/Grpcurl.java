package dev.wadi.server.document;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.util.JsonFormat;
import dev.wadi.server.control.protocol.Wadi;
import dev.wadi.server.flight.RawCalls;
import dev.wadi.server.flight.RawCalls.Outcome;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Understands as much of grpcurl's command line as the manual uses: `grpcurl -plaintext [-d JSON |
/// -d @] HOST:PORT list | SERVICE/METHOD`, for the services of `wadi.v1`.
final class Grpcurl {
  private Grpcurl() {}

  public static void main(String[] words) throws IOException {
    Deque<String> rest = new ArrayDeque<>(List.of(words));
    String data = "{}";
    while (rest.peek().startsWith("-")) {
      switch (rest.pop()) {
        case "-plaintext" -> {}
        case "-d" -> data = rest.pop();
        default -> throw new IllegalArgumentException("unknown option");
      }
    }
    String text =
        data.equals("@") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : data;
    try (var calls = new RawCalls(URI.create("grpc://" + rest.pop()))) {
      String what = rest.pop();
      if (what.equals("list")) {
        list(calls);
      } else {
        call(calls, what, text);
      }
    }
  }

  private static void list(RawCalls calls) throws InvalidProtocolBufferException {
    Outcome outcome =
        calls.call(
            "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            RawCalls.framed(ServerReflectionRequest.newBuilder().setListServices("").build()));
    ServerReflectionResponse.parseFrom(outcome.first())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(service -> service.getName())
        .sorted()
        .forEach(System.out::println);
  }

  private static void call(RawCalls calls, String name, String json)
      throws InvalidProtocolBufferException {
    MethodDescriptor method = method(name);
    DynamicMessage.Builder question = DynamicMessage.newBuilder(method.getInputType());
    JsonFormat.parser().merge(json, question);
    Outcome outcome = calls.call("/" + name, RawCalls.framed((MessageLite) question.build()));
    if (outcome.status() != 0) {
      System.err.printf("ERROR: %d%n  Message: %s%n", outcome.status(), outcome.message());
      System.exit(1);
    }
    for (ByteString answer : outcome.messages()) {
      System.out.println(
          JsonFormat.printer().print(DynamicMessage.parseFrom(method.getOutputType(), answer)));
    }
  }

  private static MethodDescriptor method(String name) {
    String[] parts = name.split("/");
    ServiceDescriptor service =
        Wadi.getDescriptor().findServiceByName(parts[0].replace("wadi.v1.", ""));
    return service.findMethodByName(parts[1]);
  }
}
