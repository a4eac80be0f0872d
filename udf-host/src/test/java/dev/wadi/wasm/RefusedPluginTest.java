package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.DROP;
import static dev.wadi.wasm.Wat.I32;
import static dev.wadi.wasm.Wat.I64;
import static dev.wadi.wasm.Wat.bytes;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.function.FunctionSignature.PluginRef;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What never gets in: each with its code, and a message that names what was found.
class RefusedPluginTest extends PluginFixture {
  private static final byte[] OK = i32Const(0);

  private static void assertRefused(ModuleBuilder module, ErrorCode code, String message) {
    assertRefused(module.build(), code, message);
  }

  private static void assertRefused(byte[] wasm, ErrorCode code, String message) {
    WadiException error = refusal(wasm);
    assertThat(error).isNotNull();
    assertThat(error.code()).as(error.describe()).isEqualTo(code);
    assertThat(error).hasMessageContaining(message);
  }

  private static ModuleBuilder honest() {
    return ModuleBuilder.scalar("l", "l", "", OK);
  }

  @Test
  void whatIsNotWebAssembly() {
    byte[] image = bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10);
    assertRefused(image, ErrorCode.PLUGIN_INVALID, "starts with [89 50 4e 47]");
    assertRefused(new byte[0], ErrorCode.PLUGIN_INVALID, "starts with []");
    byte[] text = "(module)".getBytes(StandardCharsets.UTF_8);
    assertRefused(text, ErrorCode.PLUGIN_INVALID, "not a WebAssembly module");
  }

  @Test
  void whatIsCutOff() {
    byte[] whole = honest().build();
    for (int length = 4; length < whole.length; length++) {
      WadiException error = refusal(Arrays.copyOf(whole, length));
      assertThat(error).as("the first %d of %d bytes", length, whole.length).isNotNull();
    }
  }

  @Test
  void aModuleThatIsNoPlugin() {
    assertRefused(
        ModuleBuilder.bare(), ErrorCode.PLUGIN_ABI_MISMATCH, "custom section 'wadi.plugin.v1'");
    assertRefused(
        bytes(0, 'a', 's', 'm', 1, 0, 0, 0), ErrorCode.PLUGIN_ABI_MISMATCH, "not a Wadi plugin");
  }

  @Test
  void anotherAbi() {
    assertRefused(
        ModuleBuilder.bare().description("{\"abi\":2,\"name\":\"test\"}"),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "ABI version 2");
    assertRefused(
        ModuleBuilder.bare().description("{\"name\":\"test\"}"),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "ABI version (none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json|it is not JSON",
        "[1]|expected JSON objects",
        "{\"abi\":1,\"name\":\"t\"}|it has no functions",
        "{\"abi\":1,\"name\":\"t\"}{\"name\":\"u\"}|'name' is given twice",
        "{\"abi\":1,\"functions\":[{\"name\":\"F\"}]}|has the name 'F'",
        "{\"abi\":1,\"functions\":[{\"name\":\"f\",\"kind\":\"scalar\",\"args\":[{}]}]}|an"
            + " argument",
      })
  void aWrongDescription(String json, String message) {
    assertRefused(ModuleBuilder.bare().description(json), ErrorCode.PLUGIN_INVALID, message);
  }

  @Test
  void aPluginWithoutAName() {
    assertRefused(
        ModuleBuilder.bare().description("{\"abi\":1}").describe("l", "l", ""),
        ErrorCode.PLUGIN_INVALID,
        "the plugin has the name ''");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "+w:3 l",
        "+L l",
        "l vu",
        "d:39,0 l",
        "d:5,6 l",
        "l n",
        "l tsx:",
        "l tsn:UTC",
        "l w:16"
      })
  void anUnknownType(String argument, String result) {
    assertRefused(
        ModuleBuilder.scalar(argument, result, "", OK),
        ErrorCode.PLUGIN_INVALID,
        "which this host does not know");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'+l'}|has the type '+l' with 0 children, expected 1",
        "{'type':'+s','children':[]}|has the type '+s' with 0 children, expected 1",
        "{'type':'+s','children':[{'type':'l'}]}|field 1 has no name",
        "{'type':'+m','children':[{'type':'u'}]}|with 1 children, expected 2",
        "{'type':'l','children':[{'type':'u'}]}|with 1 children, expected 0",
        "{'type':'+l','children':[{'type':'vu'}]}|'item' has the type 'vu', which this host does"
            + " not",
        "'l', 'json':true|is JSON, so its type must be 'u'"
      })
  void aNestedTypeThatIsNone(String type, String reason) {
    String json = type.replace('\'', '"');
    assertRefused(
        ModuleBuilder.plugin().describeNested(json, "\"l\"", "").batch(OK),
        ErrorCode.PLUGIN_INVALID,
        reason);
  }

  @Test
  void aTypeThatIsTooDeep() {
    String type = "\"l\"";
    for (int depth = 1; depth < 8; depth++) {
      type = "{\"type\":\"+l\",\"children\":[{\"type\":%s}]}".formatted(type);
    }
    new PluginRegistry(LIMITS)
        .add(ModuleBuilder.plugin().describeNested(type, type, "").batch(OK).build());
    type = "{\"type\":\"+l\",\"children\":[{\"type\":%s}]}".formatted(type);
    assertRefused(
        ModuleBuilder.plugin().describeNested(type, "\"l\"", "").batch(OK),
        ErrorCode.PLUGIN_INVALID,
        "nested more than 8 deep");
  }

  @Test
  void nothingToRepeat() {
    assertRefused(
        ModuleBuilder.plugin()
            .description(
                """
                {"functions":[{"name":"f","kind":"scalar","variadic":true,"returns":{"type":"l"}}]}
                """)
            .batch(OK),
        ErrorCode.PLUGIN_INVALID,
        "no argument that could be repeated");
  }

  @Test
  void anUnknownKindOrManner() {
    assertRefused(
        ModuleBuilder.bare()
            .description("{\"abi\":1,\"name\":\"t\",\"functions\":[{\"name\":\"f\"")
            .description(",\"kind\":\"window\"}]}"),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "of the kind 'window'");
    assertRefused(
        ModuleBuilder.scalar("l", "l", ",\"nulls\":\"sometimes\"", OK),
        ErrorCode.PLUGIN_INVALID,
        "nulls 'sometimes'");
  }

  @Test
  void capabilitiesThatNobodyKnows() {
    assertRefused(
        honest().description("{\"capabilities\":[\"teleport\"]}"),
        ErrorCode.PLUGIN_FORBIDDEN,
        "'teleport'");
  }

  @Test
  void missingExports() {
    ModuleBuilder described = ModuleBuilder.bare().description("{\"abi\":1,\"name\":\"t\"}");
    assertRefused(
        described.describe("l", "l", ""),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "does not export 'wadi_alloc'");
    assertRefused(
        ModuleBuilder.plugin().describe("l", "l", ""),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "does not export 'f'");
  }

  @Test
  void exportsOfTheWrongType() {
    assertRefused(
        ModuleBuilder.plugin()
            .describe("l", "l", "")
            .function("f", bytes(I32, I64), bytes(I32), OK),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "the export 'f' has the type");
    assertRefused(
        honest().function("wadi_error", bytes(), bytes(), bytes()),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "the export 'wadi_error' has the type");
    assertRefused(
        ModuleBuilder.plugin().describe("l", "l", "").export("f", 2, 0),
        ErrorCode.PLUGIN_ABI_MISMATCH,
        "the export 'f' is not a function");
  }

  @Test
  void importsThatTheHostDoesNotOffer() {
    ModuleBuilder module =
        new ModuleBuilder()
            .imported("env", "system", bytes(I32), bytes(I32))
            .export("memory", 2, 0)
            .description("{\"abi\":1,\"name\":\"t\"}");
    assertRefused(module, ErrorCode.PLUGIN_INVALID, "imports function 'env.system'");
  }

  @Test
  void importsOfTheWrongType() {
    ModuleBuilder module =
        new ModuleBuilder()
            .imported("wasi_snapshot_preview1", "fd_write", bytes(I64), bytes(I32))
            .export("memory", 2, 0)
            .description("{\"abi\":1,\"name\":\"t\"}");
    assertRefused(module, ErrorCode.PLUGIN_INVALID, "'wasi_snapshot_preview1.fd_write'");
  }

  @Test
  void featuresThatCannotBeBounded() {
    assertRefused(
        honest().rawType(0x5F, 1, 0x7F, 0), ErrorCode.PLUGIN_INVALID, "garbage-collected types");
    byte[] boxed = code(i32Const(1), bytes(0xFB, 0x1C), DROP); // ref.i31
    assertRefused(
        ModuleBuilder.scalar("l", "l", "", boxed, OK),
        ErrorCode.PLUGIN_INVALID,
        "garbage-collected types");
    byte[] vector = code(i32Const(1), bytes(0xFD, 0x0F), DROP); // i8x16.splat
    assertRefused(ModuleBuilder.scalar("l", "l", "", vector, OK), ErrorCode.PLUGIN_INVALID, "SIMD");
  }

  @Test
  void whatIsTooLarge() {
    assertRefused(
        honest().table(65_537, 70_000), ErrorCode.PLUGIN_TOO_LARGE, "65,537 table entries");
    assertRefused(
        honest().function("", bytes(), bytes(), 10_001),
        ErrorCode.PLUGIN_TOO_LARGE,
        "10,001 locals");
    assertRefused(
        honest().function("", bytes(), bytes(), 0xFFFF_FFFFL),
        ErrorCode.PLUGIN_TOO_LARGE,
        "4,294,967,295 locals");
    ModuleBuilder many = honest();
    for (int i = 0; i < 201; i++) {
      many.function("", bytes(), bytes(), 9_999);
    }
    assertRefused(many, ErrorCode.PLUGIN_TOO_LARGE, "locals in all functions");
    byte[] padded = Arrays.copyOf(honest().build(), LIMITS.moduleBytes() + 1);
    assertRefused(padded, ErrorCode.PLUGIN_TOO_LARGE, "at most 8,388,608 are allowed");
  }

  @Test
  void aCountThatIsLargerThanWhatFollows() {
    byte[] table = code(i32Const(0), bytes(0x0E), Wat.unsigned(0x7FFF_FFFF)); // br_table
    assertRefused(
        honest().function("", bytes(), bytes(), table), ErrorCode.PLUGIN_INVALID, "malformed");
  }

  @Test
  void aFunctionTooLargeForTheJvm() {
    byte[][] additions = new byte[22_000][];
    Arrays.fill(additions, code(i32Const(123_456), DROP));
    assertRefused(
        honest().function("", bytes(), bytes(), additions),
        ErrorCode.PLUGIN_INVALID,
        "cannot be compiled");
  }

  @Test
  void aFunctionThatAnotherPluginHas() {
    PluginRegistry registry = new PluginRegistry(LIMITS);
    PluginModule first = registry.add(honest().build());
    byte[] other =
        new String(honest().build(), ISO_8859_1)
            .replace("\"name\":\"test\"", "\"name\":\"tost\"")
            .getBytes(ISO_8859_1);
    WadiException error = catchThrowableOfType(WadiException.class, () -> registry.add(other));
    assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE_NAME);
    assertThat(registry.modules()).containsExactly(first);
  }

  @Test
  void anotherVersionOfAPluginMayHaveItsFunctions() {
    PluginRegistry registry = new PluginRegistry(LIMITS);
    PluginModule first = registry.add(honest().build());
    PluginModule second = registry.add(honest().table(1, 1).build());
    assertThat(registry.latest()).containsExactly(second);
    assertThat(registry.add(honest().build())).isSameAs(first);
    assertThat(registry.latest()).containsExactly(first);
    assertThat(registry.modules()).containsExactly(second, first);
  }

  @Test
  void aFunctionOfAPluginThatIsGone() {
    PluginRegistry registry = new PluginRegistry(LIMITS);
    PluginModule module = registry.add(honest().build());
    PluginRef ref = module.functions().getFirst().plugin();
    assertThat(ref.name()).isEqualTo("test");
    assertThat(registry.get(ref.sha256())).contains(module);
    assertThat(registry.remove(ref.sha256())).isTrue();
    assertThat(registry.remove(ref.sha256())).isFalse();
    WadiException error =
        catchThrowableOfType(
            WadiException.class, () -> registry.open(module.functions().getFirst()));
    assertThat(error.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }
}
