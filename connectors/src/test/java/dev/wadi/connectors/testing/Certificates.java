package dev.wadi.connectors.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A certificate authority of one's own, and a server's certificate that it has signed, made by the
/// running JDK's `keytool`.
public final class Certificates {
  public static final String PASSWORD = "changeit";
  private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin", "keytool");

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /// @param folder empty
  public static Certificates in(Path folder) {
    var made = new Certificates(folder);
    made.keytool("-genkeypair", "ca.p12", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c");
    made.keytool("-exportcert", "ca.p12", "-alias", "ca", "-rfc", "-file", made.path("ca.pem"));
    String[] server = {"-alias", "server", "-dname", "CN=localhost"};
    made.keytool("-genkeypair", "server.p12", server);
    made.keytool("-certreq", "server.p12", "-alias", "server", "-file", made.path("server.csr"));
    made.keytool(
        "-gencert",
        "ca.p12",
        "-alias",
        "ca",
        "-rfc",
        "-infile",
        made.path("server.csr"),
        "-outfile",
        made.path("server.pem"),
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1");
    made.keytool("-importcert", "server.p12", "-alias", "ca", "-noprompt", "-file", made.caPem());
    made.keytool("-importcert", "server.p12", "-alias", "server", "-file", made.path("server.pem"));
    return made;
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /// The authority's certificate.
  public String caPem() {
    return path("ca.pem");
  }

  /// The server's key and certificates, in PKCS12.
  public String keyStore() {
    return path("server.p12");
  }

  private void keytool(String command, String store, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(KEYTOOL.toString(), command, "-keystore", path(store), "-storetype", "PKCS12"));
    all.addAll(List.of("-storepass", PASSWORD));
    if (command.equals("-genkeypair")) {
      all.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    all.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool %s: %s".formatted(command, output));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
