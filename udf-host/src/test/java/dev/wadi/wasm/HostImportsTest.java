package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What guests get from the host that WASI does not know.
class HostImportsTest extends CallingFixture {
  private FieldVector headers(String... headers) {
    var vector =
        (ListVector) own(signature("fetch").arguments().get(2).createVector(scope.allocator()));
    vector.allocateNew();
    int item = vector.startNewValue(0);
    for (String header : headers) {
      ((VarCharVector) vector.getDataVector()).setSafe(item++, header.getBytes());
    }
    vector.endValue(0, headers.length);
    vector.setValueCount(1);
    return vector;
  }

  private String fetch(String method, String url, String body, String... headers) {
    ScalarFunction fetch = open(registry, signature("fetch"));
    FieldVector result = call(fetch, texts(method), texts(url), headers(headers), texts(body));
    return (String) values(result).getFirst();
  }

  private WadiException failure(String method, String url, String body, String... headers) {
    return catchThrowableOfType(WadiException.class, () -> fetch(method, url, body, headers));
  }

  @Test
  void requestsReachAGrantedHost() {
    grantServer();
    assertThat(fetch("POST", server.url() + "/echo?a=%20b", "text", "x-test: yes"))
        .startsWith("200\n")
        .contains("content-length: ")
        .endsWith("POST /echo?a=%20b host=127.0.0.1:" + server.port() + " x-test=yes text");
    assertThat(fetch("GET", server.url() + "/cities/unknown", null)).startsWith("404\n");
    assertThat(fetch("GET", server.url() + "/cities/broken", null)).startsWith("500\n");
  }

  @Test
  void aNameThatIsGrantedIsAskedForByName() {
    grant("http:localhost:" + server.port());
    assertThat(fetch("GET", "http://localhost:" + server.port() + "/echo", null))
        .contains("host=localhost:" + server.port());
  }

  @Test
  void redirectsAreNotFollowed() {
    grantServer();
    assertThat(fetch("GET", server.url() + "/cities/moved", null))
        .startsWith("302\n")
        .contains("location: " + server.url() + "/cities/LHR");
    assertThat(server.requests()).isOne();
  }

