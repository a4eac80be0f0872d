package dev.wadi.server.flight.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.WadiException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlightAddressTest {
  @ParameterizedTest
  @CsvSource({
    "grpc://host:7000, grpc://host:7000",
    "grpc://host, grpc://host:5116",
    "grpcs://host:7000, grpcs://host:7000",
    "grpc+tls://host:7000, grpcs://host:7000",
    "grpc+tcp://host:7000, grpc://host:7000",
    "http://host:8000, grpc://host:8001",
    "https://host, grpcs://host:5116",
    "http://[::1]:8000/, grpc://[::1]:8001",
  })
  void aUrlSaysWhere(URI url, String address) {
    assertThat(FlightAddress.of(url)).hasToString(address);
  }

  @Test
  void anAddressOfTheNetworkHasNoBrackets() {
    assertThat(FlightAddress.of(URI.create("grpc://[::1]:7000")).host()).isEqualTo("::1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host:5116", "ftp://host", "5116", "grpc:///"})
  void anythingElseIsRefused(URI url) {
    assertThatThrownBy(() -> FlightAddress.of(url))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("is no address");
  }
}
