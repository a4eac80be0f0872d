package dev.wadi.wasm.http;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom a plugin may send requests to, as an administrator names it: `api.example.com`,
/// `*.example.com` (all names that end so), `10.0.0.1`, each with `:PORT` behind it or for the
/// usual ports of HTTP and HTTPS.
///
/// @param host in lower case, an address in its usual form; of `*.example.com` what follows `*.`
/// @param port or {@link #USUAL}
/// @param below whether it is for all names below that, but not for itself
public record HttpHost(String host, int port, boolean below) {
  static final int USUAL = -1;

  private static final int PORT_MAX = 65_535;
  private static final Pattern TEXT =
      Pattern.compile(
          "(\\*\\.)?([a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

  /// Empty if the text is none.
  public static Optional<HttpHost> parse(String text) {
    Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean below = matcher.group(1) != null;
    String host = usual(matcher.group(2));
    int port = matcher.group(3) == null ? USUAL : Integer.parseInt(matcher.group(3));
    boolean wrong = port == 0 || port > PORT_MAX || below && address(host).isPresent();
    return wrong ? Optional.empty() : Optional.of(new HttpHost(host, port, below));
  }

  /// A host in the form in which it is compared.
  static String usual(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return address(bare).map(InetAddress::getHostAddress).orElse(bare.toLowerCase(Locale.ROOT));
  }

  /// The address that a text is.
  static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether it is for a host, see {@link #usual}.
  boolean covers(String name, int asked, int usualPort) {
    boolean named = below ? name.endsWith("." + host) : name.equals(host);
    return named && coversPort(asked, usualPort);
  }

  /// Whether it names this very address.
  boolean names(InetAddress address, int asked, int usualPort) {
    boolean local = host.equals("localhost") && address.isLoopbackAddress();
    return coversPort(asked, usualPort) && (local || address(host).equals(Optional.of(address)));
  }

  private boolean coversPort(int asked, int usualPort) {
    return asked == (port == USUAL ? usualPort : port);
  }

  /// As {@link #parse} reads it.
  public String text() {
    String written = host.contains(":") ? "[" + host + "]" : host;
    return (below ? "*." : "") + written + (port == USUAL ? "" : ":" + port);
  }
}
