package dev.wadi.engine.testing;

import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import java.util.List;
import java.util.stream.IntStream;

/// @param failAt which of the table's rows, from 1, cannot be read
/// @param changelog whether each row begins with its change kind
record ScriptedSource(
    Script script,
    TableDefinition table,
    boolean bounded,
    boolean blocking,
    int splitCount,
    long failAt,
    boolean changelog)
    implements Source {
  @Override
  public List<Split> splits(int parallelism) {
    return IntStream.range(0, splitCount).mapToObj(i -> new Split("split-" + i, "")).toList();
  }

  @Override
  public SplitReader open(Split split, ReadContext context) {
    int index = Integer.parseInt(split.id().substring("split-".length()));
    return new ScriptedReader(this, index, split.position(), context);
  }
}
