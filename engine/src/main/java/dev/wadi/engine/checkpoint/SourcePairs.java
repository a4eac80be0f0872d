package dev.wadi.engine.checkpoint;

import dev.wadi.engine.dataflow.StateLayout.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// From which of a plan's sources those of another plan go on: whoever reads what is read from a
/// table must get the rows behind those that it has got. What is read by nobody who was there
/// before goes on where the table was, or at its beginning if it was not read.
///
/// @param pairs the sources of the other plan with those that they go on from; that of a table that
///   was not read is not among them
/// @param gone sources from which none goes on
/// @param unclear sources of the other plan of which nobody can say where they go on
record SourcePairs(Map<Part, Part> pairs, List<Part> gone, List<Part> unclear) {
  static SourcePairs of(List<Part> from, List<Part> to) {
    Map<Part, Part> pairs = new LinkedHashMap<>();
    List<Part> unclear = new ArrayList<>();
    for (Part source : to) {
      List<Part> same = withIdentityOf(source, from);
      List<Part> others = withIdentityOf(source, to);
      if (readers(same).equals(readers(others))) {
        pairs.put(source, same.get(others.indexOf(source)));
        continue;
      }
      List<Part> candidates = candidates(source, same);
      boolean newTable = same.isEmpty() && from.stream().noneMatch(old -> meets(source, old));
      if (candidates.size() == 1) {
        pairs.put(source, candidates.getFirst());
      } else if (!newTable) {
        unclear.add(source);
      }
    }
    List<Part> gone = from.stream().filter(old -> !pairs.containsValue(old)).toList();
    return new SourcePairs(pairs, gone, unclear);
  }

  private static List<Part> withIdentityOf(Part source, List<Part> all) {
    return all.stream().filter(other -> other.identity().equals(source.identity())).toList();
  }

  private static List<Set<String>> readers(List<Part> sources) {
    return sources.stream().map(Part::readers).toList();
  }

  private static List<Part> candidates(Part source, List<Part> same) {
    List<Part> meeting = same.stream().filter(old -> meets(source, old)).toList();
    return meeting.isEmpty() ? same : meeting;
  }

  private static boolean meets(Part source, Part old) {
    return source.readers().stream().anyMatch(old.readers()::contains);
  }
}
