package dev.wadi.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The part of WASI that is about files, in the folders that a plugin was granted. Each call
/// answers with an error number, as WASI has them.
final class WasiFiles implements AutoCloseable {
  private static final int SUCCESS = 0;
  private static final int ACCESS_DENIED = 2;
  private static final int BAD_DESCRIPTOR = 8;
  private static final int EXISTS = 20;
  private static final int INVALID = 28;
  private static final int IO = 29;
  private static final int IS_FOLDER = 31;
  private static final int TOO_MANY = 33;
  private static final int NO_ENTRY = 44;
  private static final int NOT_FOLDER = 54;
  private static final int NOT_SUPPORTED = 58;
  private static final int READ_ONLY = 69;

  private static final int FOLDER_TYPE = 3;
  private static final int FILE_TYPE = 4;
  private static final long RIGHT_TO_WRITE = 1L << 6;
  // To write, allocate, change the size, create, rename, remove.
  private static final long WRITING_RIGHTS = 0x0F7F_0F40L;
  private static final long ALL_RIGHTS = 0x1FFF_FFFFL;
  private static final int PATH_BYTES_MAX = 4_096;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int ENTRY_BYTES = 24;

  private final GuestFiles files;
  private final LinearMemory memory;

  WasiFiles(Grants grants, LinearMemory memory) {
    this.files = new GuestFiles(grants);
    this.memory = memory;
  }

  /// What a call does once its arguments are known.
  private interface Action {
    int run() throws IOException;
  }

  private static int errorOf(Action action) {
    try {
      return action.run();
    } catch (NoSuchFileException e) {
      return NO_ENTRY;
    } catch (FileAlreadyExistsException e) {
      return EXISTS;
    } catch (NotDirectoryException e) {
      return NOT_FOLDER;
    } catch (AccessDeniedException e) {
      return ACCESS_DENIED;
    } catch (NonReadableChannelException | NonWritableChannelException e) {
      return BAD_DESCRIPTOR;
    } catch (FileSystemException e) {
      return ACCESS_DENIED; // a link, which is not followed, among others
    } catch (IllegalArgumentException | ArithmeticException e) {
      return INVALID;
    } catch (IOException e) {
      return IO;
    }
  }

  /// Whether there is a function of this name here.
  static boolean knows(String name) {
    return switch (name) {
      case "fd_read", "fd_pread", "fd_seek", "fd_tell", "fd_close", "fd_fdstat_get" -> true;
      case "fd_fdstat_set_flags", "fd_prestat_get", "fd_prestat_dir_name" -> true;
      case "fd_filestat_get", "fd_readdir", "fd_sync", "fd_datasync", "path_open" -> true;
      case "path_filestat_get", "path_unlink_file", "path_rename" -> true;
      default -> false;
    };
  }

  /// Calls a function that {@link #knows} accepts.
  ///
  /// @param a arguments; those of 32 bits may have any upper half
  int call(String name, long[] a) {
    int descriptor = (int) a[0];
    return errorOf(() ->
        switch (name) {
          case "fd_read" -> transfer(descriptor, a[1], a[2], a[3], SeekableByteChannel::read);
          case "fd_pread" -> readAt(descriptor, a[1], a[2], a[3], a[4]);
          case "fd_seek" -> seek(descriptor, a[1], (int) a[2], a[3]);
          case "fd_tell" -> seek(descriptor, 0, 1, a[1]);
          case "fd_close" -> files.close(descriptor) ? SUCCESS : BAD_DESCRIPTOR;
          case "fd_fdstat_get" -> status(descriptor, a[1]);
          case "fd_fdstat_set_flags" -> setFlags(descriptor, a[1]);
          case "fd_prestat_get" -> granted(descriptor, a[1]);
          case "fd_prestat_dir_name" -> grantedName(descriptor, a[1], a[2]);
          case "fd_filestat_get" -> attributes(descriptor, a[1]);
          case "fd_readdir" -> list(descriptor, a[1], a[2], a[3], a[4]);
          case "fd_sync", "fd_datasync" -> sync(descriptor);
          case "path_open" -> openPath(descriptor, a);
          case "path_filestat_get" -> pathAttributes(descriptor, a);
          case "path_unlink_file" -> delete(descriptor, a);
          case "path_rename" -> rename(descriptor, a);
          default -> throw new IllegalArgumentException(name);
        });
  }

  /// Writes to a file.
  int write(int descriptor, long vectors, long count, long written) {
    return errorOf(() -> transfer(descriptor, vectors, count, written, SeekableByteChannel::write));
  }

  private GuestFiles.Open open(int descriptor) {
    return files.get(descriptor);
  }

  private SeekableByteChannel channel(int descriptor) {
    return open(descriptor) instanceof GuestFiles.Open.File file ? file.channel() : null;
  }

