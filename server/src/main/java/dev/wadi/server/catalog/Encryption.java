package dev.wadi.server.catalog;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps secrets from those who read the catalog's file but not its key: AES-256-GCM, each text
/// with a nonce of its own and bound to where it stands, so that texts cannot be exchanged.
/// Thread-safe.
final class Encryption {
  private static final String MARK = "enc1:";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  private Encryption(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /// With a key that is gone when the process ends.
  static Encryption ofThisProcess() {
    return new Encryption(random(KEY_BYTES));
  }

  /// With the key of a file, which is made if it is not there, for its owner's eyes only.
  ///
  /// @throws WadiException if it cannot be read, or is no key
  static Encryption withKeyIn(Path file) {
    try {
      make(file);
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == KEY_BYTES) {
        return new Encryption(key);
      }
    } catch (IOException e) {
      throw new WadiException(
          ErrorCode.CATALOG_UNAVAILABLE,
          "cannot read the key '%s': %s".formatted(file, e.getMessage()),
          e);
    } catch (IllegalArgumentException e) {
      // falls through to the one message
    }
    throw new WadiException(
            ErrorCode.CATALOG_UNAVAILABLE,
            "'%s' is no key: expected %d bytes in base64".formatted(file, KEY_BYTES))
        .withHint("put the right file back; without it, stored secrets cannot be read");
  }

  private static void make(Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    FileAttribute<?>[] ownerOnly =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      return;
    }
    Files.writeString(
        file,
        Base64.getEncoder().encodeToString(random(KEY_BYTES)) + "\n",
        StandardOpenOption.SYNC);
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /// Whether a stored text is encrypted: some were stored before there was encryption.
  static boolean isEncrypted(String stored) {
    return stored.startsWith(MARK);
  }

  /// @param place where the text will stand, such as a table and a key
  String encrypt(String text, String place) {
    byte[] nonce = random(NONCE_BYTES);
    byte[] encrypted =
        apply(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8), place);
    byte[] all =
        ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
    return MARK + Base64.getEncoder().encodeToString(all);
  }

  /// @throws WadiException if it was encrypted with another key, for another place, or was changed
  String decrypt(String stored, String place) {
    if (!isEncrypted(stored)) {
      return stored;
    }
    ByteBuffer all = ByteBuffer.wrap(Base64.getDecoder().decode(stored.substring(MARK.length())));
    byte[] nonce = new byte[NONCE_BYTES];
    all.get(nonce);
    byte[] encrypted = new byte[all.remaining()];
    all.get(encrypted);
    return new String(apply(Cipher.DECRYPT_MODE, nonce, encrypted, place), StandardCharsets.UTF_8);
  }

  private byte[] apply(int mode, byte[] nonce, byte[] text, String place) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new WadiException(
              ErrorCode.CATALOG_UNAVAILABLE,
              "the catalog's secrets were encrypted with another key",
              e)
          .withHint(
              "put the right key into secret.key in the data directory, or name it: --key-file");
    }
  }
}
