package dev.wadi.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.control.protocol.Wadi;
import dev.wadi.server.flight.RawCalls;
import dev.wadi.server.flight.RawCalls.Outcome;
import dev.wadi.server.flight.protocol.Flight;
import dev.wadi.server.flight.protocol.FlightSql;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import io.netty.handler.codec.http2.Http2Exception;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import io.vertx.grpc.reflection.v1.ServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every method of every service that the server names, with messages that are nearly right, and
/// with bytes that are none. `-Dwadi.fuzz=100000` sends more, `-Dwadi.fuzz.seed=N` begins
/// elsewhere.
@Timeout(1200)
class GrpcFuzzTest {
  private static final int CALLS = Integer.getInteger("wadi.fuzz", 500);
  private static final long SEED = Long.getLong("wadi.fuzz.seed", 1);
  private static final int INTERNAL = 13;
  private static final int UNKNOWN = 2;
  // It tells of changes for as long as somebody listens.
  private static final String ENDLESS = "grpc.health.v1.Health.Watch";
  private static final int DEEPEST = 3;
  private static final String REFLECTION =
      "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
  private static final List<FileDescriptor> FILES =
      List.of(
          Flight.getDescriptor(),
          Wadi.getDescriptor(),
          HealthCheckRequest.getDescriptor().getFile(),
          ServerReflectionRequest.getDescriptor().getFile());
  private static final List<String> TEXTS =
      List.of(
          "",
          "SELECT 1 AS n",
          "SELECT count(*) AS n FROM t",
          "CREATE TABLE t WITH (connector = 'impulse', message_count = '5'); SELECT counter FROM t",
          "DROP TABLE IF EXISTS t",
          "SELECT CAST(? AS BIGINT) AS n",
          "../../etc/passwd",
          "geo",
          "pl_1",
          "CreatePreparedStatement",
          "ClosePreparedStatement",
          "CancelFlightInfo",
          "RenewFlightEndpoint",
          "SetSessionOptions",
          "\u0000\u20ac\ud83d\udc2a\r\n",
          "x".repeat(100_000));

  private final WadiServer server = WadiServer.start(ServerSettings.temporary(1));
  private final RawCalls calls = new RawCalls(server.grpcUrl());
  private Random random;

