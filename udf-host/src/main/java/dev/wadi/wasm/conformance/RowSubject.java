package dev.wadi.wasm.conformance;

import dev.wadi.sdk.function.FunctionSignature;
import dev.wadi.wasm.conformance.RandomValues.Kind;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.Schema;

/// What has an answer for each row, and what to ask it.
///
/// @param signature of a function; of a format, as if it was one
/// @param takesNoRows whether it may be called with a batch without rows
/// @param opening starts an instance, given how many rows one that makes rows is asked for at once
/// @param valuesOf where rows come from
record RowSubject(
    FunctionSignature signature,
    boolean takesNoRows,
    IntFunction<RowFunction> opening,
    Function<Kind, RowSource> valuesOf) {
  static RowSubject of(FunctionSignature signature, Bench bench) {
    return new RowSubject(
        signature, true, rowsMax -> open(signature, rowsMax, bench), bench::values);
  }

  private static RowFunction open(FunctionSignature signature, int rowsMax, Bench bench) {
    return signature.givesRows()
        ? new TableCalls(
            new RowMaker.OfFunction(bench.registry().openTable(signature)),
            new Schema(signature.columns()),
            rowsMax,
            bench.allocator())
        : new ScalarCalls(bench.registry().open(signature), signature.result(), bench.allocator());
  }

  RowSource values(Kind kind) {
    return valuesOf.apply(kind);
  }
}
