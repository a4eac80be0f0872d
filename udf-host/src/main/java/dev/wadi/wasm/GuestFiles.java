package dev.wadi.wasm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The file descriptors of a guest: the folders that it was granted, from 3 on, and what it opens
/// in them.
final class GuestFiles implements AutoCloseable {
  /// The first descriptor behind standard input, output and error.
  static final int FIRST = 3;

  private static final int OPEN_MAX = 64;

  /// What `path_open` asks for.
  record Mode(boolean write, boolean create, boolean exclusive, boolean truncate, boolean append) {
    boolean changes() {
      return write || create || truncate || append;
    }

    private Set<OpenOption> options() {
      Set<OpenOption> options = new HashSet<>();
      options.add(changes() ? StandardOpenOption.WRITE : StandardOpenOption.READ);
      if (changes() && !append) {
        options.add(StandardOpenOption.READ);
      }
      if (create) {
        options.add(exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
      }
      if (truncate) {
        options.add(StandardOpenOption.TRUNCATE_EXISTING);
      }
      if (append) {
        options.add(StandardOpenOption.APPEND);
      }
      return options;
    }
  }

  /// An open file or folder.
  sealed interface Open {
    /// @param folder the granted one
    /// @param path in it
    record Directory(GuestFolder folder, String path) implements Open {}

    record File(SeekableByteChannel channel) implements Open {}
  }

  private final List<GuestFolder> folders = new ArrayList<>();
  private final Map<Integer, Open> open = new HashMap<>();

  GuestFiles(Grants grants) {
    for (Grants.Folder granted : grants.folders()) {
      GuestFolder folder = new GuestFolder(granted);
      open.put(FIRST + folders.size(), new Open.Directory(folder, ""));
      folders.add(folder);
    }
  }

  /// The granted folder behind a descriptor, or null.
  GuestFolder granted(int descriptor) {
    int index = descriptor - FIRST;
    return index >= 0 && index < folders.size() ? folders.get(index) : null;
  }

  /// What is open under a descriptor, or null.
  Open get(int descriptor) {
    return open.get(descriptor);
  }

  boolean isFull() {
    return open.size() >= folders.size() + OPEN_MAX;
  }

  /// Opens a file.
  ///
  /// @return its descriptor
  int openFile(GuestFolder folder, String path, Mode mode) throws IOException {
    return add(new Open.File(folder.open(path, mode.options())));
  }

  int openFolder(GuestFolder folder, String path) {
    return add(new Open.Directory(folder, path));
  }

  private int add(Open opened) {
    int descriptor = FIRST + folders.size();
    while (open.containsKey(descriptor)) {
      descriptor++;
    }
    open.put(descriptor, opened);
    return descriptor;
  }

  /// Closes what a guest opened; granted folders stay open.
  ///
  /// @return whether there was anything
  boolean close(int descriptor) throws IOException {
    if (granted(descriptor) != null) {
      return true;
    }
    Open closed = open.remove(descriptor);
    if (closed instanceof Open.File file) {
      file.channel().close();
    }
    return closed != null;
  }

  @Override
  public void close() {
    try {
      for (Integer descriptor : List.copyOf(open.keySet())) {
        close(descriptor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