  @Test
  void withoutAGrantACallNamesIt() {
    WadiException error = failure("GET", server.url() + "/echo", null);
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_FORBIDDEN);
    assertThat(error).hasMessageContaining("it was not granted http:127.0.0.1:" + server.port());
    assertThat(error.hint()).hasValue("an administrator can: ./wadi plugin grant calling ...");
    assertThat(server.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/",
        "http://127.0.0.1/",
        "https://127.0.0.1/",
        "http://localhost:PORT/",
        "http://127.0.0.2:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://0.0.0.0:PORT/",
        "http://2130706433:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://example.com:PORT/",
        "http://127.0.0.1.example.com:PORT/",
      })
  void otherHostsAndPortsAreForbidden(String url) {
    grantServer();
    String asked = url.replace("PORT", String.valueOf(server.port()));
    assertThat(failure("GET", asked, null).code()).isEqualTo(ErrorCode.PLUGIN_FORBIDDEN);
    assertThat(server.requests()).isZero();
  }

  @Test
  void aNameThatLeadsToTheMachineItselfIsForbidden() {
    grant("http:localhost.localdomain:" + server.port(), "http:ip6-localhost:" + server.port());
    for (String name : List.of("localhost.localdomain", "ip6-localhost")) {
      WadiException error = failure("GET", "http://" + name + ":" + server.port() + "/", null);
      // Where the name is not known, there is nobody to ask.
      assertThat(error.getMessage())
          .containsAnyOf("reaches only if it is granted itself", "is not known");
    }
    assertThat(server.requests()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, file:///etc/passwd, is not a URL of http or https",
    "GET, ftp://127.0.0.1/, is not a URL of http or https",
    "GET, http://user:secret@127.0.0.1:PORT/, is not a URL of a host and nothing else",
    "GET, //127.0.0.1/, is not a URL of http or https",
    "GET, http:///echo, is not a URL",
    "GET, http://127.0.0.1:PORT/a b, is not a URL",
    "GET, 'http://127.0.0.1:PORT/\r\nhost: x', is not a URL",
    "CONNECT, http://127.0.0.1:PORT/, is not a method that plugins use",
    "get, http://127.0.0.1:PORT/, is not a method that plugins use",
    "'GET / HTTP/1.1\r\nx: y\r\n\r\nGET', http://127.0.0.1:PORT/, is not a method",
  })
  void whatIsNoRequestIsNotSent(String method, String url, String reason) {
    grantServer();
    WadiException error = failure(method, url.replace("PORT", String.valueOf(server.port())), null);
    assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_ERROR);
    assertThat(error).hasMessageContaining(reason);
    assertThat(server.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-a: b\r\nx-b: c",
        "x-a: b\nx-b: c",
        "x-a: b\rc",
        "x a: b",
        "Host: example.com",
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "Connection: close",
        "Proxy-Authorization: x",
        ": b",
        "x-a: \u00e4",
      })
  void headersThatAreNotThePluginsToSetAreRefused(String header) {
    grantServer();
    assertThat(failure("GET", server.url() + "/echo", null, header))
        .hasMessageMatching("(?s).*(is not a header|is not for plugins to set).*");
    assertThat(server.requests()).isZero();
  }

  @Test
  void aServerThatNeverAnswersCostsTheTimeOfTheCall() {
    PluginRegistry hasty = new PluginRegistry(LIMITS.withBatchMillis(200));
    PluginModule own = hasty.add(GuestSdkTest.bytesOf("calling"));
    hasty.grant(own, Grants.parse(List.of("http:127.0.0.1:" + server.port())));
    ScalarFunction often = open(hasty, own.functions().get(1));
    WadiException error =
        catchThrowableOfType(
            WadiException.class,
            () -> call(often, texts(server.url() + "/cities/never"), longs(1_000L)));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_TIMEOUT);
  }

  @Test
  void aHugeReplyIsTakenUpToALimit() {
    grantServer();
    assertThat(fetch("GET", server.url() + "/cities/huge", null)).hasSizeGreaterThan(2 << 20);
  }

  @Test
  void figuresGoWhereTheJobWantsThem() {
    grant("metrics");
    List<String> measured = new ArrayList<>();
    PluginMetrics metrics =
        (name, kind, figure, value) ->
            measured.add("%s %s %s %s".formatted(name, kind, figure, value));
    var functions = registry.measuredBy(metrics);
    call(open(functions, signature("tally")), texts("rows_seen"), doubles(2.0));
    call(open(functions, signature("observe")), texts("size"), doubles(-0.5));
    assertThat(measured)
        .containsExactly("calling COUNTER rows_seen 2.0", "calling HISTOGRAM size -0.5");
  }

  @Test
  void tooManyFiguresAreATrap() {
    grant("metrics");
    var functions = registry.measuredBy((_, _, _, _) -> false);
    WadiException error =
        catchThrowableOfType(
            WadiException.class,
            () -> call(open(functions, signature("tally")), texts("rows_seen"), doubles(2.0)));
    assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_TRAPPED);
    assertThat(error).hasMessageContaining("one too many");
  }

  @Test
  void settingsAreFoundByName() {
    grant("env:BASE=http://x", "env:B=y=z");
    ScalarFunction setting = open(registry, signature("setting"));
    assertThat(values(call(setting, texts("BASE", "B", "BAS", "C"))))
        .containsExactly("http://x", "y=z", null, null);
  }

  @Test
  void linesOfTheLogAreLimited() {
    ScalarFunction note = open(registry, signature("note"));
    assertThat(values(call(note, texts("a line"), longs(10_000L)))).containsExactly(true);
  }
}
