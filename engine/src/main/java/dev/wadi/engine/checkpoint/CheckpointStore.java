package dev.wadi.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Where the checkpoints of one pipeline are kept: files by name, without folders. Thread-safe. An
/// `IOException` says in its message what failed and where.
public interface CheckpointStore {
  /// Keeps a file under a name that is new. When this returns, the file is durable as soon as any
  /// {@link #create} after it has returned. After an exception it is not there.
  void write(String name, ByteSequence content) throws IOException;

  /// Creates a file in one step, unless there is one of this name; it is durable when this returns.
  ///
  /// @return false if there was one
  boolean create(String name, ByteSequence content) throws IOException;

  /// @throws java.nio.file.NoSuchFileException if there is none of this name
  InputStream read(String name) throws IOException;

  /// The length of a file.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is none of this name
  long size(String name) throws IOException;

  /// The names of all files, in no order.
  List<String> names() throws IOException;

  /// Removes a file if it is there.
  void delete(String name) throws IOException;

  /// For people.
  String location();
}
