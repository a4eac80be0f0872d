package dev.wadi.engine.plan;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// One row per item of the longest of some lists: columns of the input, the items at a place, NULL
/// where a list is shorter, and the place from 1 if asked for.
///
/// @param lists columns of the input; of a map, the items are its entries
/// @param kept columns of the input that stay
/// @param outer whether a row without items stays, with NULL for the items and their place
public record Unnest(
    Plan input,
    List<Integer> lists,
    List<Integer> kept,
    boolean ordinality,
    boolean outer,
    Schema schema)
    implements Plan {
  public Unnest {
    lists = List.copyOf(lists);
    kept = List.copyOf(kept);
  }

  @Override
  public List<Plan> inputs() {
    return List.of(input);
  }
}
