package dev.wadi.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.connector.Connector;
import org.junit.jupiter.api.Test;

class ConnectorsTest {
  @Test
  void namesAreSortedAndUnique() {
    assertThat(Connectors.all().stream().map(Connector::name))
        .containsExactly(
            "blackhole",
            "filesystem",
            "impulse",
            "kafka",
            "nexmark",
            "redis",
            "single_file",
            "stdout");
  }

  @Test
  void everythingIsDescribed() {
    for (Connector connector : Connectors.all()) {
      assertThat(connector.description()).isNotBlank();
      assertThat(connector.options()).allMatch(option -> !option.description().isBlank());
      assertThat(connector.options().stream().map(Connector.Option::name)).doesNotHaveDuplicates();
    }
  }
}
