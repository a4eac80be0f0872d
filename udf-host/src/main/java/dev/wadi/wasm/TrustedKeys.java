package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.security.PublicKey;
import java.util.List;

/// Whose modules a server takes: those {@linkplain ModuleSignature signed} with one of these keys,
/// or, if there are no keys, anybody's.
///
/// @param keys of Ed25519
public record TrustedKeys(List<PublicKey> keys) {
  /// Takes every module: what it can do is limited in any case.
  public static final TrustedKeys ANYBODY = new TrustedKeys(List.of());

  public TrustedKeys {
    keys = List.copyOf(keys);
  }

  /// @throws WadiException if there are keys, and the module is signed with none of them
  public void check(byte[] wasm) {
    if (keys.isEmpty() || keys.stream().anyMatch(key -> ModuleSignature.isSignedWith(key, wasm))) {
      return;
    }
    throw new WadiException(
            ErrorCode.PLUGIN_UNTRUSTED,
            ModuleSignature.isSigned(wasm)
                ? "the module is signed, but not with a key that is trusted here, or was changed"
                    + " since"
                : "the module is not signed, and only modules with a trusted signature are taken")
        .withHint("sign it: ./wadi plugin sign MODULE.wasm --key KEY.pem");
  }
}
