package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.AsyncFunction.Answer;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.Rejection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.vector.FieldVector;
import org.junit.jupiter.api.Test;

/// Functions whose results come later: requests are made of arguments, and results of responses.
class AsyncFunctionTest extends CallingFixture {
  private AsyncFunction openAsync() {
    return own(registry.openAsync(signature("ask"), scope.allocator()));
  }

  private List<FieldVector> arguments(List<String> words, String body) {
    int rows = words.size();
    return List.of(
        texts(words.stream().map(w -> server.url() + "/cities/" + w).toArray(String[]::new)),
        texts(Collections.nCopies(rows, "h").toArray(String[]::new)),
        texts(Collections.nCopies(rows, body).toArray(String[]::new)));
  }

  private List<CompletableFuture<Answer>> ask(AsyncFunction function, String... words) {
    return function.request(arguments(List.of(words), "text"), words.length);
  }

  private static List<Answer> joined(List<CompletableFuture<Answer>> pending) {
    return pending.stream().map(CompletableFuture::join).toList();
  }

  private static String reason(CompletableFuture<Answer> pending) {
    return ((Answer.Failed) pending.join()).reason();
  }

  @Test
  void saysHowItIsToBeCalled() {
    assertThat(signature("ask").kind()).isEqualTo(new FunctionKind.Async(true, 4, 1_000, 2));
    assertThat(signature("ask").kind().label()).isEqualTo("async");
  }

  @Test
  void resultsAreMadeOfResponses() {
    grantServer();
    AsyncFunction function = openAsync();
    List<FieldVector> arguments = arguments(List.of("LHR", "nowhere"), "text");
    List<Answer> answers = joined(function.request(arguments, 2));
    FieldVector result = own(signature("ask").result().createVector(scope.allocator()));
    assertThat(function.result(arguments, answers, result)).isEmpty();
    assertThat(values(result)).containsExactly("200 London", "404 unknown");
  }

  @Test
  void requestsHaveHeadersAndBody() {
    grantServer();
    AsyncFunction function = openAsync();
    List<FieldVector> arguments =
        List.of(texts(server.url() + "/echo"), texts("a header"), texts("a body"));
    Answer.Reply reply = (Answer.Reply) function.request(arguments, 1).getFirst().join();
    assertThat(new String(reply.body()))
        .isEqualTo("POST /echo host=127.0.0.1:%d x-test=a header a body".formatted(server.port()));
    assertThat(reply.headers()).anyMatch(header -> header.startsWith("content-length: "));
  }

  @Test
  void rowsWithoutARequestOrAnArgumentAreNotAskedFor() {
    grantServer();
    AsyncFunction function = openAsync();
    List<FieldVector> arguments =
        List.of(texts("x", null, "x"), texts("h", "h", "h"), texts("", "text", "rejected"));
    List<Answer> answers = new ArrayList<>(joined(function.request(arguments, 3)));
    assertThat(answers)
        .containsExactly(new Answer.None(), new Answer.None(), new Answer.Failed("not asked"));
    answers.set(2, new Answer.None());
    FieldVector result = own(signature("ask").result().createVector(scope.allocator()));
    assertThat(function.result(arguments, answers, result)).isEmpty();
    assertThat(values(result)).containsExactly("nothing", null, "nothing");
    assertThat(server.requests()).isZero();
  }

  @Test
  void aResponseMayBeRejected() {
    grantServer();
    AsyncFunction function = openAsync();
    List<FieldVector> arguments = arguments(List.of("LHR", "reject"), "text");
    List<Answer> answers = joined(function.request(arguments, 2));
    FieldVector result = own(signature("ask").result().createVector(scope.allocator()));
    assertThat(function.result(arguments, answers, result))
        .containsExactly(new Rejection(1, "text is rejected"));
    assertThat(values(result)).containsExactly("200 London", null);
  }

  @Test
  void aFailureForNowIsTriedAgain() {
    grantServer();
    var reply = (Answer.Reply) ask(openAsync(), "flaky%20a").getFirst().join();
    assertThat(new String(reply.body())).isEqualTo("at last");
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void aServerThatGoesOnFailingFailsTheRow() {
    grantServer();
    assertThat(reason(ask(openAsync(), "broken").getFirst()))
        .isEqualTo("the server answered 500 to the last try");
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void aServerThatNeverAnswersFailsTheRowInTime() {
    grantServer();
    assertThat(reason(ask(openAsync(), "never").getFirst()))
        .isEqualTo("no reply from 127.0.0.1 within 1,000 ms");
  }

  @Test
  void aHugeReplyFailsTheRow() {
    grantServer();
    assertThat(reason(ask(openAsync(), "huge").getFirst()))
        .isEqualTo("127.0.0.1 replies with more than 1,048,576 bytes");
    assertThat(server.requests()).isOne();
  }

  @Test
  void redirectsAreResponses() {
    grantServer();
    var reply = (Answer.Reply) ask(openAsync(), "moved").getFirst().join();
    assertThat(reply.status()).isEqualTo(302);
    assertThat(server.requests()).isOne();
  }

  @Test
  void manyAreOnTheirWayAtOnce() {
    grantServer();
    assertThat(joined(ask(openAsync(), "wait%20a", "wait%20a", "go%20a")))
        .allMatch(answer -> ((Answer.Reply) answer).status() == 200);
  }

  @Test
  void aRequestCanBeGivenUp() {
    grantServer();
    CompletableFuture<Answer> pending = ask(openAsync(), "wait%20b").getFirst();
    pending.cancel(true);
    assertThat(pending).isCancelled();
  }

  @Test
  void withoutAGrantTheQueryFails() {
    Throwable error = catchThrowable(() -> ask(openAsync(), "LHR").getFirst().join());
    WadiException cause = (WadiException) error.getCause();
    assertThat(cause.code()).isEqualTo(ErrorCode.PLUGIN_FORBIDDEN);
    assertThat(cause).hasMessageContaining("not granted http:127.0.0.1:" + server.port());
    assertThat(server.requests()).isZero();
  }

  @Test
  void whatIsNoRequestFailsTheRow() {
    grantServer();
    List<FieldVector> arguments =
        List.of(
            texts("file:///etc/passwd", server.url() + "/echo"),
            texts("h", "a\r\nhost: b"),
            texts("b", "b"));
    List<CompletableFuture<Answer>> pending = openAsync().request(arguments, 2);
    assertThat(reason(pending.get(0))).contains("is not a URL of http or https");
    assertThat(reason(pending.get(1))).contains("is not a header");
    assertThat(server.requests()).isZero();
  }
}
