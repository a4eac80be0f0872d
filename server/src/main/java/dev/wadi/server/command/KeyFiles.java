package dev.wadi.server.command;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.wasm.ModuleSignature;
import dev.wadi.wasm.TrustedKeys;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ed25519 keys in PEM files (RFC 8410), as OpenSSL writes them.
final class KeyFiles {
  private static final String PUBLIC = "PUBLIC KEY";
  private static final String PRIVATE = "PRIVATE KEY";

  private KeyFiles() {}

  static TrustedKeys trusted(List<Path> publicKeys) {
    return new TrustedKeys(publicKeys.stream().map(KeyFiles::publicKey).toList());
  }

  private static PublicKey publicKey(Path file) {
    byte[] der = content(file, PUBLIC);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw noKey(file, PUBLIC, e);
    }
  }

  static byte[] sign(byte[] module, Path privateKey) {
    try {
      return ModuleSignature.sign(module, privateKey(privateKey));
    } catch (InvalidKeyException e) {
      throw noKey(privateKey, PRIVATE, e);
    }
  }

  private static PrivateKey privateKey(Path file) {
    byte[] der = content(file, PRIVATE);
    try {
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw noKey(file, PRIVATE, e);
    }
  }

  private static byte[] content(Path file, String kind) {
    Matcher block =
        Pattern.compile(
                "-----BEGIN %1$s-----([A-Za-z0-9+/=\\s]*)-----END %1$s-----".formatted(kind))
            .matcher(InputFiles.text(file.toString()));
    if (!block.find()) {
      throw noKey(file, kind, null);
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(1));
    } catch (IllegalArgumentException e) {
      throw noKey(file, kind, e);
    }
  }

  private static WadiException noKey(Path file, String kind, Exception cause) {
    return new WadiException(
            ErrorCode.INVALID_ARGUMENT,
            "'%s' has no Ed25519 %s in PEM".formatted(file, kind.toLowerCase(Locale.ROOT)),
            cause)
        .withHint(
            "openssl genpkey -algorithm ed25519 -out KEY.pem makes a private key,"
                + " openssl pkey -in KEY.pem -pubout -out PUBLIC.pem its public half");
  }
}
