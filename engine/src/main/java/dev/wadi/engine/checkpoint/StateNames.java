package dev.wadi.engine.checkpoint;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of the files of state. They tell which checkpoint they were written for; later ones
/// may need them, too.
final class StateNames {
  private static final Pattern STATE = Pattern.compile("state-(\\d{19})-.*\\.(arrows|delta)");

  private StateNames() {}

  /// Of a file with all rows.
  ///
  /// @param run keeps two runs apart that take themselves for the only one
  static String full(long epoch, String run, TaskId task, int step) {
    return name(epoch, run, task, step, "arrows");
  }

  /// Of a file with what has changed.
  static String delta(long epoch, String run, TaskId task, int step) {
    return name(epoch, run, task, step, "delta");
  }

  private static String name(long epoch, String run, TaskId task, int step, String kind) {
    return "state-%019d-%s-%d-%d-%d.%s"
        .formatted(epoch, run, task.stage(), step, task.subtask(), kind);
  }

  /// Which checkpoint a file was written for; empty if it is no file of state.
  static OptionalLong epoch(String name) {
    Matcher state = STATE.matcher(name);
    return state.matches() ? OptionalLong.of(Long.parseLong(state.group(1))) : OptionalLong.empty();
  }
}
