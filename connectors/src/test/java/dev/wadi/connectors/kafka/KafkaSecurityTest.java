package dev.wadi.connectors.kafka;

import static dev.wadi.connectors.kafka.KafkaTables.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connectors.testing.SecureBroker;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.MemoryScope;
import dev.wadi.sdk.connector.GrowingSource;
import dev.wadi.sdk.connector.LeftOut;
import dev.wadi.sdk.connector.Sink.WriteContext;
import dev.wadi.sdk.connector.Source.Split;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.connector.TwoPhaseSink;
import dev.wadi.sdk.connector.TwoPhaseSink.Recovery;
import dev.wadi.sdk.connector.TwoPhaseWriter;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.BigIntVector;
import org.apache.kafka.common.IsolationLevel;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Brokers that do not let everybody in.
@Timeout(120)
@ExtendWith({NoLeaks.class, SecureBroker.Extension.class})
class KafkaSecurityTest {
  private static TableDefinition table(
      SecureBroker secure, String protocol, String topic, String... options) {
    List<String> all = new ArrayList<>(List.of("bootstrap_servers", secure.servers(protocol)));
    all.addAll(List.of(options));
    return KafkaTables.json(secure.broker(), topic, List.of(NUMBER), all.toArray(String[]::new));
  }

  private static String[] login(
      SecureBroker secure, String mechanism, String protocol, String password, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "auth.type", "sasl",
                "auth.mechanism", mechanism,
                "auth.protocol", protocol,
                "auth.username", SecureBroker.USER,
                "auth.password", password));
    if (protocol.equals("SASL_SSL")) {
      options.addAll(List.of("client_configs", "ssl.ca.location=" + secure.caPem()));
    }
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private static void write(Consumer<Batch> writer, long number) {
    try (var memory = MemoryScope.unlimited()) {
      var numbers = new BigIntVector("n", memory.allocator());
      numbers.allocateNew(1);
      numbers.set(0, number);
      numbers.setValueCount(1);
      try (Batch batch = Batch.of(List.of(Column.of(numbers)), 1)) {
        writer.accept(batch);
      }
    }
  }

  private static void writeOnce(TableDefinition table, long number) {
    try (var writer = new KafkaConnector().sink(table).open(new WriteContext(0, 1, "j", false))) {
      write(writer::write, number);
      writer.finish();
    }
  }

  private static void assertGoesBothWays(TableDefinition sink, TableDefinition source) {
    assertThat(new KafkaConnector().test(source)).contains("has 1 partitions");
    writeOnce(sink, 1);
    assertThat(KafkaRows.read(source, 1)).containsExactly("{\"n\":1}");
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, SASL_PLAINTEXT",
    "SCRAM-SHA-256, SASL_PLAINTEXT",
    "SCRAM-SHA-512, SASL_PLAINTEXT",
    "PLAIN, SASL_SSL",
    "SCRAM-SHA-256, SASL_SSL"
  })
  void whoHasAPasswordIsLetIn(String mechanism, String protocol, SecureBroker secure) {
    String topic = secure.broker().topic("login", 1);
    String[] login = login(secure, mechanism, protocol, SecureBroker.PASSWORD);
    assertGoesBothWays(
        table(secure, protocol, topic, login),
        table(
            secure,
            protocol,
            topic,
            login(
                secure, mechanism, protocol, SecureBroker.PASSWORD, "source.offset", "earliest")));
  }

  @Test
  void authoritiesOfOnesOwnAreTrusted(SecureBroker secure) {
    String topic = secure.broker().topic("tls", 1);
    String configs = "security.protocol=SSL,ssl.ca.location=" + secure.caPem();
    assertGoesBothWays(
        table(secure, "SSL", topic, "client_configs", configs),
        table(secure, "SSL", topic, "client_configs", configs, "source.offset", "earliest"));
  }

  @Test
  void transactionsAreCommittedByWhoIsLetIn(SecureBroker secure) {
    String topic = secure.broker().topic("secure-once", 1);
    String[] login = login(secure, "SCRAM-SHA-256", "SASL_SSL", SecureBroker.PASSWORD);
    List<String> options = new ArrayList<>(List.of(login));
    options.addAll(List.of("sink.commit_mode", "exactly_once"));
    var sink =
        (TwoPhaseSink)
            new KafkaConnector()
                .sink(table(secure, "SASL_SSL", topic, options.toArray(String[]::new)));
    var recovery = new Recovery("secure-0", List.of());
    sink.recover(recovery);
    try (TwoPhaseWriter writer = sink.openTwoPhase(new WriteContext(0, 1, "r1", false), recovery)) {
      write(writer::write, 7);
      writer.commit(writer.prepare(1));
    }
    assertThat(secure.broker().values(topic, IsolationLevel.READ_COMMITTED))
        .containsExactly("{\"n\":7}");
  }

  private static void assertRefused(ThrowingCallable call, String message, String hint) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .hasMessageNotContaining("wrong-one")
        .isInstanceOfSatisfying(
            WadiException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SYSTEM_FAILED);
              assertThat(e.hint().orElse("")).contains(hint);
            });
  }

  /// Whichever way brokers are first spoken to.
  private static void assertRefused(TableDefinition table, String message, String hint) {
    assertRefused(() -> new KafkaConnector().test(table), message, hint);
    var source = (GrowingSource) new KafkaConnector().source(table);
    assertRefused(() -> source.splits(1), message, hint);
    assertRefused(
        () -> KafkaRows.read(table, source, new Split("0", "0"), 1, LeftOut.NOBODY), message, hint);
    assertRefused(() -> writeOnce(table, 1), message, hint);
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, SASL_PLAINTEXT",
    "SCRAM-SHA-256, SASL_PLAINTEXT",
    "PLAIN, SASL_SSL",
    "SCRAM-SHA-256, SASL_SSL"
  })
  @Timeout(30)
  void aWrongPasswordIsTold(String mechanism, String protocol, SecureBroker secure) {
    String topic = secure.broker().topic("wrong", 1);
    assertRefused(
        table(secure, protocol, topic, login(secure, mechanism, protocol, "wrong-one")),
        "the brokers do not let us in",
        "auth.type");
  }

  @Test
  @Timeout(30)
  void aCertificateThatIsNotTrustedIsTold(SecureBroker secure) {
    String topic = secure.broker().topic("untrusted", 1);
    assertRefused(
        table(secure, "SSL", topic, "client_configs", "security.protocol=SSL"),
        "TLS does not come about",
        "ssl.ca.location");
    TableDefinition login =
        table(
            secure,
            "SASL_SSL",
            topic,
            "auth.type",
            "sasl",
            "auth.mechanism",
            "PLAIN",
            "auth.protocol",
            "SASL_SSL",
            "auth.username",
            SecureBroker.USER,
            "auth.password",
            SecureBroker.PASSWORD);
    assertRefused(login, "TLS does not come about", "ssl.ca.location");
  }

  @Test
  void anAuthorityThatIsNotThereIsTold(SecureBroker secure) {
    String configs = "security.protocol=SSL,ssl.ca.location=/nowhere/ca.pem";
    TableDefinition table = table(secure, "SSL", "any", "client_configs", configs);
    assertRefused(() -> new KafkaConnector().test(table), "/nowhere/ca.pem", "ssl.ca.location");
  }

  @Test
  void modulesThatLogInAreNotNamedInSql(SecureBroker secure) {
    String configs =
        "security.protocol=SASL_PLAINTEXT,sasl.mechanism=OAUTHBEARER,sasl.jaas.config=x";
    TableDefinition table = table(secure, "SASL_PLAINTEXT", "any", "client_configs", configs);
    assertThatThrownBy(() -> new KafkaConnector().test(table))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION))
        .hasMessageContaining("sasl.jaas.config");
  }
}
