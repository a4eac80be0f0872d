package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.connector.Lookup;
import dev.wadi.sdk.connector.LookupTable;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;

/// Finds rows of a scripted table, of all its feeds, released or not: of each key the last. Notes
/// what it is asked.
///
/// @param failAt which call, from 1, fails
record ScriptedLookup(
    Script script, TableDefinition table, boolean blocking, boolean worthKeeping, long failAt)
    implements LookupTable {

  @Override
  public Lookup open(LookupContext context) {
    return new Lookup() {
      private int calls;

      @Override
      public Found find(Batch keys) {
        if (++calls == failAt) {
          throw new WadiException(
              ErrorCode.BAD_DATA,
              "table '%s': lookup %d was told to fail".formatted(table.name(), failAt));
        }
        List<String> wanted = BatchText.lines(keys);
        script.noteAsked(table.name(), wanted);
        return found(wanted, context);
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }

  private Lookup.Found found(List<String> wanted, LookupContext context) {
    Map<String, String> rows = rowsByKey(context);
    int[] keys =
        IntStream.range(0, wanted.size()).filter(i -> rows.containsKey(wanted.get(i))).toArray();
    List<String> lines = IntStream.of(keys).mapToObj(i -> rows.get(wanted.get(i))).toList();
    return new Lookup.Found(
        BatchParser.parse(table.schema(), context.columns(), lines, context.allocator()), keys);
  }

  private Map<String, String> rowsByKey(LookupContext context) {
    List<String> lines = new ArrayList<>();
    script.all(table.name()).forEach(feed -> lines.addAll(feed.rows()));
    List<String> names = table.schema().getFields().stream().map(Field::getName).toList();
    Map<String, String> rows = new TreeMap<>();
    List<Integer> keyColumns = table.primaryKey().stream().map(names::indexOf).sorted().toList();
    try (Batch keys = BatchParser.parse(table.schema(), keyColumns, lines, context.allocator())) {
      List<String> texts = BatchText.lines(inKeyOrder(keys, keyColumns, names));
      for (int i = 0; i < texts.size(); i++) {
        rows.put(texts.get(i), lines.get(i));
      }
    }
    return rows;
  }

  private Batch inKeyOrder(Batch keys, List<Integer> keyColumns, List<String> names) {
    return Batch.of(
        table.primaryKey().stream()
            .map(name -> keys.column(keyColumns.indexOf(names.indexOf(name))))
            .toList(),
        keys.rowCount());
  }
}
