package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.Rejection;
import dev.wadi.sdk.function.ScalarFunction;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One function of one plugin for one operator subtask. Has an instance of the module to itself,
/// made at the first call and again after one that failed.
final class WasmFunction implements ScalarFunction {
  private static final Logger LOG = LoggerFactory.getLogger(WasmFunction.class);
  // What the guest returns.
  private static final int OK = 0;
  private static final int ERROR = 1;
  private static final int REJECTED = 4;

  private final PluginModule module;
  private final PluginDescription.Function function;
  private FunctionInstance instance;
  private boolean closed;

  private WasmFunction(PluginModule module, PluginDescription.Function function) {
    this.module = module;
    this.function = function;
  }

  /// Starts an instance at once, so that one that cannot start fails here.
  static WasmFunction open(PluginModule module, PluginDescription.Function function) {
    WasmFunction opened = new WasmFunction(module, function);
    opened.instance();
    return opened;
  }

  @Override
  public List<Rejection> call(List<FieldVector> arguments, int rowCount, FieldVector result) {
    FunctionInstance current = instance();
    try {
      int code = current.call(arguments, rowCount);
      return switch (code) {
        case OK -> {
          current.result(rowCount, result);
          yield List.of();
        }
        case REJECTED -> {
          List<Rejection> rejected = current.rejected(rowCount);
          current.result(rowCount, result);
          yield rejected;
        }
        case ERROR -> throw functionError(current, arguments, rowCount);
        default ->
            throw new GuestFailure(
                ErrorCode.PLUGIN_BAD_RESULT, "it returned the unknown code " + code);
      };
    } catch (GuestFailure e) {
      throw discard(current, e);
    } finally {
      log(current);
    }
  }

  private FunctionInstance instance() {
    if (closed) {
      throw new IllegalStateException(name() + " is closed");
    }
    if (instance == null) {
      try {
        instance = FunctionInstance.start(module, function);
      } catch (GuestFailure e) {
        throw describe(e, "");
      }
    }
    return instance;
  }

  private WadiException functionError(
      FunctionInstance current, List<FieldVector> arguments, int rowCount) {
    GuestError error = current.error();
    return error.row() >= 0 && error.row() < rowCount
        ? new Rejection(error.row(), error.message())
            .failure(function.signature(module.ref()), arguments)
        : new WadiException(
            ErrorCode.FUNCTION_ERROR, "%s failed: %s".formatted(name(), error.message()));
  }

  // The guest's own state is unknown now; the next call gets a new instance.
  private WadiException discard(FunctionInstance failed, GuestFailure failure) {
    String lastWords = failed.lastWords();
    instance = null;
    failed.close();
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
    if (instance != null) {
      instance.close();
      instance = null;
    }
  }
}
