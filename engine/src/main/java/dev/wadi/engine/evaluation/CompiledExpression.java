package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import dev.wadi.sdk.batch.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;

/// A tree of nodes, asked for some rows at a time, so few that what passes between nodes stays in
/// the processor's caches.
final class CompiledExpression implements ColumnExpression {
  /// Rows at a time if functions are called, each call of which has its price.
  static final int LARGE_BATCH = 8_192;

  private static final int SMALL_BATCH = 1_024;

  private final Node<Values> root;
  private final List<Node<Flags>> conjuncts;
  private final Field type;
  private final Compilation compilation;
  private final int rowsAtATime;

  CompiledExpression(Node<Values> root, Field type, Compilation compilation) {
    this.root = root;
    this.conjuncts = conjuncts(root);
    this.type = type;
    this.compilation = compilation;
    this.rowsAtATime = compilation.prefersLargeBatches() ? LARGE_BATCH : SMALL_BATCH;
  }

  private static List<Node<Flags>> conjuncts(Node<?> node) {
    if (!(node instanceof Junction junction) || !junction.isConjunction()) {
      return List.of(Compilation.<Flags>as(node));
    }
    List<Node<Flags>> conjuncts = new ArrayList<>();
    junction.operands().forEach(operand -> conjuncts.addAll(conjuncts(operand)));
    return conjuncts;
  }

  @Override
  public Column evaluate(Batch batch, Selection selection) {
    Optional<Column> existing = root.existingColumn(batch, selection);
    return existing.orElseGet(() -> compute(batch, selection));
  }

  private Column compute(Batch batch, Selection selection) {
    ColumnWriter writer = new ColumnWriter(type, compilation.allocator(), batch.physicalRowCount());
    try {
      int count = selection == null ? batch.physicalRowCount() : selection.count();
      for (int from = 0; from < count; from += rowsAtATime) {
        Rows rows = rows(batch, selection, from, count);
        writer.write(root.evaluate(rows), rows);
      }
      return writer.finish();
    } catch (RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  private Rows rows(Batch batch, Selection selection, int from, int count) {
    int[] physical = selection == null ? null : selection.rows();
    return new Rows(batch, physical, from, Math.min(rowsAtATime, count - from));
  }

  @Override
  public Selection filter(Batch batch, Selection selection) {
    int count = selection == null ? batch.physicalRowCount() : selection.count();
    int[] found = new int[count];
    int foundCount = 0;
    for (int from = 0; from < count; from += rowsAtATime) {
      foundCount = addTrueRows(rows(batch, selection, from, count), found, foundCount);
    }
    return new Selection(found, foundCount);
  }

  // Each conjunct is computed only for the rows for which those before it are true.
  private int addTrueRows(Rows rows, int[] found, int foundCount) {
    Rows open = rows;
    for (Node<Flags> conjunct : conjuncts.subList(0, conjuncts.size() - 1)) {
      Positions positions = truePositions(conjunct.evaluate(open));
      open = positions.count() == open.count() ? open : open.at(positions);
      if (open.count() == 0) {
        return foundCount;
      }
    }
    int end = foundCount;
    Flags flags = conjuncts.getLast().evaluate(open);
    for (int i = 0; i < flags.wordCount(); i++) {
      for (long bits = flags.trueWord(i); bits != 0; bits &= bits - 1) {
        found[end++] = open.row((i << 6) + Long.numberOfTrailingZeros(bits));
      }
    }
    return end;
  }

  private static Positions truePositions(Flags flags) {
    long[] words = new long[flags.wordCount()];
    for (int i = 0; i < words.length; i++) {
      words[i] = flags.trueWord(i);
    }
    return Positions.ofBits(words, flags.count());
  }

  @Override
  public void close() {
    compilation.close();
  }
}
