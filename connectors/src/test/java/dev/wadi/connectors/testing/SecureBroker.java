package dev.wadi.connectors.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A broker that speaks all of Kafka's protocols, each at an address of its own. One user may log
/// in, with PLAIN or SCRAM.
public final class SecureBroker implements AutoCloseable {
  public static final String USER = "alice";
  public static final String PASSWORD = "secret of \"alice\" \\";

  private static final List<String> LISTENERS = List.of("SASL_PLAINTEXT", "SSL", "SASL_SSL");

  private final KafkaClusterTestKit cluster;
  private final KafkaBroker broker;
  private final Certificates certificates;
  private final Path folder;

  /// Gives tests the broker, and ends it after the last one.
  public static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SecureBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.GLOBAL)
          .computeIfAbsent(SecureBroker.class, _ -> start(), SecureBroker.class);
    }
  }

  private SecureBroker(KafkaClusterTestKit cluster, Certificates certificates, Path folder) {
    this.cluster = cluster;
    this.broker = new KafkaBroker(cluster);
    this.certificates = certificates;
    this.folder = folder;
  }

  private static SecureBroker start() {
    try {
      Path folder = Files.createTempDirectory("secure-broker");
      Certificates certificates = Certificates.in(folder);
      KafkaClusterTestKit cluster = KafkaBroker.cluster(configs(certificates));
      var secure = new SecureBroker(cluster, certificates, folder);
      secure.addScramUser();
      return secure;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> configs(Certificates certificates) {
    String plain = "org.apache.kafka.common.security.plain.PlainLoginModule";
    String scram = "org.apache.kafka.common.security.scram.ScramLoginModule";
    String password = PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
    Map<String, String> configs = new HashMap<>();
    configs.put(
        "listeners",
        "EXTERNAL://localhost:0,CONTROLLER://localhost:0,SASL_PLAINTEXT://localhost:0,"
            + "SSL://localhost:0,SASL_SSL://localhost:0");
    configs.put(
        "listener.security.protocol.map",
        "EXTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,"
            + "SASL_SSL:SASL_SSL");
    configs.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    configs.put("ssl.keystore.location", certificates.keyStore());
    configs.put("ssl.keystore.type", "PKCS12");
    configs.put("ssl.keystore.password", Certificates.PASSWORD);
    configs.put("ssl.key.password", Certificates.PASSWORD);
    for (String listener : List.of("sasl_plaintext", "sasl_ssl")) {
      String prefix = "listener.name.%s.".formatted(listener);
      configs.put(
          prefix + "plain.sasl.jaas.config",
          "%s required user_%s=\"%s\";".formatted(plain, USER, password));
      configs.put(prefix + "scram-sha-256.sasl.jaas.config", scram + " required;");
      configs.put(prefix + "scram-sha-512.sasl.jaas.config", scram + " required;");
    }
    return configs;
  }

  private void addScramUser() {
    for (ScramMechanism mechanism :
        List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
      var info = new ScramCredentialInfo(mechanism, 4096);
      try {
        broker
            .admin()
            .alterUserScramCredentials(
                List.of(new UserScramCredentialUpsertion(USER, info, PASSWORD)))
            .all()
            .get();
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// The same, for whoever needs no login.
  public KafkaBroker broker() {
    return broker;
  }

  /// Where a protocol is spoken.
  ///
  /// @param protocol `SASL_PLAINTEXT`, `SSL` or `SASL_SSL`
  public String servers(String protocol) {
    if (!LISTENERS.contains(protocol)) {
      throw new IllegalArgumentException(protocol);
    }
    int port = cluster.brokers().values().iterator().next().boundPort(new ListenerName(protocol));
    return "localhost:" + port;
  }

  /// The certificate of the authority that the broker's own is signed by.
  public String caPem() {
    return certificates.caPem();
  }

  @Override
  public void close() {
    broker.close();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }
          });
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
