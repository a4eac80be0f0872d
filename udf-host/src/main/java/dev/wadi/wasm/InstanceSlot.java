package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.Rejection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.arrow.vector.FieldVector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The instance of a module that one operator subtask has to itself for one function: made at the
/// first call and again after one that failed.
///
/// @param <C> how the function is called
final class InstanceSlot<C> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceSlot.class);

  private final PluginModule module;
  private final PluginDescription.Function function;
  private final BiFunction<FunctionInstance, PluginDescription.Function, C> caller;
  private FunctionInstance instance;
  private C calls;
  private boolean closed;

  /// Starts an instance at once, so that one that cannot start fails here.
  InstanceSlot(
      PluginModule module,
      PluginDescription.Function function,
      BiFunction<FunctionInstance, PluginDescription.Function, C> caller) {
    this.module = module;
    this.function = function;
    this.caller = caller;
    start();
  }

  /// Calls the function. An instance that fails is thrown away.
  <T> T use(Function<C, T> action) {
    start();
    FunctionInstance current = instance;
    try {
      return action.apply(calls);
    } catch (GuestFailure e) {
      throw discard(current, e);
    } finally {
      log(current);
    }
  }

  /// The same without a result.
  void run(Consumer<C> action) {
    use(calls -> {
      action.accept(calls);
      return calls;
    });
  }

  private void start() {
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
    if (instance == null) {
      try {
        instance = FunctionInstance.start(module, function);
        calls = caller.apply(instance, function);
      } catch (GuestFailure e) {
        throw describe(e, "");
      }
    }
  }

  /// Throws the instance away, if there is one.
  void drop() {
    if (instance != null) {
      instance.close();
      instance = null;
    }
  }

  /// The error of a call that returned {@link GuestCode#ERROR}.
  ///
  /// @param arguments as the guest has them
  WadiException functionError(List<FieldVector> arguments, int rowCount) {
    GuestError error = instance.error();
    return error.row() >= 0 && error.row() < rowCount
        ? new Rejection(error.row(), error.message())
            .failure(function.signature(module.ref()), arguments)
        : new WadiException(
            ErrorCode.FUNCTION_ERROR, "%s failed: %s".formatted(name(), error.message()));
  }

  // The guest's own state is unknown now; the next call gets a new instance.
  private WadiException discard(FunctionInstance failed, GuestFailure failure) {
    String lastWords = failed.lastWords();
    drop();
    return describe(failure, lastWords);
  }

  private WadiException describe(GuestFailure failure, String lastWords) {
    String reason = lastWords.isEmpty() ? "" : " (it said: " + lastWords + ")";
    return new WadiException(
        failure.code(),
        "%s %s: %s%s".formatted(name(), verb(failure.code()), failure.getMessage(), reason),
        failure);
  }

  private static String verb(ErrorCode code) {
    return code == ErrorCode.PLUGIN_TRAPPED ? "trapped" : "was stopped";
  }

  private String name() {
    return "function '%s' of plugin '%s'".formatted(function.name(), module.name());
  }

  private void log(FunctionInstance current) {
    String output = current.takeOutput();
    if (!output.isEmpty()) {
      LOG.info("{}: {}", name(), output.stripTrailing());
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }
}
