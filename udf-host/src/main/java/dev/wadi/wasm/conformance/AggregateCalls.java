package dev.wadi.wasm.conformance;

import dev.wadi.sdk.function.AggregateFunction;
import dev.wadi.sdk.function.FunctionKind;
import dev.wadi.sdk.function.FunctionSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.types.pojo.Field;

/// One instance of an aggregate, over states that are values: each call takes some and gives new
/// ones, so that a state can be used twice.
final class AggregateCalls implements AutoCloseable {
  private final FunctionSignature signature;
  private final FunctionKind.Aggregate kind;
  private final Bench bench;
  private final AggregateFunction function;

  AggregateCalls(FunctionSignature signature, Bench bench) {
    this.signature = signature;
    this.kind = (FunctionKind.Aggregate) signature.kind();
    this.bench = bench;
    this.function = bench.registry().openAggregate(signature);
  }

  /// The states of groups without rows.
  List<Row> empty(int groups) {
    return Collections.nCopies(groups, new Row(Collections.nCopies(kind.state().size(), null)));
  }

  /// The state of one group after some more rows.
  Row add(Row state, List<Row> rows) {
    return update(List.of(state), new int[rows.size()], added(rows), rows).getFirst();
  }

  /// The state of one group without some rows.
  Row remove(Row state, List<Row> rows) {
    int[] signs = new int[rows.size()];
    Arrays.fill(signs, -1);
    return update(List.of(state), new int[rows.size()], signs, rows).getFirst();
  }

  /// The signs of rows that are all added.
  static int[] added(List<Row> rows) {
    int[] signs = new int[rows.size()];
    Arrays.fill(signs, 1);
    return signs;
  }

  /// @param groups of each row, a number of a state
  /// @param signs of each row: 1 if it is added, -1 if it is taken back
  List<Row> update(List<Row> states, int[] groups, int[] signs, List<Row> rows) {
    List<FieldVector> input = new ArrayList<>(List.of(groupColumn(groups)));
    if (kind.retracts()) {
      input.add(signColumn(signs));
    }
    return change(states, input, signature.arguments(), rows, function::update);
  }

  /// Adds partial results to one state.
  Row merge(Row state, List<Row> partial) {
    return merge(List.of(state), new int[partial.size()], partial).getFirst();
  }

  List<Row> merge(List<Row> states, int[] groups, List<Row> partial) {
    List<FieldVector> input = new ArrayList<>(List.of(groupColumn(groups)));
    return change(states, input, kind.state(), partial, function::merge);
  }

  private interface Change {
    void of(List<FieldVector> rows, int rowCount, List<FieldVector> states, int groupCount);
  }

  private List<Row> change(
      List<Row> states,
      List<FieldVector> input,
      List<Field> fields,
      List<Row> rows,
      Change change) {
    List<FieldVector> changed = bench.writer().columns(kind.state(), states);
    try {
      input.addAll(bench.writer().columns(fields, rows));
      change.of(input, rows.size(), changed, states.size());
      return VectorReader.rows(changed, states.size());
    } finally {
      input.forEach(FieldVector::close);
      changed.forEach(FieldVector::close);
    }
  }

  Object result(Row state) {
    return results(List.of(state)).getFirst();
  }

  List<Object> results(List<Row> states) {
    List<FieldVector> columns = bench.writer().columns(kind.state(), states);
    try (FieldVector result = signature.result().createVector(bench.allocator())) {
      result.allocateNew();
      function.result(columns, states.size(), result);
      return VectorReader.values(result);
    } finally {
      columns.forEach(FieldVector::close);
    }
  }

  private IntVector groupColumn(int[] groups) {
    IntVector column = new IntVector("group", bench.allocator());
    column.allocateNew(groups.length);
    for (int i = 0; i < groups.length; i++) {
      column.set(i, groups[i]);
    }
    column.setValueCount(groups.length);
    return column;
  }

  private TinyIntVector signColumn(int[] signs) {
    TinyIntVector column = new TinyIntVector("sign", bench.allocator());
    column.allocateNew(signs.length);
    for (int i = 0; i < signs.length; i++) {
      column.set(i, signs[i]);
    }
    column.setValueCount(signs.length);
    return column;
  }

  @Override
  public void close() {
    function.close();
  }
}
