package dev.wadi.sdk.function;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.vector.FieldVector;

/// One instance of a function whose results come later, used by one operator subtask and one thread
/// at a time. It is asked twice: what to ask another system for, and, when the answers are there,
/// what they mean. It keeps nothing in between.
public interface AsyncFunction extends AutoCloseable {
  /// What came back for a row.
  sealed interface Answer {
    /// Nothing was asked for.
    record None() implements Answer {}

    /// @param headers each `name: value`, with the name in lower case
    record Reply(int status, List<String> headers, byte[] body) implements Answer {
      public Reply {
        headers = List.copyOf(headers);
      }
    }

    /// There is no result for the row.
    record Failed(String reason) implements Answer {}
  }

  /// Asks for an answer for each row.
  ///
  /// @param arguments borrowed; as declared, each with `rowCount` values, all of which count
  /// @param rowCount at least 1
  /// @return one per row, completed sooner or later, whatever happens; with an exception if the
  ///   query is to fail. Cancelling one gives its request up
  /// @throws dev.wadi.sdk.error.WadiException if the function fails; the instance stays usable
  List<CompletableFuture<Answer>> request(List<FieldVector> arguments, int rowCount);

  /// Makes results of answers, to any of the requests, in any order.
  ///
  /// @param arguments those of the rows that the answers are for; borrowed
  /// @param answers at least 1, none of them {@link Answer.Failed}
  /// @param result a vector of the declared type, owned by the caller, that gets a value for each
  ///   answer. Undefined on failure
  /// @return the rows that the function rejects, ascending; their results are null, whatever is
  ///   declared
  /// @throws dev.wadi.sdk.error.WadiException if the function fails; the instance stays usable
  List<Rejection> result(List<FieldVector> arguments, List<Answer> answers, FieldVector result);

  @Override
  void close();
}
