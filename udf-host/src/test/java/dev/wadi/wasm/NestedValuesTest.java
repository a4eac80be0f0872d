package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i32Store;
import static dev.wadi.wasm.Wat.i64Load;
import static dev.wadi.wasm.Wat.i64Store;
import static dev.wadi.wasm.Wat.localGet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.sdk.function.ScalarFunction;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists, structs and maps go in and come out unchanged, in batches that grow and shrink; what is
/// wrong with them is found.
class NestedValuesTest extends PluginFixture {
  private static final String CALLED = ",\"nulls\":\"called\"";
  private static final String STRUCT =
      """
      {"type":"+s","children":[{"name":"a","type":"b"},{"name":"b","type":"u","nullable":false},
        {"name":"c","type":{"type":"+l","children":[{"type":"d:9,2"}]}}]}\
      """;
  private final RandomValues random = new RandomValues(new Random(5), 0.25);

  @ParameterizedTest
  @CsvSource({
    "everything-rust, same_list",
    "everything-rust, same_bits",
    "everything-rust, same_texts",
    "everything-rust, same_place",
    "everything-rust, same_places",
    "everything-c, same_list",
    "everything-c, same_bits",
    "everything-c, same_texts",
    "everything-assemblyscript, same_number",
    "everything-assemblyscript, same_list",
    "everything-assemblyscript, same_bits",
    "everything-assemblyscript, same_texts",
    "everything-assemblyscript, same_place",
    "everything-assemblyscript, same_places",
    "everything-assemblyscript, same_map"
  })
  void throughAnSdkAndBack(String guest, String name) {
    PluginRegistry registry = GuestSdkTest.registry(guest);
    FunctionSignature signature = GuestSdkTest.signature(registry, name);
    isIdentity(open(registry, signature), signature.arguments().getFirst());
  }

  private void isIdentity(ScalarFunction function, Field field) {
    for (int rows : new int[] {1, 7, 64, 65, 500, 3, 2000, 1}) {
      FieldVector argument = own(random.column(field, rows, scope.allocator()));
      FieldVector result = call(function, argument);
      assertThat(values(result)).as("%d rows", rows).isEqualTo(values(argument));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"+l\",\"children\":[{\"type\":\"u\"}]}",
        "{\"type\":\"+l\",\"children\":[{\"type\":\"b\"}]}",
        "{\"type\":\"+l\",\"children\":[{\"type\":{\"type\":\"+l\",\"children\":[{\"type\":\"s\"}]}}]}",
        "{\"type\":\"+m\",\"children\":[{\"type\":\"u\"},{\"type\":\"l\"}]}",
        STRUCT,
        "{\"type\":\"+l\",\"children\":[{\"name\":\"x\",\"type\":" + STRUCT + "}]}"
      })
  void throughAGuestThatGivesItsArgumentBack(String type) {
    ScalarFunction function = open(copier(type));
    isIdentity(function, field(type));
  }

  @Test
  void aSliceIsWhatItShows() {
    String type = "{\"type\":\"+l\",\"children\":[{\"name\":\"x\",\"type\":" + STRUCT + "}]}";
    FieldVector whole = own(random.column(field(type), 100, scope.allocator()));
    TransferPair pair = whole.getTransferPair(scope.allocator());
    pair.splitAndTransfer(13, 40);
    FieldVector slice = own((FieldVector) pair.getTo());
    assertThat(values(call(open(copier(type)), slice))).isEqualTo(values(whole).subList(13, 53));
  }

  // Sets all buffers of the result to those of the argument, and the lengths of what is inside.
  private static ModuleBuilder copier(String type) {
    byte[] argument = code(localGet(0), i32Load(44), i32Load(0));
    return ModuleBuilder.growing()
        .describeNested(type, type, CALLED)
        .batch(copy(argument, localGet(1), field(type)), i32Const(0));
  }

  private static Field field(String type) {
    return DescriptionReader.read(
            """
            {"abi":1,"name":"x","functions":[{"name":"f","kind":"scalar","returns":{"type":%s}}]}
            """
                .formatted(type)
                .getBytes(StandardCharsets.UTF_8))
        .functions()
        .getFirst()
        .result()
        .field();
  }

  private static byte[] copy(byte[] from, byte[] to, Field field) {
    byte[] all = code(to, from, i64Load(0), i64Store(0));
    for (int buffer = 0; buffer < 3; buffer++) {
      all =
          code(
              all,
              code(to, i32Load(40)),
              code(from, i32Load(40), i32Load(4L * buffer)),
              i32Store(4L * buffer));
    }
    for (int i = 0; i < field.getChildren().size(); i++) {
      byte[] child = code(i32Load(44), i32Load(4L * i));
      all = code(all, copy(code(from, child), code(to, child), field.getChildren().get(i)));
    }
    return all;
  }
}
