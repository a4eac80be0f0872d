package dev.wadi.engine.checkpoint;

import java.io.IOException;

/// A file of a checkpoint is there, but is not what was written: reading it again does not help.
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String message) {
    super(message);
  }
}
