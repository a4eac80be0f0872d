package dev.wadi.wasm.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHostTest {
  @ParameterizedTest
  @CsvSource({
    "api.example.com, api.example.com",
    "API.Example.com:8443, api.example.com:8443",
    "*.example.com, *.example.com",
    "localhost:8080, localhost:8080",
    "10.0.0.1, 10.0.0.1",
    "10.1, 10.0.0.1",
    "[::1]:80, [0:0:0:0:0:0:0:1]:80",
    "[::ffff:10.0.0.1], 10.0.0.1",
  })
  void isReadAndWritten(String text, String usual) {
    assertThat(HttpHost.parse(text).map(HttpHost::text)).hasValue(usual);
    assertThat(HttpHost.parse(usual)).isEqualTo(HttpHost.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a.*",
        "*.10.0.0.1",
        "http://a",
        "a/b",
        "a b",
        "a:0",
        "a:65536",
        "a:",
        ":80",
        "a..b",
        "user@a",
        "[::1",
        "::1",
        "\u00e4.com",
      })
  void otherTextsAreNone(String text) {
    assertThat(HttpHost.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com, http://api.example.com/x, true",
    "api.example.com, https://API.EXAMPLE.COM/, true",
    "api.example.com, http://api.example.com:443/, false",
    "api.example.com, https://api.example.com:80/, false",
    "api.example.com, http://api.example.com./, false",
    "api.example.com, http://example.com/, false",
    "api.example.com, http://xapi.example.com/, false",
    "api.example.com, http://api.example.com.evil.com/, false",
    "api.example.com:8080, http://api.example.com:8080/, true",
    "api.example.com:8080, https://api.example.com:8080/, true",
    "api.example.com:8080, http://api.example.com/, false",
    "*.example.com, http://a.b.example.com/, true",
    "*.example.com, http://example.com/, false",
    "*.example.com, http://aexample.com/, false",
    "10.0.0.1, http://[::ffff:10.0.0.1]/, true",
    "10.0.0.1, http://10.0.0.2/, false",
  })
  void coversItsOwnRequests(String host, String url, boolean covered) throws HttpProblem {
    var hosts = new AllowedHosts(List.of(HttpHost.parse(host).orElseThrow()));
    OutgoingRequest request = OutgoingRequest.of("GET", url, List.of(), null);
    boolean allowed = true;
    try {
      hosts.check(request);
    } catch (HttpProblem e) {
      assertThat(e.kind()).isEqualTo(HttpProblem.Kind.FORBIDDEN);
      assertThat(e).hasMessageContaining(request.wanted());
      allowed = false;
    }
    assertThat(allowed).isEqualTo(covered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::254",
      })
  void someAddressesAreGuarded(String address) {
    assertThat(AddressRules.isGuarded(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "172.31.0.1", "192.168.1.1", "100.64.0.1", "fd12::1", "2002:a00:1::"})
  void someArePrivate(String address) {
    assertThat(AddressRules.isGuarded(InetAddress.ofLiteral(address))).isFalse();
    assertThat(AddressRules.isPrivate(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "100.128.0.1", "172.32.0.1", "2606:2800:220:1::1"})
  void othersAreTheWorld(String address) {
    assertThat(AddressRules.isGuarded(InetAddress.ofLiteral(address))).isFalse();
    assertThat(AddressRules.isPrivate(InetAddress.ofLiteral(address))).isFalse();
  }
}
