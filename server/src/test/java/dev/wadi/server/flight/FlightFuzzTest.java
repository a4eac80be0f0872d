package dev.wadi.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.wadi.server.flight.RawCalls.Outcome;
import dev.wadi.server.flight.protocol.Flight.Action;
import dev.wadi.server.flight.protocol.Flight.CancelFlightInfoRequest;
import dev.wadi.server.flight.protocol.Flight.Empty;
import dev.wadi.server.flight.protocol.Flight.FlightData;
import dev.wadi.server.flight.protocol.Flight.FlightDescriptor;
import dev.wadi.server.flight.protocol.Flight.FlightEndpoint;
import dev.wadi.server.flight.protocol.Flight.FlightInfo;
import dev.wadi.server.flight.protocol.Flight.HandshakeRequest;
import dev.wadi.server.flight.protocol.Flight.Result;
import dev.wadi.server.flight.protocol.Flight.Ticket;
import dev.wadi.server.flight.protocol.FlightSql.ActionCreatePreparedStatementRequest;
import dev.wadi.server.flight.protocol.FlightSql.ActionCreatePreparedStatementResult;
import dev.wadi.server.flight.protocol.FlightSql.CommandPreparedStatementQuery;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementQuery;
import dev.wadi.server.flight.protocol.FlightSql.CommandStatementUpdate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever comes in, the server answers it, without an error of its own, and goes on serving.
@Timeout(300)
class FlightFuzzTest {
  private static final List<String> METHODS =
      List.of(
          "Handshake",
          "ListFlights",
          "GetFlightInfo",
          "PollFlightInfo",
          "GetSchema",
          "DoGet",
          "DoPut",
          "DoExchange",
          "DoAction",
          "ListActions",
          "NoSuchMethod");
  private static final int ROUNDS = 40;
  private static final int INTERNAL = 13;
  private static final int UNKNOWN = 2;

  private final FlightTestServer server = new FlightTestServer();
  private final RawCalls calls = new RawCalls(server.grpc());
  private final Random random = new Random(5);

  @AfterEach
  void stop() {
    calls.close();
    server.close();
  }

