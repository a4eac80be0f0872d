package dev.wadi.wasm;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.sdk.format.Decoder;
import dev.wadi.sdk.function.Rejection;
import java.util.BitSet;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;

/// What decodes a format of a plugin, for one reader.
final class WasmDecoder implements Decoder {
  private final OwnInstance<TableCalls> own;
  // Whether the instance is in the middle of a batch, the records of which rows were made, and
  // those
  // that are rejected.
  private boolean unfinished;
  private final BitSet decoded = new BitSet();
  private List<Rejection> rejected = List.of();

  private WasmDecoder(OwnInstance<TableCalls> own) {
    this.own = own;
  }

  static WasmDecoder open(PluginModule module, FormatCalls format) {
    return new WasmDecoder(new OwnInstance<>(module, format.user(), format::decoding));
  }

  // Only the instance knows where it is in a batch that was given up, so that goes with it.
  @Override
  public void begin(VarBinaryVector records) {
    if (unfinished) {
      own.drop();
    }
    decoded.clear();
    rejected = List.of();
    unfinished = true;
    own.use((_, calls) -> calls.begin(List.of(records), records.getValueCount()));
  }

  @Override
  public boolean next(int rowsMax, IntVector origins, List<FieldVector> columns) {
    if (unfinished) {
      unfinished = false;
      unfinished = own.use((guest, calls) -> next(guest, calls, rowsMax, origins, columns));
    }
    return unfinished;
  }

  private boolean next(
      PluginGuest guest,
      TableCalls calls,
      int rowsMax,
      IntVector origins,
      List<FieldVector> columns) {
    int code = calls.next(rowsMax);
    switch (code) {
      case ReturnCode.OK, ReturnCode.AGAIN, ReturnCode.REJECTED -> {
        List<Rejection> last = code == ReturnCode.REJECTED ? calls.rejected() : List.of();
        calls.rows(rowsMax, code == ReturnCode.AGAIN, origins, columns);
        checkRejected(last, origins);
        return code == ReturnCode.AGAIN;
      }
      case ReturnCode.ERROR ->
          throw new WadiException(
              ErrorCode.FUNCTION_ERROR,
              "%s failed: %s".formatted(own.name(), guest.error().message()));
      default -> throw ReturnCode.unknown(code);
    }
  }

  // Rows that were made before may be gone already.
  private void checkRejected(List<Rejection> last, IntVector origins) {
    for (int i = 0; i < origins.getValueCount(); i++) {
      decoded.set(origins.get(i));
    }
    for (Rejection rejection : last) {
      if (decoded.get(rejection.row())) {
        throw ResultReader.bad(
            "it rejects record %d, which it has made a row of".formatted(rejection.row()));
      }
    }
    rejected = last;
  }

  @Override
  public List<Rejection> rejected() {
    return rejected;
  }

  @Override
  public void close() {
    own.close();
  }
}
