package dev.wadi.wasm;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A folder as a guest sees it: it gets to what is in it and to nothing else. Names are followed
/// from folder to folder on open handles, and links are not followed, so that nobody can swap one
/// for another in between.
final class GuestFolder {
  private final Grants.Folder granted;

  GuestFolder(Grants.Folder granted) {
    this.granted = granted;
  }

  String name() {
    return granted.path().toString();
  }

  boolean writable() {
    return granted.writable();
  }

  /// Opens a file.
  ///
  /// @param name relative
  SeekableByteChannel open(String name, Set<OpenOption> options) throws IOException {
    Set<OpenOption> withoutLinks = new HashSet<>(options);
    withoutLinks.add(LinkOption.NOFOLLOW_LINKS);
    return at(name, (folder, last) -> folder.newByteChannel(last, withoutLinks));
  }

  /// What kind of file it is, and how large.
  BasicFileAttributes attributes(String name) throws IOException {
    return at(
        name,
        (folder, last) ->
            folder
                .getFileAttributeView(last, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes());
  }

  /// The names in a folder in it.
  List<String> list(String name) throws IOException {
    return at(
        name,
        (folder, last) -> {
          List<String> names = new ArrayList<>();
          try (var inner = folder.newDirectoryStream(last, LinkOption.NOFOLLOW_LINKS)) {
            inner.forEach(path -> names.add(path.getFileName().toString()));
          }
          names.sort(null);
          return names;
        });
  }

  void delete(String name) throws IOException {
    at(
        name,
        (folder, last) -> {
          folder.deleteFile(last);
          return null;
        });
  }

  /// Gives a file another name, in this folder or in another one.
  void move(String name, GuestFolder target, String newName) throws IOException {
    at(
        name,
        (folder, last) ->
            target.at(
                newName,
                (newFolder, newLast) -> {
                  folder.move(last, newFolder, newLast);
                  return null;
                }));
  }

  private interface Action<T> {
    T in(SecureDirectoryStream<Path> folder, Path last) throws IOException;
  }

  private <T> T at(String name, Action<T> action) throws IOException {
    Path path = Path.of(name).normalize();
    if (path.isAbsolute() || path.startsWith("..")) {
      throw new NoSuchFileException(name);
    }
    try (DirectoryStream<Path> root = Files.newDirectoryStream(granted.path())) {
      return at(secure(root), path, 0, action);
    }
  }

  private static <T> T at(
      SecureDirectoryStream<Path> folder, Path path, int depth, Action<T> action)
      throws IOException {
    Path next = path.getName(depth);
    if (depth == path.getNameCount() - 1) {
      return action.in(folder, next.toString().isEmpty() ? Path.of(".") : next);
    }
    try (var inner = folder.newDirectoryStream(next, LinkOption.NOFOLLOW_LINKS)) {
      return at(inner, path, depth + 1, action);
    }
  }

  // Every system with the calls that end in "at" has them, which is to say all but Windows.
  private SecureDirectoryStream<Path> secure(DirectoryStream<Path> folder) throws IOException {
    if (folder instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new NotDirectoryException(granted.path() + " cannot be confined on this system");
  }
}
