package dev.wadi.engine.checkpoint;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.Names;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The checkpoints of a store that have names: a copy of the manifest for each, whose files stay as
/// long as it is there. Thread-safe as far as the store is.
public final class Savepoints {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern FILE = Pattern.compile("savepoint-(" + NAME.pattern() + ")\\.json");

  private final Checkpoints checkpoints;
  private final CheckpointStore store;

  public Savepoints(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.store = checkpoints.store();
  }

  /// Newest first.
  ///
  /// @throws WadiException if the store or one of them cannot be read
  public List<Savepoint> all() {
    List<Savepoint> all = new ArrayList<>();
    try {
      for (String name : names()) {
        all.add(Savepoint.of(name, read(name)));
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    all.sort(Comparator.comparingLong(Savepoint::epoch).reversed().thenComparing(Savepoint::name));
    return all;
  }

  private List<String> names() throws IOException {
    return store.names().stream()
        .map(FILE::matcher)
        .filter(Matcher::matches)
        .map(file -> file.group(1))
        .toList();
  }

  /// Whether a file is a savepoint.
  static boolean isOne(String file) {
    return FILE.matcher(file).matches();
  }

  private Manifest read(String name) throws IOException {
    try (InputStream in = store.read(file(name))) {
      return ManifestCodec.read(file(name), in.readAllBytes());
    }
  }

  private static String file(String name) {
    return "savepoint-" + name + ".json";
  }

  private static WadiException unusable(IOException e) {
    ErrorCode code =
        switch (e) {
          case NoSuchFileException _, DamagedFileException _ -> ErrorCode.CHECKPOINT_UNUSABLE;
          default -> ErrorCode.CHECKPOINT_STORE_UNAVAILABLE;
        };
    return new WadiException(code, "the savepoints: " + e.getMessage(), e);
  }

  /// @throws WadiException if there is none of this name
  public Savepoint get(String name) {
    return Savepoint.of(name, manifest(name));
  }

  private Manifest manifest(String name) {
    try {
      List<String> names = names();
      if (!names.contains(name)) {
        throw new WadiException(ErrorCode.NOT_FOUND, "no savepoint '%s'".formatted(name))
            .withHint(Names.nearest(name, names).map("did you mean '%s'?"::formatted).orElse(null));
      }
      return read(name);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// @throws WadiException if the name is no name, or there is one of this name
  public void requireNew(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "'%s' cannot be the name of a savepoint".formatted(name))
          .withHint("up to 64 letters, digits, '-', '_' and '.', a letter or digit first");
    }
    try {
      if (names().contains(name)) {
        throw taken(name);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static WadiException taken(String name) {
    return new WadiException(
            ErrorCode.CONFLICT, "there is a savepoint '%s' already".formatted(name))
        .withHint("take another name, or remove that one first");
  }

  /// Keeps a checkpoint under a name.
  ///
  /// @param epoch the checkpoint's number
  /// @throws WadiException if it is not whole, or the name is taken
  public Savepoint keep(String name, long epoch) {
    requireNew(name);
    try {
      Manifest manifest = checkpoints.verified(epoch);
      if (!store.create(file(name), ManifestCodec.write(manifest))) {
        throw taken(name);
      }
      return Savepoint.of(name, manifest);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Forgets a savepoint. Its files go when the next checkpoint is published.
  ///
  /// @throws WadiException if there is none of this name
  public void remove(String name) {
    try {
      if (!names().contains(name)) {
        manifest(name);
      }
      store.delete(file(name));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Publishes a savepoint as the newest checkpoint. To be called while nobody else publishes any.
  ///
  /// @param fingerprint of the plan that is to go on from there
  /// @throws WadiException if there is none of this name, if it is not whole, or another plan has
  ///   made it
  public void goBack(String name, String fingerprint, long nowMillis) {
    Manifest manifest = manifest(name);
    checkpoints.restorePoint(manifest).requirePlan(fingerprint);
    try {
      checkpoints.publishAgain(manifest, nowMillis);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// The files that savepoints need.
  ///
  /// @throws IOException if that cannot be said
  Set<String> files() throws IOException {
    Set<String> files = new HashSet<>();
    for (String name : names()) {
      try {
        read(name).files().forEach(file -> files.add(file.name()));
      } catch (NoSuchFileException e) {
        // It has just been removed.
      }
    }
    return files;
  }
}
