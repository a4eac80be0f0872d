package dev.wadi.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.server.control.protocol.Wadi.GetPluginRequest;
import dev.wadi.server.control.protocol.Wadi.GrantRequest;
import dev.wadi.server.control.protocol.Wadi.JobState;
import dev.wadi.server.control.protocol.Wadi.ListPipelinesResponse;
import dev.wadi.server.control.protocol.Wadi.ListPluginsRequest;
import dev.wadi.server.control.protocol.Wadi.ListPluginsResponse;
import dev.wadi.server.control.protocol.Wadi.Pipeline;
import dev.wadi.server.control.protocol.Wadi.PipelineProgress;
import dev.wadi.server.control.protocol.Wadi.Plugin;
import dev.wadi.server.control.protocol.Wadi.RemovePipelineRequest;
import dev.wadi.server.control.protocol.Wadi.RemovePluginRequest;
import dev.wadi.server.control.protocol.Wadi.StopRequest;
import dev.wadi.server.control.protocol.Wadi.SubmitRequest;
import dev.wadi.server.control.protocol.Wadi.UploadRequest;
import dev.wadi.server.control.protocol.Wadi.UploadResponse;
import dev.wadi.server.control.protocol.Wadi.WatchRequest;
import dev.wadi.server.flight.RawCalls;
import dev.wadi.server.flight.RawCalls.Outcome;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.WadiServer;
import io.vertx.grpc.health.v1.HealthCheckRequest;
import io.vertx.grpc.health.v1.HealthCheckResponse;
import io.vertx.grpc.reflection.v1.ServerReflectionRequest;
import io.vertx.grpc.reflection.v1.ServerReflectionResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `wadi.v1`, and the services that tools ask first.
@Timeout(60)
class ControlTest {
  private static final int NOT_FOUND = 5;
  private static final int INVALID_ARGUMENT = 3;
  private static final int FAILED_PRECONDITION = 9;
  private static final int UNIMPLEMENTED = 12;
  private static final int INTERNAL = 13;
  private static final int UNKNOWN = 2;
  private static final String ENDLESS =
      "CREATE TABLE ticks WITH (connector = 'impulse', event_rate = '1000');"
          + "CREATE TABLE hole WITH (connector = 'blackhole');"
          + "INSERT INTO hole SELECT counter FROM ticks";

  private final WadiServer server = WadiServer.start(ServerSettings.temporary(1));
  private final RawCalls calls = new RawCalls(server.grpcUrl());

  @AfterEach
  void stop() {
    calls.close();
    server.close();
    assertThat(MemoryScope.bytesInUseOfProcess()).as("off-heap bytes left").isZero();
  }

  private Outcome call(String method, MessageLite... questions) {
    return calls.call("/" + method, RawCalls.framed(questions));
  }

  private ByteString answer(String method, MessageLite... questions) {
    Outcome outcome = call(method, questions);
    assertThat(outcome.status()).as(outcome.message()).isZero();
    return outcome.first();
  }

  private UploadResponse upload() throws IOException {
    byte[] geo =
        Files.readAllBytes(Path.of(System.getProperty("wadi.home"), "sample-plugins/geo/geo.wasm"));
    List<UploadRequest> pieces = new ArrayList<>();
    for (int start = 0; start < geo.length; start += 1_000) {
      pieces.add(
          UploadRequest.newBuilder()
              .setPiece(ByteString.copyFrom(geo, start, Math.min(1_000, geo.length - start)))
              .build());
    }
    return UploadResponse.parseFrom(
        answer("wadi.v1.Plugins/Upload", pieces.toArray(MessageLite[]::new)));
  }

  @Test
  void pluginsAreUploadedAndDescribed() throws IOException {
    UploadResponse first = upload();
    assertThat(first.getIsNew()).isTrue();
    assertThat(first.getPlugin().getFunctionsList())
        .filteredOn(function -> function.getName().equals("great_circle_km"))
        .singleElement()
        .satisfies(function -> {
          assertThat(function.getKind()).isEqualTo("scalar");
          assertThat(function.getArgumentsList()).hasSize(4);
          assertThat(function.getResults(0).getType()).isEqualTo("DOUBLE");
        });
    assertThat(upload().getIsNew()).isFalse();

    var geo = GetPluginRequest.newBuilder().setPlugin("geo").build();
    assertThat(Plugin.parseFrom(answer("wadi.v1.Plugins/Get", geo)).getSha256())
        .isEqualTo(first.getPlugin().getSha256());
    assertThat(
            ListPluginsResponse.parseFrom(
                    answer("wadi.v1.Plugins/List", GetPluginRequest.getDefaultInstance()))
                .getPluginsList())
        .hasSize(1);
    assertThat(
            call(
                    "wadi.v1.Plugins/Grant",
                    GrantRequest.newBuilder().setPlugin("geo").addGrants("everything").build())
                .status())
        .isEqualTo(INVALID_ARGUMENT);
    answer("wadi.v1.Plugins/Remove", RemovePluginRequest.newBuilder().setPlugin("geo").build());
    assertThat(call("wadi.v1.Plugins/Get", geo).status()).isEqualTo(NOT_FOUND);
    assertThat(call("wadi.v1.Plugins/Upload", UploadRequest.getDefaultInstance()).status())
        .isEqualTo(INVALID_ARGUMENT);
  }

  private Pipeline submit(String query) throws InvalidProtocolBufferException {
    return Pipeline.parseFrom(
        answer(
            "wadi.v1.Pipelines/Submit",
            SubmitRequest.newBuilder().setName("test").setQuery(query).build()));
  }