  private interface Transfer {
    int of(SeekableByteChannel channel, ByteBuffer bytes) throws IOException;
  }

  private int transfer(int descriptor, long vectors, long count, long done, Transfer transfer)
      throws IOException {
    SeekableByteChannel channel = channel(descriptor);
    if (channel == null) {
      return BAD_DESCRIPTOR;
    }
    long total = 0;
    for (long i = 0; i < (int) count; i++) {
      memory.burn();
      long vector = address(vectors) + 8 * i;
      long address = Integer.toUnsignedLong(memory.loadInt(vector));
      long length = Integer.toUnsignedLong(memory.loadInt(vector + 4));
      memory.check(address, length);
      long moved = transfer(channel, address, length, transfer);
      total += moved;
      if (moved < length) {
        break;
      }
    }
    memory.storeInt(address(done), (int) total);
    return SUCCESS;
  }

  private long transfer(SeekableByteChannel channel, long address, long length, Transfer transfer)
      throws IOException {
    long moved = 0;
    while (moved < length) {
      int part = (int) Math.min(CHUNK_BYTES, length - moved);
      memory.burnBytes(part);
      int now = transfer.of(channel, memory.buffer(address + moved, part));
      if (now <= 0) {
        break;
      }
      moved += now;
    }
    return moved;
  }

  private int readAt(int descriptor, long vectors, long count, long offset, long done)
      throws IOException {
    SeekableByteChannel channel = channel(descriptor);
    if (channel == null) {
      return BAD_DESCRIPTOR;
    }
    long before = channel.position();
    channel.position(offset);
    try {
      return transfer(descriptor, vectors, count, done, SeekableByteChannel::read);
    } finally {
      channel.position(before);
    }
  }

  private int seek(int descriptor, long distance, int from, long result) throws IOException {
    SeekableByteChannel channel = channel(descriptor);
    if (channel == null) {
      return BAD_DESCRIPTOR;
    }
    long start =
        switch (from) {
          case 0 -> 0;
          case 1 -> channel.position();
          case 2 -> channel.size();
          default -> throw new IllegalArgumentException("whence " + from);
        };
    channel.position(Math.addExact(start, distance));
    memory.storeLong(address(result), channel.position());
    return SUCCESS;
  }

  private int sync(int descriptor) throws IOException {
    if (!(channel(descriptor) instanceof FileChannel file)) {
      return BAD_DESCRIPTOR;
    }
    file.force(true);
    return SUCCESS;
  }

  private int setFlags(int descriptor, long flags) {
    if (channel(descriptor) == null) {
      return BAD_DESCRIPTOR;
    }
    return address(flags) == 0 ? SUCCESS : NOT_SUPPORTED;
  }

  private int status(int descriptor, long result) {
    return switch (open(descriptor)) {
      case null -> BAD_DESCRIPTOR;
      case GuestFiles.Open.Directory folder ->
          status(
              FOLDER_TYPE,
              folder.folder().writable() ? ALL_RIGHTS : ALL_RIGHTS & ~WRITING_RIGHTS,
              result);
      case GuestFiles.Open.File _ -> status(FILE_TYPE, ALL_RIGHTS, result);
    };
  }

  private int status(int type, long rights, long result) {
    memory.storeLong(address(result), type);
    memory.storeLong(address(result) + 8, rights);
    memory.storeLong(address(result) + 16, rights);
    return SUCCESS;
  }

  private int granted(int descriptor, long result) {
    GuestFolder folder = files.granted(descriptor);
    if (folder == null) {
      return BAD_DESCRIPTOR;
    }
    memory.storeInt(address(result), 0); // a folder
    memory.storeInt(address(result) + 4, folder.name().getBytes(UTF_8).length);
    return SUCCESS;
  }

  private int grantedName(int descriptor, long room, long length) {
    GuestFolder folder = files.granted(descriptor);
    if (folder == null) {
      return BAD_DESCRIPTOR;
    }
    byte[] name = folder.name().getBytes(UTF_8);
    memory.write((int) room, name, 0, Math.min(name.length, (int) length));
    return SUCCESS;
  }

  private int attributes(int descriptor, long result) throws IOException {
    return switch (open(descriptor)) {
      case null -> BAD_DESCRIPTOR;
      case GuestFiles.Open.Directory folder ->
          attributes(folder.folder().attributes(folder.path()), result);
      case GuestFiles.Open.File file -> attributes(FILE_TYPE, file.channel().size(), 0, result);
    };
  }

  private int pathAttributes(int descriptor, long[] a) throws IOException {
    return open(descriptor) instanceof GuestFiles.Open.Directory folder
        ? attributes(folder.folder().attributes(path(folder, a[2], a[3])), a[4])
        : BAD_DESCRIPTOR;
  }

