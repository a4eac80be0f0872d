package dev.wadi.server.client;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Trust in what certificates of a PEM file vouch for, and in nothing else.
public final class TrustedCertificate {
  private TrustedCertificate() {}

  /// @throws WadiException if there is no certificate in the file
  public static SSLContext in(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry(Integer.toString(store.size()), one);
      }
      if (store.size() == 0) {
        throw new WadiException(
            ErrorCode.INVALID_ARGUMENT, "no certificate is in '%s'".formatted(file));
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.FILE_UNREADABLE, "cannot read '%s': %s".formatted(file, e.getMessage()), e);
    } catch (GeneralSecurityException e) {
      throw new WadiException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no certificate: %s".formatted(file, e.getMessage()),
          e);
    }
  }
}
