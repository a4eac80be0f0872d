package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.AsyncFunction;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.wasm.http.HttpLimits;
import dev.wadi.wasm.http.HttpProblem;
import dev.wadi.wasm.http.HttpReply;
import dev.wadi.wasm.http.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;

/// One function of one plugin whose results come later, for one operator subtask. The guest only
/// computes: it makes requests of arguments, and results of arguments and responses. The host sends
/// the requests.
final class WasmAsyncFunction implements AsyncFunction {
  private static final int BYTES_IN_FLIGHT_MAX = 32 << 20;
  private static final int REPLY_BYTES_MAX = 1 << 20;
  private static final Answer NONE = new Answer.None();

  private final PluginModule module;
  private final FunctionSignature signature;
  private final OwnInstance<Parts> own;
  private final HttpLimits limits;
  private final BufferAllocator allocator;

  private record Parts(FunctionCalls request, FunctionCalls response) {}

  private WasmAsyncFunction(
      PluginModule module,
      FunctionSignature signature,
      OwnInstance<Parts> own,
      BufferAllocator allocator) {
    var kind = (FunctionKind.Async) signature.kind();
    int bytes = Math.min(BYTES_IN_FLIGHT_MAX / kind.inFlight(), REPLY_BYTES_MAX);
    this.module = module;
    this.signature = signature;
    this.own = own;
    this.limits = new HttpLimits(kind.timeoutMillis(), kind.retries(), bytes);
    this.allocator = allocator;
  }

  static WasmAsyncFunction open(
      PluginModule module,
      PluginDescription.Function function,
      PluginMetrics metrics,
      BufferAllocator allocator) {
    OwnInstance<Parts> own =
        new OwnInstance<>(
            module,
            "function '%s'".formatted(function.name()),
            metrics,
            guest ->
                new Parts(
                    FunctionCalls.prepare(guest, function.request()),
                    FunctionCalls.prepare(guest, function.response())));
    return new WasmAsyncFunction(module, function.signature(module.ref()), own, allocator);
  }

  @Override
  public List<CompletableFuture<Answer>> request(List<FieldVector> arguments, int rowCount) {
    try (var requests = new RequestColumn(allocator)) {
      List<Rejection> rejected =
          own.use((guest, parts) ->
              call(guest, parts.request(), arguments, rowCount, requests.vector()));
      List<CompletableFuture<Answer>> answers = new ArrayList<>();
      for (int row = 0; row < rowCount; row++) {
        answers.add(requests.isNull(row) ? completed(NONE) : send(requests, row));
      }
      for (Rejection rejection : rejected) {
        answers.set(rejection.row(), completed(new Answer.Failed(rejection.reason())));
      }
      return answers;
    }
  }

  private static CompletableFuture<Answer> completed(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private CompletableFuture<Answer> send(RequestColumn requests, int row) {
    OutgoingRequest request;
    try {
      request = requests.get(row);
    } catch (HttpProblem e) {
      return completed(new Answer.Failed(e.getMessage()));
    }
    CompletableFuture<HttpReply> reply =
        module.sender().send(request, module.grants().http(), limits);
    CompletableFuture<Answer> answer =
        reply.handle((received, problem) -> problem == null ? answer(received) : failed(problem));
    answer.whenComplete((_, _) -> {
      if (answer.isCancelled()) {
        reply.cancel(true);
      }
    });
    return answer;
  }

  private static Answer answer(HttpReply reply) {
    return reply.isForNow()
        ? new Answer.Failed("the server answered %d to the last try".formatted(reply.status()))
        : new Answer.Reply(reply.status(), reply.headers(), reply.body());
  }

  private Answer failed(Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    if (!(cause instanceof HttpProblem known)) {
      throw new CompletionException(cause);
    }
    if (known.kind() == HttpProblem.Kind.FORBIDDEN) {
      throw new CompletionException(
          new WadiException(
                  ErrorCode.PLUGIN_FORBIDDEN,
                  "%s cannot send its request: %s".formatted(own.name(), known.getMessage()))
              .withHint(
                  "an administrator can: ./wadi plugin grant %s ...".formatted(module.name())));
    }
    return new Answer.Failed(known.getMessage());
  }

  @Override
  public List<Rejection> result(
      List<FieldVector> arguments, List<Answer> answers, FieldVector result) {
    try (var replies = new ReplyColumns(answers, allocator)) {
      List<FieldVector> passed = new ArrayList<>(arguments);
      passed.addAll(replies.vectors());
      return own.use(
          (guest, parts) -> call(guest, parts.response(), passed, answers.size(), result));
    }
  }

  private List<Rejection> call(
      PluginGuest guest,
      FunctionCalls calls,
      List<FieldVector> arguments,
      int rowCount,
      FieldVector result) {
    return calls.run(
        arguments,
        rowCount,
        result,
        () -> guest.error().failure(own.name(), signature, arguments, rowCount));
  }

  @Override
  public void close() {
    own.close();
  }
}