  private int attributes(BasicFileAttributes attributes, long result) {
    return attributes(
        attributes.isDirectory() ? FOLDER_TYPE : attributes.isRegularFile() ? FILE_TYPE : 0,
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        result);
  }

  private int attributes(int type, long size, long changedNanos, long result) {
    memory.fillBytes(address(result), 64, (byte) 0);
    memory.storeByte(address(result) + 16, (byte) type);
    memory.storeLong(address(result) + 24, 1);
    memory.storeLong(address(result) + 32, size);
    memory.storeLong(address(result) + 48, changedNanos);
    return SUCCESS;
  }

  private int openPath(int descriptor, long[] a) throws IOException {
    if (!(open(descriptor) instanceof GuestFiles.Open.Directory folder)) {
      return BAD_DESCRIPTOR;
    }
    if (files.isFull()) {
      return TOO_MANY;
    }
    String path = path(folder, a[2], a[3]);
    long flags = a[4];
    var mode =
        new GuestFiles.Mode(
            (a[5] & RIGHT_TO_WRITE) != 0,
            (flags & 1) != 0,
            (flags & 4) != 0,
            (flags & 8) != 0,
            (a[7] & 1) != 0);
    int opened;
    if (isFolder(folder.folder(), path)) {
      if (mode.create() || mode.truncate()) {
        return IS_FOLDER;
      }
      opened = files.openFolder(folder.folder(), path);
    } else if ((flags & 2) != 0) {
      return NOT_FOLDER;
    } else if (mode.changes() && !folder.folder().writable()) {
      return READ_ONLY;
    } else {
      opened = files.openFile(folder.folder(), path, mode);
    }
    memory.storeInt(address(a[8]), opened);
    return SUCCESS;
  }

  private static boolean isFolder(GuestFolder folder, String path) throws IOException {
    try {
      return folder.attributes(path).isDirectory();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private int delete(int descriptor, long[] a) throws IOException {
    if (!(open(descriptor) instanceof GuestFiles.Open.Directory folder)) {
      return BAD_DESCRIPTOR;
    }
    if (!folder.folder().writable()) {
      return READ_ONLY;
    }
    folder.folder().delete(path(folder, a[1], a[2]));
    return SUCCESS;
  }

  // What has the new name is replaced.
  private int rename(int descriptor, long[] a) throws IOException {
    if (!(open(descriptor) instanceof GuestFiles.Open.Directory from)
        || !(open((int) a[3]) instanceof GuestFiles.Open.Directory to)) {
      return BAD_DESCRIPTOR;
    }
    if (!from.folder().writable() || !to.folder().writable()) {
      return READ_ONLY;
    }
    from.folder().move(path(from, a[1], a[2]), to.folder(), path(to, a[4], a[5]));
    return SUCCESS;
  }

  // Entries from a number on, the last one cut off where the room ends.
  private int list(int descriptor, long room, long size, long from, long used) throws IOException {
    if (!(open(descriptor) instanceof GuestFiles.Open.Directory folder)) {
      return BAD_DESCRIPTOR;
    }
    List<String> names = folder.folder().list(folder.path());
    long length = Integer.toUnsignedLong((int) size);
    memory.check(address(room), length);
    long filled = 0;
    for (long i = Math.max(0, from); i < names.size() && filled < length; i++) {
      memory.burn();
      byte[] name = names.get((int) i).getBytes(UTF_8);
      ByteBuffer entry = ByteBuffer.allocate(ENTRY_BYTES + name.length);
      entry.order(ByteOrder.LITTLE_ENDIAN);
      entry.putLong(0, i + 1).putInt(16, name.length).put(ENTRY_BYTES, name);
      String path =
          folder.path().isEmpty() ? names.get((int) i) : folder.path() + "/" + names.get((int) i);
      entry.put(20, (byte) (isFolder(folder.folder(), path) ? FOLDER_TYPE : FILE_TYPE));
      int part = (int) Math.min(entry.capacity(), length - filled);
      memory.write((int) (address(room) + filled), entry.array(), 0, part);
      filled += part;
    }
    memory.storeInt(address(used), (int) filled);
    return SUCCESS;
  }

  private String path(GuestFiles.Open.Directory folder, long address, long length) {
    if (Integer.toUnsignedLong((int) length) > PATH_BYTES_MAX) {
      throw new IllegalArgumentException("too long");
    }
    String name = new String(memory.readBytes((int) address, (int) length), UTF_8);
    if (name.startsWith("/")) {
      throw new IllegalArgumentException("absolute");
    }
    return folder.path().isEmpty() ? name : folder.path() + "/" + name;
  }

  private static long address(long argument) {
    return argument & 0xFFFF_FFFFL;
  }

  @Override
  public void close() {
    files.close();
  }
}
