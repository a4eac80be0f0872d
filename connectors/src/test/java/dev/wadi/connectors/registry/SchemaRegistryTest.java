package dev.wadi.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.registry.StoredSchema.Reference;
import dev.wadi.connectors.testing.FakeRegistry;
import dev.wadi.connectors.testing.Reading;
import dev.wadi.sdk.connector.Options;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SchemaRegistryTest {
  private static final String V1 =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}";
  private static final String OTHER =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"long\"}]}";

  private final FakeRegistry fake = FakeRegistry.start();

  @AfterEach
  void close() {
    fake.close();
  }

  private static SchemaRegistry registry(String endpoint, String... login) {
    String[] options = {"schema_registry.endpoint", endpoint};
    if (login.length > 0) {
      options =
          new String[] {
            "schema_registry.endpoint", endpoint,
            "schema_registry.api_key", login[0],
            "schema_registry.api_secret", login[1]
          };
    }
    var table = Reading.table("kafka", new Schema(List.of()), options);
    return RegistryOptions.of(Options.of(table, RegistryOptions.OPTIONS)).orElseThrow();
  }

  private static void assertFails(ThrowingCallable call, String message, String hint) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
              assertThat(e.hint().orElse("")).contains(hint);
            });
  }

  @Test
  void schemasAreRegisteredAndFound() {
    SchemaRegistry registry = registry(fake.endpoint() + "/");
    int id = registry.register("a/b c-value", V1);
    assertThat(registry.register("a/b c-value", V1)).isEqualTo(id);
    var stored = new StoredSchema("AVRO", V1, List.of());
    assertThat(registry.byId(id)).contains(stored);
    assertThat(registry.latest("a/b c-value")).contains(stored);
    assertThat(registry.byId(17)).isEmpty();
    assertThat(registry.latest("unknown")).isEmpty();
    assertThat(fake.requests()).contains("POST /subjects/a%2Fb%20c-value/versions");
  }

  @Test
  void otherTypesAndReferencesAreTold() {
    fake.register("p", "PROTOBUF", "message M {}");
    int id = fake.registerReferring("q", V1, "p");
    SchemaRegistry registry = registry(fake.endpoint());
    Reference reference = new Reference("p", 1);
    assertThat(registry.byId(id).orElseThrow().references()).containsExactly(reference);
    assertThat(registry.referenced(reference).type()).isEqualTo("PROTOBUF");
  }

  @Test
  void whatMayChangeIsTriedAgain() {
    int id = fake.register("s", V1);
    fake.fail(503, 2);
    assertThat(registry(fake.endpoint()).byId(id)).isPresent();
    assertThat(fake.requests()).hasSize(3);
    fake.fail(500, 100);
    assertFails(
        () -> registry(fake.endpoint()).byId(id), "schema 1: status 500: out of order", "run");
  }

  @Test
  void whoIsNotLetInIsTold() {
    fake.requireLogin("wadi", "right");
    int id = fake.register("s", V1);
    assertThat(registry(fake.endpoint(), "wadi", "right").byId(id)).isPresent();
    assertFails(
        () -> registry(fake.endpoint(), "wadi", "wrong").byId(id),
        "does not let us in (status 401: Unauthorized)",
        "schema_registry.api_secret");
    assertThatThrownBy(() -> registry(fake.endpoint()).register("s", V1))
        .isInstanceOf(WadiException.class);
  }

  @Test
  void whatASubjectDoesNotTakeIsTold() {
    fake.register("s", V1);
    assertFails(
        () -> registry(fake.endpoint()).register("s", OTHER),
        "under subject 's': status 409: Schema being registered is incompatible",
        "value.subject");
  }

  @Test
  void aRegistryThatIsNotThereIsTold() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String address = "http://127.0.0.1:" + port;
    assertFails(() -> registry(address).byId(1), address + ": no answer", "endpoint");
  }

  @Test
  void whatIsNoRegistryIsTold() {
    int id = fake.register("s", V1);
    fake.fail(200, 1);
    assertFails(
        () -> registry(fake.endpoint()).latest("s"), "is not what a registry says", "endpoint");
    fake.fail(404, 1);
    assertThat(registry(fake.endpoint()).byId(id)).isEmpty();
    fake.fail(302, 1);
    assertFails(() -> registry(fake.endpoint()).byId(id), "schema 1: status 302", "endpoint");
  }

  @Test
  void anAnswerThatDoesNotEndIsNotWaitedFor() {
    fake.fallSilent();
    var calls = new RegistryCalls(fake.endpoint(), Optional.empty(), 100);
    assertFails(() -> new SchemaRegistry(calls).byId(1), "no answer (none in time)", "run");
  }

  @Test
  void anAddressMustBeOne() {
    for (String wrong :
        List.of("registry:8081", "ftp://registry", "http://", "http://me:pw@registry", "a b")) {
      assertThatThrownBy(() -> registry(wrong))
          .hasMessageContaining("schema_registry.endpoint")
          .hasMessageNotContaining("pw")
          .isInstanceOfSatisfying(
              WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION));
    }
  }
}
