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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the other SDKs make of the host's functions is what guests in Rust get.
class CallingSdkTest extends CallingFixture {
  private final List<String> measured = new ArrayList<>();

  /// Their names begin with the language's.
  private List<FunctionSignature> functions(String language) {
    String guest = language.equals("c") ? "calling-c" : "calling-assemblyscript";
    PluginModule plugin = registry.add(GuestSdkTest.bytesOf(guest));
    registry.grant(plugin, Grants.parse(List.of("metrics", "http:127.0.0.1:" + server.port())));
    return plugin.functions();
  }

  private FunctionSignature function(String language, String name) {
    return functions(language).stream()
        .filter(f -> f.name().equals(language + "_" + name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "as"})
  void requestsAreSentAndMeasured(String language) {
    PluginMetrics metrics = (_, kind, name, value) -> measured.add(kind + " " + name + " " + value);
    var fetch = open(registry.measuredBy(metrics), function(language, "fetch"));
    FieldVector result =
        call(
            fetch,
            texts(server.url() + "/echo", server.url() + "/cities/LHR"),
            texts("x-test: one", "x-test: two"));
    assertThat(values(result))
        .containsExactly(
            "GET /echo host=127.0.0.1:%d x-test=one ".formatted(server.port()), "London");
    assertThat(measured).contains("COUNTER fetched 1.0", "HISTOGRAM bytes 6.0");
    assertThat(
            values(
                call(open(registry, function(language, "headers")), texts(server.url() + "/echo"))))
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "as"})
  void aRequestThatCannotBeSentHasNoResponse(String language) {
    var fetch = open(registry, function(language, "fetch"));
    assertThatThrownBy(() -> call(fetch, texts("nowhere"), texts("a: b")))
        .isInstanceOf(WadiException.class)
        .hasMessageContaining("no response");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "as"})
  void resultsComeLater(String language) {
    FunctionSignature signature = function(language, "ask");
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