  @Test
  void pipelinesAreSubmittedStoppedAndRemoved() throws InvalidProtocolBufferException {
    Pipeline pipeline = submit(ENDLESS);
    assertThat(pipeline.getJobs(0).getState()).isEqualTo(JobState.JOB_STATE_RUNNING);
    var remove = RemovePipelineRequest.newBuilder().setPipeline(pipeline.getId()).build();
    assertThat(call("wadi.v1.Pipelines/Remove", remove).status()).isEqualTo(FAILED_PRECONDITION);
    assertThat(
            ListPipelinesResponse.parseFrom(
                    answer("wadi.v1.Pipelines/List", SubmitRequest.getDefaultInstance()))
                .getPipelinesList())
        .hasSize(1);
    Pipeline stopped =
        Pipeline.parseFrom(
            answer(
                "wadi.v1.Pipelines/Stop",
                StopRequest.newBuilder().setPipeline(pipeline.getId()).build()));
    assertThat(stopped.getJobs(0).getState()).isEqualTo(JobState.JOB_STATE_STOPPED);
    answer("wadi.v1.Pipelines/Remove", remove);
    assertThat(call("wadi.v1.Pipelines/Remove", remove).status()).isEqualTo(NOT_FOUND);

    Outcome wrong =
        call(
            "wadi.v1.Pipelines/Submit",
            SubmitRequest.newBuilder().setName("wrong").setQuery("SELECT nothing").build());
    assertThat(wrong.status()).isEqualTo(INVALID_ARGUMENT);
    assertThat(wrong.message()).contains("COLUMN_NOT_FOUND at 1:8");
  }

  /// The answers end with the pipeline.
  @Test
  void aPipelineIsWatchedToItsEnd() throws InvalidProtocolBufferException {
    Pipeline pipeline =
        submit(
            "CREATE TABLE ticks WITH (connector = 'impulse', message_count = '5000');"
                + "CREATE TABLE hole WITH (connector = 'blackhole');"
                + "INSERT INTO hole SELECT counter FROM ticks");
    Outcome watched =
        call(
            "wadi.v1.Pipelines/Watch",
            WatchRequest.newBuilder().setPipeline(pipeline.getId()).setIntervalMillis(100).build());
    assertThat(watched.status()).as(watched.message()).isZero();
    List<PipelineProgress> progress = new ArrayList<>();
    for (ByteString message : watched.messages()) {
      progress.add(PipelineProgress.parseFrom(message));
    }
    assertThat(progress.getLast().getJob().getState()).isEqualTo(JobState.JOB_STATE_FINISHED);
    assertThat(progress.getLast().getStagesList())
        .anySatisfy(stage -> assertThat(stage.getRowsIn()).isEqualTo(5_000));
    assertThat(
            call("wadi.v1.Pipelines/Watch", WatchRequest.newBuilder().setPipeline("none").build())
                .status())
        .isEqualTo(NOT_FOUND);
  }

  @Test
  void healthAndReflection() throws InvalidProtocolBufferException {
    ByteString health =
        answer(
            "grpc.health.v1.Health/Check",
            HealthCheckRequest.newBuilder()
                .setService("arrow.flight.protocol.FlightService")
                .build());
    assertThat(HealthCheckResponse.parseFrom(health).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    ByteString services =
        answer(
            "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
            ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(
            ServerReflectionResponse.parseFrom(services).getListServicesResponse().getServiceList())
        .extracting(service -> service.getName())
        .contains("arrow.flight.protocol.FlightService", "wadi.v1.Plugins", "wadi.v1.Pipelines");
  }

  /// Unpacked they could be of any size.
  @Test
  void compressedMessagesAreRefused() {
    byte[] question = RawCalls.framed(ListPluginsRequest.getDefaultInstance());
    Outcome said = calls.call("/wadi.v1.Plugins/List", question, Map.of("grpc-encoding", "gzip"));
    assertThat(said.status()).isEqualTo(UNIMPLEMENTED);
    assertThat(said.message()).contains("compressed");

    byte[] unsaid =
        RawCalls.framed(
            UploadRequest.newBuilder().setPiece(ByteString.copyFrom(new byte[] {1})).build());
    unsaid[0] = 1;
    assertThat(calls.call("/wadi.v1.Plugins/Upload", unsaid).status()).isEqualTo(INVALID_ARGUMENT);
  }

  /// Whatever comes in, there is an answer, and it is no error of the server's own.
  @Test
  void randomBytes() {
    var random = new Random(7);
    for (String method :
        List.of(
            "Plugins/Upload",
            "Plugins/Get",
            "Plugins/List",
            "Plugins/Grant",
            "Plugins/Remove",
            "Pipelines/Submit",
            "Pipelines/Get",
            "Pipelines/List",
            "Pipelines/Stop",
            "Pipelines/Restart",
            "Pipelines/Remove",
            "Pipelines/Watch")) {
      for (int round = 0; round < 20; round++) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        Outcome outcome = calls.call("/wadi.v1." + method, bytes);
        assertThat(outcome.status()).as("%s: %s", method, outcome).isNotIn(INTERNAL, UNKNOWN);
        // A frame that is whole, with bytes that are no text.
        outcome = call("wadi.v1." + method, BytesValue.of(ByteString.copyFrom(bytes)));
        assertThat(outcome.status()).as("%s: %s", method, outcome).isNotIn(INTERNAL, UNKNOWN);
      }
    }
  }
}
