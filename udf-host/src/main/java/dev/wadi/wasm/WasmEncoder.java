package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Encoder;
import dev.wadi.sdk.function.Rejection;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;

/// What encodes a format of a plugin, for one writer.
final class WasmEncoder implements Encoder {
  private final OwnInstance<FunctionCalls> own;

  private WasmEncoder(OwnInstance<FunctionCalls> own) {
    this.own = own;
  }

  static WasmEncoder open(PluginModule module, FormatCalls format) {
    return new WasmEncoder(new OwnInstance<>(module, format.user(), format::encoding));
  }

  @Override
  public List<Rejection> encode(List<FieldVector> columns, int rowCount, VarBinaryVector records) {
    return own.use((guest, calls) ->
        calls.run(
            columns,
            rowCount,
            records,
            () ->
                new WadiException(
                    ErrorCode.FUNCTION_ERROR,
                    "%s failed: %s".formatted(own.name(), guest.error().message()))));
  }

  @Override
  public void close() {
    own.close();
  }
}
