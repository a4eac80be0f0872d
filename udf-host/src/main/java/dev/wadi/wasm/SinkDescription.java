package dev.wadi.wasm;

import java.util.List;

/// What a module says about a sink.
///
/// @param name of the connector
/// @param export what the names of its functions begin with
/// @param description one sentence
/// @param changelog whether rows may be changed and taken back
/// @param twoPhase whether what is written appears when it is committed; otherwise at once
/// @param maxParallelism how many writers there may be
record SinkDescription(
    String name,
    String export,
    String description,
    PluginOptions options,
    boolean changelog,
    boolean twoPhase,
    int maxParallelism) {
  static final String OPEN = "_open";
  static final String WRITE = "_write";
  static final String FLUSH = "_flush";
  static final String FINISH = "_finish";
  static final String PREPARE = "_prepare";
  static final String COMMIT = "_commit";
  static final String RECOVER = "_recover";
  static final String CLOSE = "_close";

  void checkExports(ModuleChecker checker) {
    if (twoPhase) {
      checker.checkConnectorExports(
          export, List.of(OPEN, WRITE, PREPARE, COMMIT, RECOVER), List.of(FLUSH, CLOSE));
    } else {
      checker.checkConnectorExports(export, List.of(OPEN, WRITE), List.of(FLUSH, FINISH, CLOSE));
    }
  }
}
