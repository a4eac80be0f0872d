package dev.wadi.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Where the checkpoints of one pipeline are kept: files by name, without folders. Thread-safe. An
/// `IOException` says in its message what failed and where, and means that it may succeed later;
/// what is missing is a {@link java.nio.file.NoSuchFileException}.
public interface CheckpointStore {
  /// Keeps a file under a name that is new. When this returns, the file is durable as soon as any
  /// {@link #create} after it has returned. After an exception it is not there.
  void write(String name, ByteSequence content) throws IOException;

  /// Creates a file in one step, unless there is one of this name; it is durable when this returns.
  /// After an exception it may be there nevertheless, or come to be later.
  ///
  /// @return false if there was one: perhaps this one, whose creation looked like a failure
  boolean create(String name, ByteSequence content) throws IOException;

  /// A stream that fails if it ends before the file does.
  ///
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

  /// Removes what writers have left that were interrupted; to be called when none should be at
  /// work. One that is fails.
  void tidy() throws IOException;

  /// Leaves nothing of the store itself, which has no files any more.
  void dissolve() throws IOException;

  /// For people.
  String location();
}
