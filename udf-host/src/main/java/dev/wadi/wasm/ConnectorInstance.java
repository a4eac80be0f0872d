package dev.wadi.wasm;

import dev.wadi.sdk.error.WadiException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The instance that one reader or writer has to itself. What it knows is lost when it fails, so
/// there is no second one: whatever uses it has failed, too.
///
/// @param <T> what is prepared in it
final class ConnectorInstance<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectorInstance.class);

  private final PluginModule module;
  private final String place;
  private final OwnInstance<T> own;
  private boolean failed;

  /// @param place what it reads or writes, for errors
  /// @param open prepares calls, given what errors call the connector
  ConnectorInstance(
      PluginModule module,
      String connector,
      String place,
      BiFunction<PluginGuest, String, T> open) {
    this.module = module;
    this.place = place;
    String user = "connector '%s'".formatted(connector);
    String name = "%s of plugin '%s'".formatted(user, module.name());
    try {
      this.own = new OwnInstance<>(module, user, guest -> open.apply(guest, name));
    } catch (WadiException e) {
      throw located(e);
    }
  }

  /// @throws WadiException if the guest fails, or says that it did
  void run(Consumer<T> use) {
    get(prepared -> {
      use.accept(prepared);
      return prepared;
    });
  }

  /// @throws WadiException if the guest fails, or says that it did
  <R> R get(Function<T, R> use) {
    if (failed) {
      throw new IllegalStateException(place + " failed before");
    }
    try {
      return own.use((_, prepared) -> use.apply(prepared));
    } catch (WadiException e) {
      failed = true;
      throw located(e);
    }
  }

  private WadiException located(WadiException e) {
    String message = "%s: %s".formatted(place, e.getMessage());
    return new WadiException(e.code(), message, e).withHint(e.hint().orElse(null));
  }

  /// Gives the guest a last chance, if it has not failed, before the instance is thrown away.
  void close(Consumer<T> farewell) {
    try {
      if (!failed) {
        run(farewell);
      }
    } catch (WadiException e) {
      LOG.warn("closing: {}", e.describe());
      module.watcher().notClosed(e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    own.close();
  }
}
