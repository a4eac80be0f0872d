package dev.wadi.wasm;

import dev.wadi.sdk.function.PluginMetrics;
import dev.wadi.wasm.http.HttpSender;

/// What one instance may do, and for whom it does it.
///
/// @param plugin its name
/// @param metrics where to put what it measures
/// @param sender sends its requests
record GuestRights(Grants grants, String plugin, PluginMetrics metrics, HttpSender sender) {
  /// Of a module that is only asked what it is.
  static final GuestRights NONE =
      new GuestRights(Grants.NONE, "", PluginMetrics.NONE, HttpSender.NETWORK);
}
