package dev.wadi.sdk.connector;

import dev.wadi.sdk.function.FunctionSignature.PluginRef;

/// A connector of a plugin. Of a plugin there may be several versions, and each brings its own.
public interface PluginConnector extends Connector {
  /// The module it lives in.
  PluginRef plugin();

  /// Pinned by content: `walk@sha256:0f3a..`.
  @Override
  default String id() {
    return "%s@sha256:%s".formatted(name(), plugin().sha256());
  }

  /// The name in an id.
  static String nameOf(String id) {
    int at = id.indexOf('@');
    return at < 0 ? id : id.substring(0, at);
  }
}
