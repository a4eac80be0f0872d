package dev.wadi.engine.aggregate;

import dev.wadi.sdk.batch.Column;
import java.util.List;

/// Which rows an aggregate leaves out because of nulls.
enum NullRule {
  /// None.
  KEEP,
  /// Those whose first argument is null.
  SKIP_FIRST,
  /// Those of which any argument is null.
  SKIP_ANY;

  GroupedRows counting(List<Column> arguments, GroupedRows rows) {
    return switch (this) {
      case KEEP -> rows;
      case SKIP_FIRST -> rows.withoutNulls(arguments.getFirst());
      case SKIP_ANY -> rows.withoutNulls(arguments);
    };
  }
}
