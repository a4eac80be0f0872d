package dev.wadi.wasm.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A row of arguments, of a state or of a table.
///
/// @param values as {@link VectorReader} gives them; may be null
record Row(List<Object> values) {
  Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
