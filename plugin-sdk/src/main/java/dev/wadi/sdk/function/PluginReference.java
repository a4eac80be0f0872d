package dev.wadi.sdk.function;

import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import java.util.List;
import java.util.Optional;

/// Which version of a plugin somebody means: `geo` or `geo@latest` (what was uploaded last),
/// `geo@1.2.0` (what says so of itself, the last of several), `geo@sha256:0f3a` (by content, any
/// beginning of the hash).
///
/// @param version empty for the latest
public record PluginReference(String name, String version) {
  private static final String LATEST = "latest";
  private static final String BY_CONTENT = "sha256:";

  public static PluginReference parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new PluginReference(text, "")
        : new PluginReference(text.substring(0, at), text.substring(at + 1));
  }

  /// The plugin that is meant.
  ///
  /// @param known all versions of all plugins, those uploaded last at the end
  public Optional<PluginRef> in(List<PluginRef> known) {
    return known.reversed().stream()
        .filter(ref -> ref.name().equals(name) && isMeant(ref))
        .findFirst();
  }

  private boolean isMeant(PluginRef ref) {
    if (version.isEmpty() || version.equals(LATEST)) {
      return true;
    }
    return version.startsWith(BY_CONTENT)
        ? ref.sha256().startsWith(version.substring(BY_CONTENT.length()))
        : ref.version().equals(version);
  }

  @Override
  public String toString() {
    return version.isEmpty() ? name : name + "@" + version;
  }
}
