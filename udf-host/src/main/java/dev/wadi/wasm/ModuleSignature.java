package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;

/// Who vouches for a module: an Ed25519 signature (RFC 8032) of all bytes before it, in a custom
/// section at the module's end. So it goes wherever the module goes, and a module that is signed
/// has other contents, thus another hash, than the same one without.
public final class ModuleSignature {
  private static final String NAME = "wadi.signature";
  private static final int SIGNATURE_BYTES = 64;
  private static final byte[] OPENING = opening();
  private static final int SECTION_BYTES = OPENING.length + SIGNATURE_BYTES;

  private ModuleSignature() {}

  // A custom section's number, the size of what follows, and the name with its length. Each fits
  // into a byte.
  private static byte[] opening() {
    return ByteBuffer.allocate(3 + NAME.length())
        .put((byte) 0)
        .put((byte) (1 + NAME.length() + SIGNATURE_BYTES))
        .put((byte) NAME.length())
        .put(NAME.getBytes(US_ASCII))
        .array();
  }

  /// The module with a signature instead of the one that it may have.
  ///
  /// @throws InvalidKeyException if the key is none of Ed25519
  public static byte[] sign(byte[] wasm, PrivateKey key) throws InvalidKeyException {
    byte[] content = isSigned(wasm) ? Arrays.copyOf(wasm, wasm.length - SECTION_BYTES) : wasm;
    byte[] section = Arrays.copyOf(OPENING, SECTION_BYTES);
    System.arraycopy(signature(content, key), 0, section, OPENING.length, SIGNATURE_BYTES);
    byte[] signed = Arrays.copyOf(content, content.length + SECTION_BYTES);
    System.arraycopy(section, 0, signed, content.length, SECTION_BYTES);
    return signed;
  }

  private static byte[] signature(byte[] content, PrivateKey key) throws InvalidKeyException {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(content);
      return signature.sign();
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the module ends with a signature, of whomever.
  public static boolean isSigned(byte[] wasm) {
    int start = wasm.length - SECTION_BYTES;
    return start >= 0
        && Arrays.equals(wasm, start, start + OPENING.length, OPENING, 0, OPENING.length);
  }

  /// Whether the module is as the owner of the key has signed it.
  static boolean isSignedWith(PublicKey key, byte[] wasm) {
    if (!isSigned(wasm)) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(wasm, 0, wasm.length - SECTION_BYTES);
      return signature.verify(wasm, wasm.length - SIGNATURE_BYTES, SIGNATURE_BYTES);
    } catch (GeneralSecurityException e) {
      // A key of another kind, or bytes that are no signature.
      return false;
    }
  }
}
