package dev.wadi.engine.plan;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows of a table that come in time for an operator further on, and those that do not: they leave
/// each other where they have just been read, since further on a watermark may have waited for more
/// rows.
public sealed interface LatePlan extends Plan {
  /// The rows that come in time.
  ///
  /// @param lateTable the name of the table that the others go to
  record InTime(Plan input, Lateness lateness, String lateTable) implements LatePlan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<Plan> inputs() {
      return List.of(input);
    }
  }

  /// The others. They are read where another plan of the pipeline reads those that are in time.
  record Late(InTime others) implements LatePlan {
    @Override
    public Schema schema() {
      return others.schema();
    }

    @Override
    public List<Plan> inputs() {
      return List.of(others);
    }
  }
}
