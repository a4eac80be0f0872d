package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/// How connections are encrypted: TLS 1.2 and 1.3.
///
/// @param certificate a PEM file with the server's certificate, and those that vouch for it
/// @param key a PEM file with its private key, in PKCS #8
public record TlsSettings(Path certificate, Path key) {
  /// @throws WadiException if a file cannot be read
  public TlsSettings {
    requireReadable(certificate);
    requireReadable(key);
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new WadiException(ErrorCode.FILE_UNREADABLE, "cannot read '%s'".formatted(file));
    }
  }

  /// Has a client take servers whose certificates are vouched for by what is in the same file.
  void trust(HttpClientOptions options) {
    options.setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString()));
  }

  void apply(HttpServerOptions options) {
    options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString()));
  }
}
