package dev.wadi.engine.lookup;

import dev.wadi.engine.batch.Gather;
import dev.wadi.engine.operator.JoinPairs;
import dev.wadi.engine.operator.KeyColumns;
import dev.wadi.engine.operator.Operator;
import dev.wadi.engine.operator.OperatorContext;
import dev.wadi.engine.operator.PairedRows;
import dev.wadi.engine.plan.LookedUp;
import dev.wadi.engine.plan.Plan;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import dev.wadi.sdk.connector.CanLookup;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Joins rows with those that another system has for their keys. Of a batch, the distinct keys to
/// which there is no fresh answer are asked for in one call. No state: what is kept of the answers
/// is only a cache.
public final class LookupJoinOperator implements Operator {
  private final OperatorContext context;
  private final KeyColumns keys;
  private final PairedRows paired;
  private final boolean keeping;
  private final KeptAnswers answers;
  private final Lookup lookup;

  public LookupJoinOperator(Plan.LookupJoin join, OperatorContext context) {
    LookedUp table = join.table();
    this.context = context;
    this.keys = new KeyColumns(join.keys());
    this.paired = new PairedRows(join.kind(), join.residual(), table.schema(), context);
    this.answers =
        new KeptAnswers(
            table.keys(),
            table.schema(),
            table.maxAgeMillis(),
            table.cacheBytes(),
            context.nanoClock(),
            context.allocator());
    LookupTable connected =
        context.connector(table.table().connector(), CanLookup.class).lookup(table.table());
    this.keeping = connected.worthKeeping();
    this.lookup =
        connected.open(
            new LookupTable.LookupContext(
                context.allocator(),
                table.columns(),
                table.maxAgeMillis(),
                table.cacheBytes(),
                context.nanoClock()));
  }

  @Override
  public void process(int input, Batch batch, Output output) {
    try (batch) {
      Selection rows = keys.rowsWithoutNulls(batch);
      int[] numbers = answers.numbersOf(keys.of(batch), rows);
      ask(batch, rows, numbers);
      var pairs = new JoinPairs(rows.count());
      for (int i = 0; i < numbers.length; i++) {
        int found = answers.row(numbers[i]);
        if (found != KeptAnswers.NO_ROW) {
          pairs.add(rows.row(i), found);
        }
      }
      paired.emit(batch, pairs, answers.rows(), output);
      if (keeping) {
        answers.cleanUp();
      } else {
        answers.forget();
      }
    }
  }

  private void ask(Batch batch, Selection rows, int[] numbers) {
    int[] asked = new int[numbers.length];
    int[] askedRows = new int[numbers.length];
    int count = 0;
    BitSet seen = new BitSet(answers.places());
    for (int i = 0; i < numbers.length; i++) {
      if (!seen.get(numbers[i])) {
        seen.set(numbers[i]);
        if (!answers.has(numbers[i])) {
          asked[count] = numbers[i];
          askedRows[count++] = rows.row(i);
        }
      }
    }
    if (count > 0) {
      find(batch, new Selection(askedRows, count), Arrays.copyOf(asked, count));
    }
  }

  private void find(Batch batch, Selection askedRows, int[] asked) {
    List<Column> columns = new ArrayList<>();
    for (Column key : keys.of(batch)) {
      columns.add(Gather.rows(key, askedRows, context.allocator()));
    }
    try (Batch wanted = Batch.of(columns, asked.length)) {
      Lookup.Found found = lookup.find(wanted);
      try (Batch _ = found.rows()) {
        answers.keep(asked, wanted, found);
      }
    }
  }

  @Override
  public void close() {
    lookup.close();
    answers.close();
    paired.close();
  }
}
