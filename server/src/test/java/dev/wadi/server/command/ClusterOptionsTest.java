package dev.wadi.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.cluster.ClusterSettings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClusterOptionsTest {
  private static Optional<ClusterSettings> settings(String... arguments) {
    return CommandLine.populateCommand(new ClusterOptions(), arguments).settings();
  }

  @Test
  void aServerThatJoinsNobodyIsAlone() {
    assertThat(settings("--cluster-port", "7")).isEmpty();
  }

  @Test
  void othersListenWhereThisOneDoes() {
    assertThat(settings("--join=a,b:7", "--cluster-port=9", "--cluster-host=10.0.0.5"))
        .contains(
            new ClusterSettings("wadi", "10.0.0.5", 9, List.of("a:9", "b:7"), Optional.empty()));
  }

  @Test
  void anotherUrlMayBeSaid() {
    assertThat(settings("--join=a", "--cluster-url=https://proxy:443", "--cluster-name=prod.1"))
        .contains(
            new ClusterSettings(
                "prod.1",
                ClusterSettings.DEFAULT_HOST,
                ClusterSettings.DEFAULT_PORT,
                List.of("a:5117"),
                Optional.of(URI.create("https://proxy:443"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--join=a:b",
        "--join=:7",
        "--join=a:0",
        "--join=a:70000",
        "--join=a:1:2",
        "--join=a --cluster-port=0",
        "--join=a --cluster-name=a/b",
        "--join=a --cluster-url=proxy:443",
        "--cluster-port=65536"
      })
  void whatCannotBeMeantIsAnError(String arguments) {
    assertThatThrownBy(() -> settings(arguments.split(" ")))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