  @AfterEach
  void stop() {
    calls.close();
    server.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  @Test
  void everyCallIsAnsweredAndTheServerGoesOn() throws InvalidProtocolBufferException {
    List<MethodDescriptor> methods = methods();
    for (int i = 0; i < CALLS; i++) {
      long seed = SEED * 1_000_000 + i;
      random = new Random(seed);
      call(methods.get(random.nextInt(methods.size())), seed);
    }
    Outcome alive = calls.call("/wadi.v1.Plugins/List", RawCalls.framed(Any.getDefaultInstance()));
    assertThat(alive.status()).as(alive.message()).isZero();
  }

  private List<MethodDescriptor> methods() throws InvalidProtocolBufferException {
    Outcome listed =
        calls.call(
            REFLECTION,
            RawCalls.framed(ServerReflectionRequest.newBuilder().setListServices("").build()));
    assertThat(listed.status()).as(listed.message()).isZero();
    List<String> names =
        ServerReflectionResponse.parseFrom(listed.first())
            .getListServicesResponse()
            .getServiceList()
            .stream()
            .map(ServiceResponse::getName)
            .toList();
    List<ServiceDescriptor> services =
        FILES.stream()
            .flatMap(file -> file.getServices().stream())
            .filter(service -> names.contains(service.getFullName()))
            .toList();
    assertThat(services).extracting(ServiceDescriptor::getFullName).containsAll(names);
    return services.stream().flatMap(service -> service.getMethods().stream()).toList();
  }

  private void call(MethodDescriptor method, long seed) {
    String path = "/%s/%s".formatted(method.getService().getFullName(), method.getName());
    byte[] body = body(method);
    if (method.getFullName().equals(ENDLESS)) {
      calls.breakOff(path, body);
      return;
    }
    Outcome outcome = outcome(path, body, seed);
    if (outcome != null) {
      assertThat(outcome.status())
          .as("seed %d: %s %s: %s", seed, path, Arrays.toString(body), outcome)
          .isNotIn(INTERNAL, UNKNOWN);
      assertThat(outcome.http()).as("seed %d: %s", seed, path).isLessThan(500);
    }
  }

  // Null for a call that was broken off.
  private Outcome outcome(String path, byte[] body, long seed) {
    try {
      return switch (random.nextInt(12)) {
        case 0 -> {
          calls.breakOff(path, body);
          yield null;
        }
        case 1 -> calls.call(path, body, Map.of("content-type", one(CONTENT_TYPES)));
        case 2 -> calls.call(path, body, Map.of(one(HEADERS), one(VALUES)));
        case 3 -> calls.call(path + one(List.of("x", "/", "/..", "%00", "?a=b")), body);
        default -> calls.call(path, body);
      };
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException || e.getCause() instanceof Http2Exception) {
        // The connection was closed because of what came before, perhaps in this very moment.
        return null;
      }
      throw new AssertionError(
          "seed %d: silence after %s %s".formatted(seed, path, Arrays.toString(body)), e);
    }
  }

  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/grpc+json",
          "application/grpc-web",
          "application/grpc-web-text",
          "application/grpc+thrift",
          "application/grpcx",
          "");
  private static final List<String> HEADERS =
      List.of("grpc-timeout", "grpc-encoding", "authorization", "te", "x", "grpc-accept-encoding");
  private static final List<String> VALUES =
      List.of("1n", "0S", "-1S", "99999999999H", "gzip", "snappy", "x".repeat(5_000), "", "Bearer");

  private byte[] body(MethodDescriptor method) {
    byte[] body = RawCalls.framed(messages(method));
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
      case 1 -> damaged(body);
      case 2 -> new byte[] {0, -1, -1, -1, -1, 1, 2, 3};
      case 3 -> new byte[] {(byte) random.nextInt(4), 0, 0, 0, 1, 7};
      default -> body;
    };
  }

  private byte[] damaged(byte[] body) {
    byte[] damaged = body.clone();
    for (int i = random.nextInt(6); i >= 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private Message[] messages(MethodDescriptor method) {
    int count = method.isClientStreaming() ? random.nextInt(4) : 1;
    return Stream.generate(() -> message(method.getInputType(), DEEPEST))
        .limit(count)
        .toArray(Message[]::new);
  }

  private Message message(Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean deep = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth == 0;
      if (deep || random.nextInt(3) == 0) {
        continue;
      }
      if (!field.isRepeated()) {
        message.setField(field, value(field, depth));
      } else if (!field.isMapField()) {
        for (int i = random.nextInt(3); i > 0; i--) {
          message.addRepeatedField(field, value(field, depth));
        }
      }
    }
    return message.build();
  }

  private Object value(FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> one(List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 100));
      case LONG -> one(List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
      case FLOAT -> Float.NaN;
      case DOUBLE -> Double.NEGATIVE_INFINITY;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> one(TEXTS);
      case BYTE_STRING -> bytes();
      case ENUM -> one(field.getEnumType().getValues());
      case MESSAGE -> message(field.getMessageType(), depth - 1);
    };
  }

  // Where Flight has bytes, it mostly wants a command of Flight SQL in them.
  private ByteString bytes() {
    return switch (random.nextInt(4)) {
      case 0 -> ByteString.EMPTY;
      case 1 -> ByteString.copyFrom(one(TEXTS), StandardCharsets.UTF_8);
      default ->
          Any.pack(message(one(FlightSql.getDescriptor().getMessageTypes()), 1)).toByteString();
    };
  }

  private <T> T one(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
