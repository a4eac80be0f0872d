package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.PluginMetrics;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A plugin's instance that one user of one of its functions has to itself: made at once, and again
/// after one that failed.
///
/// @param <T> what is prepared in each instance
final class OwnInstance<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnInstance.class);

  private final PluginModule module;
  private final String name;
  private final PluginMetrics metrics;
  private final Function<PluginGuest, T> preparation;
  private PluginGuest guest;
  private T prepared;
  private long failuresAtStart;
  private boolean closed;

  /// Starts an instance, so that one that cannot start fails here.
  ///
  /// @param user what uses it, for errors
  OwnInstance(PluginModule module, String user, Function<PluginGuest, T> preparation) {
    this(module, user, PluginMetrics.NONE, preparation);
  }

  /// Starts an instance, so that one that cannot start fails here.
  ///
  /// @param user what uses it, for errors
  /// @param metrics where to put what it measures
  OwnInstance(
      PluginModule module,
      String user,
      PluginMetrics metrics,
      Function<PluginGuest, T> preparation) {
    this.module = module;
    this.metrics = metrics;
    this.name = "%s of plugin '%s'".formatted(user, module.name());
    this.preparation = preparation;
    ensureStarted();
  }

  /// The user and the plugin, for errors.
  String name() {
    return name;
  }

  interface Use<T, R> {
    R of(PluginGuest guest, T prepared);
  }

  /// Uses the instance. One that fails is thrown away, because the guest's own state is unknown
  /// then.
  <R> R use(Use<T, R> use) {
    ensureStarted();
    PluginGuest current = guest;
    try {
      return use.of(current, prepared);
    } catch (GuestFailure e) {
      throw discard(e);
    } finally {
      log(current);
    }
  }

  private void ensureStarted() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    if (guest == null) {
      failuresAtStart = module.conduct().counted();
      try {
        start();
      } catch (GuestFailure e) {
        throw describe(e, "");
      }
    }
  }

  private void start() {
    PluginGuest started = PluginGuest.start(module, metrics);
    try {
      prepared = preparation.apply(started);
      guest = started;
    } catch (GuestFailure e) {
      String lastWords = started.lastWords();
      started.close();
      throw describe(e, lastWords);
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private WadiException discard(GuestFailure failure) {
    PluginGuest failed = guest;
    String lastWords = failed.lastWords();
    guest = null;
    failed.close();
    return describe(failure, lastWords);
  }

  private WadiException describe(GuestFailure failure, String lastWords) {
    String reason = lastWords.isEmpty() ? "" : " (it said: " + lastWords + ")";
    String message =
        "%s %s: %s%s".formatted(name, verb(failure.code()), failure.getMessage(), reason);
    module.conduct().failed(failuresAtStart, failure.code(), message);
    WadiException error = new WadiException(failure.code(), message, failure);
    return failure.code() == ErrorCode.PLUGIN_FORBIDDEN
        ? error.withHint(
            "an administrator can: ./wadi plugin grant %s ...".formatted(module.name()))
        : error;
  }

  private static String verb(ErrorCode code) {
    return code == ErrorCode.PLUGIN_TRAPPED ? "trapped" : "was stopped";
  }

  private void log(PluginGuest current) {
    String output = current.instance().takeOutput();
    if (!output.isEmpty()) {
      LOG.info("{}: {}", name, output.stripTrailing());
    }
    for (GuestLog.Line line : current.instance().takeLog()) {
      LOG.atLevel(line.level()).log("{}: {}", name, line.text());
    }
  }

  /// Throws the instance away, if there is one.
  void drop() {
    if (guest != null) {
      guest.close();
      guest = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }
}
