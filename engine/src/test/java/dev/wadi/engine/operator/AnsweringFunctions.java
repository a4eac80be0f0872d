package dev.wadi.engine.operator;

import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.FunctionProvider;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;

/// A function of a text that answers when the test says so. What it answers becomes the result; a
/// text that starts with `rejected` is rejected when its answer is there.
final class AnsweringFunctions implements FunctionProvider {
  private final Map<String, CompletableFuture<AsyncFunction.Answer>> pending =
      new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private int closed;

  /// What was asked for since this was last asked.
  List<String> asked() {
    List<String> texts = new ArrayList<>();
    asked.drainTo(texts);
    return texts;
  }

  /// Waits until something is asked for.
  String awaitAsked() throws InterruptedException {
    return asked.take();
  }

  void answer(String text, String answer) {
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    pending.get(text).complete(new AsyncFunction.Answer.Reply(200, List.of(), body));
  }

  void fail(String text, String reason) {
    pending.get(text).complete(new AsyncFunction.Answer.Failed(reason));
  }

  void fail(String text, RuntimeException error) {
    pending.get(text).completeExceptionally(error);
  }

  boolean isGivenUp(String text) {
    return pending.get(text).isCancelled();
  }

  int closed() {
    return closed;
  }

  @Override
  public ScalarFunction open(FunctionSignature signature) {
    throw new IllegalStateException(signature.name());
  }

  @Override
  public AsyncFunction openAsync(FunctionSignature signature, BufferAllocator allocator) {
    return new AsyncFunction() {
      @Override
      public List<CompletableFuture<Answer>> request(List<FieldVector> arguments, int rowCount) {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int row = 0; row < rowCount; row++) {
          String text = String.valueOf(arguments.getFirst().getObject(row));
          var answer = new CompletableFuture<Answer>();
          pending.put(text, answer);
          asked.add(text);
          answers.add(answer);
        }
        return answers;
      }

      @Override
      public List<Rejection> result(
          List<FieldVector> arguments, List<Answer> answers, FieldVector result) {
        List<Rejection> rejected = new ArrayList<>();
        for (int row = 0; row < answers.size(); row++) {
          String text = String.valueOf(arguments.getFirst().getObject(row));
          if (text.startsWith("rejected")) {
            rejected.add(new Rejection(row, "no"));
          } else {
            ((VarCharVector) result).setSafe(row, ((Answer.Reply) answers.get(row)).body());
          }
        }
        result.setValueCount(answers.size());
        return rejected;
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }
}
