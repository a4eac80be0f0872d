package dev.wadi.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleSignatureTest {
  private final KeyPair keys = keys("Ed25519");
  private final TrustedKeys trusted = new TrustedKeys(List.of(keys.getPublic()));
  private final byte[] module = GuestSdkTest.bytesOf("everything-rust");

  private static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refused(byte[] wasm, String why) {
    assertThatThrownBy(() -> trusted.check(wasm))
        .isInstanceOfSatisfying(
            WadiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_UNTRUSTED))
        .hasMessageContaining(why);
  }

  @Test
  void aSignedModuleIsTheSamePluginWithOtherContents() throws Exception {
    byte[] signed = ModuleSignature.sign(module, keys.getPrivate());
    trusted.check(signed);
    PluginModule plugin = new PluginRegistry().add(signed);
    assertThat(plugin.functions()).isNotEmpty();
    assertThat(plugin.sha256()).isNotEqualTo(PluginModule.sha256(module));
  }

  @Test
  void itIsSignedOnce() throws Exception {
    byte[] others = ModuleSignature.sign(module, keys("Ed25519").getPrivate());
    refused(others, "not with a key that is trusted");
    byte[] signed = ModuleSignature.sign(others, keys.getPrivate());
    trusted.check(signed);
    assertThat(signed).hasSameSizeAs(others);
  }

  @Test
  void oneOfSeveralKeysIsEnough() throws Exception {
    byte[] signed = ModuleSignature.sign(module, keys.getPrivate());
    new TrustedKeys(List.of(keys("RSA").getPublic(), keys.getPublic())).check(signed);
  }

  @Test
  void whatWasChangedSinceIsRefused() throws Exception {
    byte[] signed = ModuleSignature.sign(module, keys.getPrivate());
    for (int i : new int[] {0, 8, module.length / 2, module.length - 1, signed.length - 1}) {
      byte[] changed = signed.clone();
      changed[i] ^= 1;
      refused(changed, "was changed since");
    }
    refused(Arrays.copyOf(signed, signed.length - 1), "is not signed");
    refused(Arrays.copyOf(signed, signed.length + 8), "is not signed");
    refused(module, "is not signed");
    refused(new byte[0], "is not signed");
  }

  @Test
  void otherKindsOfKeysDoNotSign() {
    assertThatThrownBy(() -> ModuleSignature.sign(module, keys("RSA").getPrivate()))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void withoutKeysEverybodyIsTrusted() {
    TrustedKeys.ANYBODY.check(module);
  }
}
