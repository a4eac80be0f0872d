package dev.wadi.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.expression.Expression.OnRejection;
import dev.wadi.engine.plan.AsyncCall;
import dev.wadi.engine.testing.Plans;
import dev.wadi.engine.testing.Surroundings;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.testing.NoLeaks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class AsyncCallOperatorTest {
  private static final Schema INPUT = Plans.schema("k TEXT, v BIGINT, c BOOLEAN");

  private final Surroundings test = new Surroundings();
  private final AnsweringFunctions functions = new AnsweringFunctions();

  @AfterEach
  void nothingIsLeft() {
    test.close();
  }

  private static AsyncCall call(
      FunctionKind.Async kind, int condition, OnRejection rejected, boolean changelog) {
    Field text = INPUT.getFields().getFirst();
    FunctionSignature signature =
        new FunctionSignature(
            "f",
            new FunctionSignature.PluginRef("p", "1.0.0", "00"),
            List.of(text),
            text,
            FunctionSignature.NullHandling.STRICT,
            FunctionSignature.Volatility.VOLATILE,
            false,
            kind);
    List<Field> fields = new ArrayList<>(INPUT.getFields().subList(1, 2));
    fields.add(text);
    return new AsyncCall(
        Plans.scan("t", INPUT, 1),
        signature,
        List.of(0),
        condition,
        List.of(1),
        rejected,
        changelog,
        new Schema(fields));
  }

  private AsyncCallOperator operator(AsyncCall call, int subtask, int parallelism) {
    return new AsyncCallOperator(call, test.context(functions, 1_024, subtask, parallelism));
  }

  private AsyncCallOperator operator(boolean ordered, int inFlight) {
    var kind = new FunctionKind.Async(ordered, inFlight, 1_000, 0);
    return operator(call(kind, AsyncCall.ALWAYS, OnRejection.FAIL, false), 0, 1);
  }

  private void process(Operator operator, String... rows) {
    operator.process(0, test.batch(INPUT, rows), test.output());
  }

  @Test
  void rowsKeepTheirOrder() {
    try (var operator = operator(true, 10)) {
      process(operator, "a, 1, true", "b, 2, true");
      process(operator, "c, 3, true");
      assertThat(functions.asked()).containsExactly("a", "b", "c");
      functions.answer("b", "B");
      functions.answer("c", "C");
      operator.tick(test.output());
      assertThat(test.emitted()).isEmpty();
      functions.answer("a", "A");
      operator.tick(test.output());
      assertThat(test.emitted()).containsExactly("1, A", "2, B", "3, C");
    }
    assertThat(functions.closed()).isOne();
  }

  @Test
  void rowsWithoutOrderGoOnAsTheyAreAnswered() {
    try (var operator = operator(false, 10)) {
      process(operator, "a, 1, true", "b, 2, true", "c, 3, true");
      functions.answer("b", "B");
      operator.tick(test.output());
      assertThat(test.emitted()).containsExactly("2, B");
      functions.answer("c", "C");
      functions.answer("a", "A");
      operator.tick(test.output());
      assertThat(test.emitted()).containsExactly("1, A", "3, C");
    }
  }

  @Test
  void asManyRowsWaitAsMay() throws InterruptedException {
    try (var operator = operator(true, 2)) {
      Thread feeding =
          Thread.ofVirtual()
              .start(() -> process(operator, "a, 1, true", "b, 2, true", "c, 3, true"));
      assertThat(List.of(functions.awaitAsked(), functions.awaitAsked())).containsExactly("a", "b");
      functions.answer("b", "B");
      assertThat(functions.asked()).isEmpty();
      functions.answer("a", "A");
      assertThat(functions.awaitAsked()).isEqualTo("c");
      feeding.join();
      assertThat(test.emitted()).containsExactly("1, A", "2, B");
    }
  }

  @Test
  void aWatermarkWaitsForRows() throws InterruptedException {
    try (var operator = operator(false, 10)) {
      process(operator, "a, 1, true");
      List<String> order = new ArrayList<>();
      Thread watermark =
          Thread.ofVirtual()
              .start(() -> {
                assertThat(operator.watermark(5, test.output())).isTrue();
                order.add("watermark");
              });
      order.add("answer");
      functions.answer("a", "A");
      watermark.join();
      assertThat(test.emitted()).containsExactly("1, A");
      assertThat(order).containsExactly("answer", "watermark");
    }
  }

  @Test
  void rowsThatWaitAreAskedForAgain() {
    try (var before = operator(true, 10);
        var after = operator(true, 10)) {
      process(before, "a, 1, true", "b, 2, true", "c, 3, true");
      functions.answer("a", "A");
      before.flush(test.output());
      before.tick(test.output());
      assertThat(test.emitted()).containsExactly("1, A");
      test.move(before, after);
      functions.asked();
      process(after, "d, 4, true");
      assertThat(functions.asked()).containsExactly("b", "c", "d");
      List.of("b", "c", "d").forEach(text -> functions.answer(text, text));
      after.tick(test.output());
      assertThat(test.emitted()).containsExactly("2, b", "3, c", "4, d");
    }
  }

  @Test
  void whatWasRestoredAndNotYetAskedForIsStillState() {
    try (var before = operator(true, 10);
        var between = operator(true, 10);
        var after = operator(true, 10)) {
      process(before, "a, 1, true", "b, 2, true");
      test.move(before, between);
      test.move(between, after);
      functions.asked();
      after.tick(test.output());
      assertThat(functions.asked()).containsExactly("a", "b");
    }
  }

  @Test
  void eachRowIsRestoredByOneSubtask() {
    var kind = new FunctionKind.Async(true, 10, 1_000, 0);
    AsyncCall call = call(kind, AsyncCall.ALWAYS, OnRejection.FAIL, false);
    try (var first = operator(call, 0, 3);
        var third = operator(call, 2, 3);
        var zero = operator(call, 0, 2);
        var one = operator(call, 1, 2)) {
      process(first, "a, 1, true");
      process(third, "b, 2, true");
      functions.asked();
      test.move(first, zero, one);
      test.move(third, zero, one);
      one.tick(test.output());
      assertThat(functions.asked()).isEmpty();
      zero.tick(test.output());
      assertThat(functions.asked()).containsExactly("a", "b");
    }
  }

  @Test
  void rowsOfAChangelogKeepTheirOrderAndDoNotWaitDuringSnapshots() throws InterruptedException {
    var kind = new FunctionKind.Async(false, 10, 1_000, 0);
    AsyncCall call = call(kind, AsyncCall.ALWAYS, OnRejection.FAIL, true);
    try (var operator = operator(call, 0, 1)) {
      process(operator, "a, 1, true", "b, 2, true");
      functions.answer("b", "B");
      operator.tick(test.output());
      assertThat(test.emitted()).isEmpty();
      Thread flushing = Thread.ofVirtual().start(() -> operator.flush(test.output()));
      functions.answer("a", "A");
      flushing.join();
      assertThat(test.emitted()).containsExactly("1, A", "2, B");
      operator.snapshot(state -> {
        throw new AssertionError("no state");
      });
    }
  }

  @Test
  void onlyRowsThatMeetTheConditionAreAskedFor() {
    var kind = new FunctionKind.Async(true, 10, 1_000, 0);
    try (var operator = operator(call(kind, 2, OnRejection.FAIL, false), 0, 1)) {
      process(operator, "a, 1, false", "b, 2, true", "c, 3, null");
      assertThat(functions.asked()).containsExactly("b");
      assertThat(test.emitted()).containsExactly("1, null");
      functions.answer("b", "B");
      operator.tick(test.output());
      assertThat(test.emitted()).containsExactly("2, B", "3, null");
    }
  }

  @Test
  void rowsWithoutAResultFailTheQuery() {
    try (var operator = operator(true, 10)) {
      process(operator, "a, 1, true");
      functions.fail("a", "too slow");
      assertThatThrownBy(() -> operator.tick(test.output()))
          .hasMessage("function 'f' of plugin 'p' failed for (k = a): too slow");
    }
    try (var operator = operator(true, 10)) {
      process(operator, "x, 0, true", "rejected, 1, true");
      functions.answer("x", "X");
      functions.answer("rejected", "");
      assertThatThrownBy(() -> operator.tick(test.output()))
          .hasMessage("function 'f' of plugin 'p' failed for (k = rejected): no");
    }
  }

  @Test
  void rowsWithoutAResultAreNullOrLeftOutIfTheQuerySaysSo() {
    var kind = new FunctionKind.Async(true, 10, 1_000, 0);
    for (OnRejection rejected : List.of(OnRejection.NULL, OnRejection.DROP)) {
      try (var operator = operator(call(kind, AsyncCall.ALWAYS, rejected, false), 0, 1)) {
        process(operator, "a, 1, true", "rejected, 2, true", "b, 3, true");
        functions.fail("a", "too slow");
        functions.answer("rejected", "");
        functions.answer("b", "B");
        operator.tick(test.output());
        List<String> nulls = List.of("1, null", "2, null", "3, B");
        assertThat(test.emitted())
            .isEqualTo(rejected == OnRejection.NULL ? nulls : List.of("3, B"));
      }
    }
  }

  @Test
  void anErrorFailsTheQueryWhateverItSaysOfRows() {
    var kind = new FunctionKind.Async(true, 10, 1_000, 0);
    AsyncCall call = call(kind, AsyncCall.ALWAYS, OnRejection.DROP, false);
    try (var operator = operator(call, 0, 1)) {
      process(operator, "a, 1, true");
      functions.fail("a", new WadiException(ErrorCode.PLUGIN_FORBIDDEN, "not granted"));
      assertThatThrownBy(() -> operator.tick(test.output())).hasMessage("not granted");
    }
  }

  @Test
  void nobodyWaitsWhenTheJobHasEnded() {
    try (var operator = operator(true, 1)) {
      process(operator, "a, 1, true");
      test.giveUp();
      assertThatThrownBy(() -> operator.watermark(1, test.output()))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void whatIsNotWaitedForAnyMoreIsGivenUp() {
    try (var operator = operator(true, 10)) {
      process(operator, "a, 1, true");
    }
    assertThat(functions.isGivenUp("a")).isTrue();
  }
}