  @Test
  void randomBytes() {
    for (String method : METHODS) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        requireAnswer(method, calls.flight(method, bytes));
        requireAnswer(method, calls.flight(method, framed(bytes)));
      }
    }
    requireServing();
  }

  @Test
  void damagedMessages() {
    for (Case one : cases()) {
      for (int round = 0; round < ROUNDS; round++) {
        requireAnswer(one.method(), calls.flight(one.method(), damaged(one.body())));
      }
    }
    requireServing();
  }

  private record Case(String method, byte[] body) {}

  private List<Case> cases() {
    FlightDescriptor query =
        command(CommandStatementQuery.newBuilder().setQuery("SELECT 1 AS n").build());
    FlightInfo info =
        FlightInfo.newBuilder()
            .setFlightDescriptor(query)
            .addEndpoint(
                FlightEndpoint.newBuilder()
                    .setTicket(Ticket.newBuilder().setTicket(query.getCmd())))
            .build();
    return List.of(
        new Case("Handshake", RawCalls.framed(HandshakeRequest.newBuilder().build())),
        new Case("GetFlightInfo", RawCalls.framed(query)),
        new Case("PollFlightInfo", RawCalls.framed(query)),
        new Case("GetSchema", RawCalls.framed(query)),
        new Case("DoGet", RawCalls.framed(Ticket.newBuilder().setTicket(query.getCmd()).build())),
        new Case("ListActions", RawCalls.framed(Empty.getDefaultInstance())),
        new Case(
            "DoAction",
            RawCalls.framed(
                action(
                    "CreatePreparedStatement",
                    Any.pack(prepare("SELECT CAST(? AS INT) AS n")).toByteString()))),
        new Case(
            "DoAction",
            RawCalls.framed(
                action(
                    "CancelFlightInfo",
                    CancelFlightInfoRequest.newBuilder().setInfo(info).build().toByteString()))),
        new Case(
            "DoPut",
            RawCalls.framed(
                FlightData.newBuilder()
                    .setFlightDescriptor(
                        command(
                            CommandStatementUpdate.newBuilder()
                                .setQuery("DROP TABLE IF EXISTS nothing")
                                .build()))
                    .build())),
        parameters());
  }

  // Offsets and lengths of columns that point anywhere must not be followed.
  private Case parameters() {
    Outcome prepared =
        calls.flight(
            "DoAction",
            RawCalls.framed(
                action(
                    "CreatePreparedStatement",
                    Any.pack(prepare("SELECT CAST(? AS BIGINT) AS n, CAST(? AS TEXT) AS t"))
                        .toByteString())));
    assertThat(prepared.status()).as(prepared.message()).isZero();
    try (var allocator = new RootAllocator();
        var numbers = new BigIntVector("n", allocator);
        var texts = new VarCharVector("t", allocator)) {
      ByteString handle =
          Commands.unpack(
                  Commands.any(Result.parseFrom(prepared.first()).getBody()),
                  ActionCreatePreparedStatementResult.class)
              .getPreparedStatementHandle();
      numbers.setSafe(0, 7);
      numbers.setValueCount(1);
      texts.setSafe(0, "a text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      texts.setValueCount(1);
      var root = VectorSchemaRoot.of(numbers, texts);
      try (var batch = new VectorUnloader(root).getRecordBatch()) {
        FlightData schema =
            data(FlightMessages.schema(root.getSchema())).toBuilder()
                .setFlightDescriptor(
                    command(
                        CommandPreparedStatementQuery.newBuilder()
                            .setPreparedStatementHandle(handle)
                            .build()))
                .build();
        byte[] body = RawCalls.framed(schema, data(FlightMessages.rows(batch)));
        Outcome bound = calls.flight("DoPut", body);
        assertThat(bound.status()).as(bound.message()).isZero();
        return new Case("DoPut", body);
      }
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FlightData data(ByteBuf framed)
      throws com.google.protobuf.InvalidProtocolBufferException {
    return FlightData.parseFrom(
        ByteBufUtil.getBytes(
            framed,
            FlightMessages.FRAME_BYTES,
            framed.readableBytes() - FlightMessages.FRAME_BYTES));
  }

  private static ActionCreatePreparedStatementRequest prepare(String sql) {
    return ActionCreatePreparedStatementRequest.newBuilder().setQuery(sql).build();
  }

  private static Action action(String type, ByteString body) {
    return Action.newBuilder().setType(type).setBody(body).build();
  }

  private static FlightDescriptor command(Message command) {
    return FlightDescriptor.newBuilder()
        .setType(FlightDescriptor.DescriptorType.CMD)
        .setCmd(Any.pack(command).toByteString())
        .build();
  }

  private static byte[] framed(byte[] message) {
    return io.vertx.core.buffer.Buffer.buffer()
        .appendByte((byte) 0)
        .appendInt(message.length)
        .appendBytes(message)
        .getBytes();
  }

  // Some bytes are others; sometimes the end is missing. The first frame's length stays.
  private byte[] damaged(byte[] body) {
    byte[] damaged = body.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && damaged.length > FlightMessages.FRAME_BYTES; i++) {
      int place =
          FlightMessages.FRAME_BYTES + random.nextInt(damaged.length - FlightMessages.FRAME_BYTES);
      damaged[place] = (byte) random.nextInt(256);
    }
    return random.nextInt(8) == 0
        ? java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length + 1))
        : damaged;
  }

  private static void requireAnswer(String method, Outcome outcome) {
    assertThat(outcome.status())
        .as("%s: %s", method, outcome)
        .isNotEqualTo(INTERNAL)
        .isNotEqualTo(UNKNOWN);
  }

  private void requireServing() {
    FlightDescriptor query =
        command(CommandStatementQuery.newBuilder().setQuery("SELECT 1 AS n").build());
    Outcome info = calls.flight("GetFlightInfo", RawCalls.framed(query));
    assertThat(info.status()).as(info.message()).isZero();
  }
}
