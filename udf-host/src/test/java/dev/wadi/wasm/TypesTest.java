package dev.wadi.wasm;

import static dev.wadi.wasm.Wat.I32_ADD;
import static dev.wadi.wasm.Wat.I32_MUL;
import static dev.wadi.wasm.Wat.I32_SHR_U;
import static dev.wadi.wasm.Wat.I32_WRAP_I64;
import static dev.wadi.wasm.Wat.MEMORY_COPY;
import static dev.wadi.wasm.Wat.code;
import static dev.wadi.wasm.Wat.i32Const;
import static dev.wadi.wasm.Wat.i32Load;
import static dev.wadi.wasm.Wat.i32Store;
import static dev.wadi.wasm.Wat.i64Load;
import static dev.wadi.wasm.Wat.localGet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.function.ScalarFunction;
import java.util.Random;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every type goes in and comes out unchanged through a guest that only copies, in batches that
/// grow and shrink, with and without nulls.
class TypesTest extends PluginFixture {
  private final Random random = new Random(11);
  private final RandomValues values = new RandomValues(random, 0.3);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b", "c", "C", "s", "S", "i", "I", "l", "L", "f", "g", "u", "z", "tdD", "ttu", "tsu:",
        "tsu:UTC", "tsn:", "tDu", "tiM", "d:38,9", "d:7,2"
      })
  void goesInAndComesOut(String format) {
    ArrowType type = type(format);
    ScalarFunction function = open(copier(format, type));
    for (int rows : new int[] {1, 7, 8, 9, 63, 64, 65, 200, 3, 1000}) {
      for (double nulls : new double[] {0, 0.3, 1}) {
        FieldVector argument = column(type, rows, nulls);
        FieldVector result = call(function, argument);
        assertThat(result.getField().getType()).isEqualTo(type);
        assertThat(values(result)).isEqualTo(values(argument));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"u", "l"})
  void aSliceIsWhatItShows(String format) {
    ArrowType type = type(format);
    FieldVector whole = column(type, 100, 0.2);
    TransferPair pair = whole.getTransferPair(scope.allocator());
    pair.splitAndTransfer(16, 40);
    FieldVector slice = own((FieldVector) pair.getTo());
    ScalarFunction function = open(copier(format, type));
    assertThat(values(call(function, slice))).isEqualTo(values(whole).subList(16, 56));
  }

  // As the engine has it: a time with a zone is marked, not another type.
  private static ArrowType type(String format) {
    return ArrowFormat.parse(format.replace("UTC", ""), "it");
  }

  // Sees nulls, and gives the argument's buffers back: by copy into the host's, or as they are.
  private static ModuleBuilder copier(String format, ArrowType type) {
    ColumnShape shape = ColumnShape.of(Field.nullable("x", type));
    byte[] argument = code(localGet(0), i32Load(44), i32Load(0), i32Load(40));
    byte[] result = code(localGet(1), i32Load(40));
    byte[] validity = code(result, argument, i32Load(0), i32Store(0));
    byte[] rows = code(localGet(0), i64Load(0), I32_WRAP_I64);
    byte[] size =
        shape.width() == ColumnShape.BITS
            ? code(rows, i32Const(7), I32_ADD, i32Const(3), I32_SHR_U)
            : code(rows, i32Const(shape.width()), I32_MUL);
    byte[] values =
        shape.variable()
            ? code(
                result,
                argument,
                i32Load(4),
                i32Store(4),
                result,
                argument,
                i32Load(8),
                i32Store(8))
            : code(result, i32Load(4), argument, i32Load(4), size, MEMORY_COPY);
    return ModuleBuilder.growing()
        .describe(format, format, ",\"nulls\":\"called\"")
        .batch(validity, values, i32Const(0));
  }

  private FieldVector column(ArrowType type, int rows, double nulls) {
    Field field = new Field("x", new FieldType(true, type, null), null);
    FieldVector vector =
        own(Types.getMinorTypeForArrowType(type).getNewVector(field, scope.allocator(), null));
    vector.setInitialCapacity(rows);
    vector.allocateNew();
    for (int i = 0; i < rows; i++) {
      if (random.nextDouble() < nulls) {
        vector.setNull(i);
      } else {
        values.set(vector, i);
      }
    }
    vector.setValueCount(rows);
    return vector;
  }
}
