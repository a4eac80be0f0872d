package dev.wadi.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.server.catalog.PostgresAddress;
import dev.wadi.server.catalog.SharedCatalog;
import dev.wadi.server.catalog.TestPostgres;
import dev.wadi.server.doctor.Finding.Verdict;
import dev.wadi.server.http.HttpSettings;
import dev.wadi.server.http.ServerSettings;
import dev.wadi.server.http.SharedSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckupTest {
  @TempDir Path directory;

  private Finding look(String subject, int port, Path data, Clock clock) {
    return look(
        subject,
        ServerSettings.of(HttpSettings.of("127.0.0.1", port), Optional.of(data), 1),
        clock);
  }

  private static Finding look(String subject, ServerSettings settings, Clock clock) {
    return new Checkup(settings, clock)
        .checks().stream()
            .filter(check -> check.subject().equals(subject))
            .findFirst()
            .orElseThrow()
            .look()
            .get();
  }

  private Finding look(String subject, Path data) {
    return look(subject, 0, data, Clock.systemUTC());
  }

  @Test
  void aMachineThatIsFitIsFit() {
    Path data = directory.resolve("not/there/yet");
    for (String subject : List.of("java", "port", "data", "catalog", "clock")) {
      assertThat(look(subject, data).verdict()).as(subject).isEqualTo(Verdict.OK);
    }
    assertThat(data).doesNotExist();
  }

  @Test
  void aCatalogElsewhereMustAnswer() {
    PostgresAddress there = TestPostgres.empty();
    assertThat(catalog(there).verdict()).isEqualTo(Verdict.OK);
    var nobody =
        new PostgresAddress("127.0.0.1:1/wadi", "", Optional.of("dev"), Optional.of("swordfish"));
    assertFailure(catalog(nobody), "PostgreSQL");
    assertThat(catalog(nobody).text()).doesNotContain("swordfish");
  }

  private Finding catalog(PostgresAddress address) {
    var shared = new SharedCatalog(address, directory.resolve("key"));
    return look(
        "catalog",
        ServerSettings.temporary(1)
            .withShared(
                new SharedSettings(shared, Optional.empty(), SharedSettings.DEFAULT_SILENCE)),
        Clock.systemUTC());
  }

  @Test
  void whatIsWrongIsSaidWithARemedy() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertFailure(look("port", socket.getLocalPort(), directory, Clock.systemUTC()), "--port");
    }
    Path file = Files.writeString(directory.resolve("file"), "");
    assertFailure(look("data", file), "--data-dir");
    Clock young = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    assertFailure(look("clock", 0, directory, young), "set the clock");
    assertFailure(Checkup.java(17), "25 or newer");
  }

  private static void assertFailure(Finding finding, String remedy) {
    assertThat(finding.verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(finding.remedy()).contains(remedy);
  }

  @Test
  void whatOnlySlowsItDownIsAWarning() {
    Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
    assertThat(look("clock", 0, directory, wrong).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(Checkup.jit(List.of("-Xmx1g")).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(Checkup.jit(List.of("-XX:-DontCompileHugeMethods")).verdict()).isEqualTo(Verdict.OK);
    assertThat(Checkup.memory(100 << 20).verdict()).isEqualTo(Verdict.WARNING);
  }
}
