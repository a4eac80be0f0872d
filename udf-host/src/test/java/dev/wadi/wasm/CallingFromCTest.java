package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.AsyncFunction.Answer;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.PluginMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;

/// What the C header makes of the host's functions is what other guests get.
class CallingFromCTest extends CallingFixture {
  private final PluginModule ofC = registry.add(GuestSdkTest.bytesOf("calling-c"));
  private final List<String> measured = new ArrayList<>();

  private FunctionSignature ofC(String name) {
    return ofC.functions().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private void grantToC() {
    registry.grant(ofC, Grants.parse(List.of("metrics", "http:127.0.0.1:" + server.port())));
  }

  @Test
  void requestsAreSentAndMeasured() {
    grantToC();
    PluginMetrics metrics = (_, kind, name, value) -> measured.add(kind + " " + name + " " + value);
    var fetch = open(registry.measuredBy(metrics), ofC("c_fetch"));
    FieldVector result =
        call(
            fetch,
            texts(server.url() + "/echo", server.url() + "/cities/LHR"),
            texts("x-test: one", "x-test: two"));
    assertThat(values(result))
        .containsExactly(
            "GET /echo host=127.0.0.1:%d x-test=one ".formatted(server.port()), "London");
    assertThat(measured).contains("COUNTER fetched 1.0", "HISTOGRAM bytes 6.0");
    assertThat(values(call(open(registry, ofC("c_headers")), texts(server.url() + "/echo"))))
        .containsExactly(2);
  }

  @Test
  void aRequestThatCannotBeSentHasNoResponse() {
    grantToC();
    var fetch = open(registry, ofC("c_fetch"));
    assertThatThrownBy(() -> call(fetch, texts("nowhere"), texts("a: b")))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("no response");
  }

  @Test
  void resultsComeLater() {
    grantToC();
    FunctionSignature signature = ofC("c_ask");
    assertThat(signature.kind()).isEqualTo(new FunctionKind.Async(false, 7, 5_000, 2));
    AsyncFunction function = own(registry.openAsync(signature, scope.allocator()));
    String echo = server.url() + "/echo";
    List<FieldVector> arguments =
        List.of(
            texts(echo, echo, echo, server.url() + "/cities/LHR", server.url() + "/cities/x"),
            texts("x-test: a", "x-test: b", "x-test: c", "x-test: d", "x-test: e"),
            texts("body", "", "!", "b", "b"));
    List<Answer> answers =
        new ArrayList<>(
            function.request(arguments, 5).stream().map(CompletableFuture::join).toList());
    assertThat(answers.get(1)).isEqualTo(new Answer.None());
    assertThat(answers.set(2, new Answer.None())).isEqualTo(new Answer.Failed("not asked"));
    FieldVector result = own(signature.result().createVector(scope.allocator()));
    assertThat(function.result(arguments, answers, result)).isEmpty();
    String echoed = "POST /echo host=127.0.0.1:%d x-test=a body".formatted(server.port());
    assertThat(values(result)).containsExactly(echoed, "nothing", "nothing", "London", null);
  }
}
