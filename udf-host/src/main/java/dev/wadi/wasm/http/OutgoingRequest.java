package dev.wadi.wasm.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request that may be sent, if its host is granted.
public final class OutgoingRequest {
  private static final int URL_LENGTH_MAX = 8_192;
  private static final int HEADERS_MAX = 64;
  private static final int HEADER_LENGTH_MAX = 8_192;
  static final int BODY_BYTES_MAX = 4 << 20;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final Pattern HEADER =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \\t]*([\\x20-\\x7E\\t]*)");
  // Those say where a message ends, or are about the connection, which is not the plugin's.
  private static final Set<String> OURS =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final String method;
  private final URI uri;
  private final List<Header> headers;
  private final byte[] body;

  record Header(String name, String value) {}

  private OutgoingRequest(String method, URI uri, List<Header> headers, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
  }

  /// @param headers each `name: value`
  /// @param body null if there is none
  /// @throws HttpProblem if it is not a request that plugins may make
  public static OutgoingRequest of(String method, String url, List<String> headers, byte[] body)
      throws HttpProblem {
    if (!METHODS.contains(method)) {
      throw HttpProblem.invalid(
          "'%s' is not a method that plugins use: %s"
              .formatted(shown(method), METHODS.stream().sorted().toList()));
    }
    if (headers.size() > HEADERS_MAX) {
      throw HttpProblem.invalid("%d headers, at most %d".formatted(headers.size(), HEADERS_MAX));
    }
    if (body != null && body.length > BODY_BYTES_MAX) {
      throw HttpProblem.invalid(
          "a body of %,d bytes, at most %,d".formatted(body.length, BODY_BYTES_MAX));
    }
    List<Header> read = new ArrayList<>();
    for (String header : headers) {
      read.add(header(header));
    }
    return new OutgoingRequest(method, uri(url), read, body);
  }

  private static URI uri(String url) throws HttpProblem {
    if (url.length() > URL_LENGTH_MAX) {
      throw HttpProblem.invalid(
          "a URL of %,d characters, at most %,d".formatted(url.length(), URL_LENGTH_MAX));
    }
    URI uri;
    try {
      uri = new URI(new URI(url).toASCIIString());
    } catch (URISyntaxException e) {
      throw HttpProblem.invalid("'%s' is not a URL: %s".formatted(shown(url), e.getReason()));
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw HttpProblem.invalid("'%s' is not a URL of http or https".formatted(shown(url)));
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw HttpProblem.invalid(
          "'%s' is not a URL of a host and nothing else before its path".formatted(shown(url)));
    }
    return uri;
  }

  private static Header header(String text) throws HttpProblem {
    Matcher matcher = HEADER.matcher(text);
    if (text.length() > HEADER_LENGTH_MAX || !matcher.matches()) {
      throw HttpProblem.invalid(
          "'%s' is not a header, 'name: value' of at most %,d printable characters of ASCII"
              .formatted(shown(text), HEADER_LENGTH_MAX));
    }
    String name = matcher.group(1).toLowerCase(Locale.ROOT);
    if (OURS.contains(name) || name.startsWith("proxy-")) {
      throw HttpProblem.invalid("the header '%s' is not for plugins to set".formatted(name));
    }
    return new Header(name, matcher.group(2).strip());
  }

  // One line of a message, whatever the plugin wrote.
  private static String shown(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7E]", "?");
    return printable.length() <= 200 ? printable : printable.substring(0, 200) + "...";
  }

  /// The whole of it; two requests are the same if their texts are.
  public String text() {
    StringBuilder text = new StringBuilder(method).append(' ').append(uri).append('\n');
    for (Header header : headers) {
      text.append(header.name()).append(": ").append(header.value()).append('\n');
    }
    return body == null
        ? text.toString()
        : text.append('\n').append(new String(body, StandardCharsets.ISO_8859_1)).toString();
  }

  String method() {
    return method;
  }

  List<Header> headers() {
    return headers;
  }

  /// Null if there is none.
  byte[] body() {
    return body;
  }

  boolean isSecure() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /// As {@link HttpHost} compares it.
  String host() {
    return HttpHost.usual(uri.getHost());
  }

  int usualPort() {
    return isSecure() ? HTTPS_PORT : HTTP_PORT;
  }

  int port() {
    return uri.getPort() < 0 ? usualPort() : uri.getPort();
  }

  /// What would have to be granted.
  public String wanted() {
    int port = port() == usualPort() ? HttpHost.USUAL : port();
    return "http:" + new HttpHost(host(), port, false).text();
  }

  /// What comes in the header of this name.
  String hostHeader() {
    return uri.getHost() + (port() == usualPort() ? "" : ":" + port());
  }

  /// The URL with another host.
  URI at(String host) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create((isSecure() ? "https" : "http") + "://" + host + ":" + port() + path + query);
  }

  /// The host as it is in the URL.
  String writtenHost() {
    return uri.getHost();
  }
}
