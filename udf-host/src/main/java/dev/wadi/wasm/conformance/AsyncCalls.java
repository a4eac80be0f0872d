package dev.wadi.wasm.conformance;

import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.arrow.vector.FieldVector;

/// A function whose results come later, over a server that answers at once.
///
/// @param asking the instance that makes requests
/// @param reading the one that sees the responses; may be the same
record AsyncCalls(
    FunctionSignature signature, AsyncFunction asking, AsyncFunction reading, Bench bench)
    implements RowFunction {
  /// Opens two instances, as it is when a row is asked for in one run and answered in the next.
  static AsyncCalls ofTwo(FunctionSignature signature, Bench bench) {
    AsyncFunction asking = bench.registry().openAsync(signature, bench.allocator());
    return new AsyncCalls(
        signature, asking, bench.registry().openAsync(signature, bench.allocator()), bench);
  }

  static AsyncCalls ofOne(FunctionSignature signature, Bench bench) {
    AsyncFunction both = bench.registry().openAsync(signature, bench.allocator());
    return new AsyncCalls(signature, both, both, bench);
  }

  @Override
  public List<Answer> answers(List<FieldVector> arguments, int rowCount) {
    List<Answer> answers = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<AsyncFunction.Answer> replies = new ArrayList<>();
    for (CompletableFuture<AsyncFunction.Answer> asked : asking.request(arguments, rowCount)) {
      AsyncFunction.Answer reply = reply(asked);
      if (reply instanceof AsyncFunction.Answer.Failed(String reason)) {
        answers.add(new Answer.Rejected(reason));
      } else {
        places.add(answers.size());
        replies.add(reply);
        answers.add(null); // until it is read
      }
    }
    if (!places.isEmpty()) {
      List<Row> rows = VectorReader.rows(arguments, rowCount);
      List<Answer> read = read(places.stream().map(rows::get).toList(), replies);
      places.forEach(place -> answers.set(place, read.get(places.indexOf(place))));
    }
    return answers;
  }

  private static AsyncFunction.Answer reply(CompletableFuture<AsyncFunction.Answer> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof WadiException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private List<Answer> read(List<Row> rows, List<AsyncFunction.Answer> replies) {
    List<FieldVector> arguments = bench.writer().columns(signature.arguments(), rows);
    try {
      return ScalarCalls.answers(
          signature.result(),
          bench.allocator(),
          result -> reading.result(arguments, replies, result));
    } finally {
      arguments.forEach(FieldVector::close);
    }
  }

  @Override
  public void close() {
    asking.close();
    reading.close();
  }
}
