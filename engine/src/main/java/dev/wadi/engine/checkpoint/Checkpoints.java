package dev.wadi.engine.checkpoint;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoints that a store has. Thread-safe as far as its store is.
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Pattern MANIFEST = Pattern.compile("manifest-(\\d{19})\\.json");
  private static final Pattern STATE = Pattern.compile("state-(\\d{19})-.*\\.arrows");

  private final CheckpointStore store;
  private final int kept;

  /// @param kept how many checkpoints stay when newer ones have been published
  public Checkpoints(CheckpointStore store, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("kept " + kept);
    }
    this.store = store;
    this.kept = kept;
  }

  CheckpointStore store() {
    return store;
  }

  /// What a run is to start from: the newest checkpoint that is whole. One that is not is reported
  /// and passed over.
  ///
  /// @throws WadiException if there are checkpoints but none that can be used, if the newest is of
  ///   a newer version of the format, or if the store cannot be read
  public RestorePoint newest() {
    List<Long> epochs = epochs();
    for (long epoch : epochs) {
      Optional<Manifest> manifest = whole(epoch);
      if (manifest.isPresent()) {
        return new RestorePoint(store, manifest, epochs.getFirst());
      }
    }
    if (!epochs.isEmpty()) {
      throw new WadiException(
              ErrorCode.CHECKPOINT_UNUSABLE,
              "none of the %d checkpoints in %s is whole"
                  .formatted(epochs.size(), store.location()))
          .withHint("restore the files from a backup, or start the pipeline anew");
    }
    return new RestorePoint(store, Optional.empty(), 0);
  }

  // The numbers of all manifests, newest first.
  private List<Long> epochs() {
    try {
      return store.names().stream()
          .map(MANIFEST::matcher)
          .filter(Matcher::matches)
          .map(name -> Long.parseLong(name.group(1)))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private WadiException unreadable(IOException e) {
    return new WadiException(
        ErrorCode.CHECKPOINT_UNUSABLE, "the checkpoints: " + e.getMessage(), e);
  }

  private Optional<Manifest> whole(long epoch) {
    try {
      return Optional.of(verified(epoch));
    } catch (IOException e) {
      LOG.warn(
          "checkpoint {} in {} cannot be used, trying the one before: {}",
          epoch,
          store.location(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /// @throws IOException if the checkpoint is not whole
  Manifest verified(long epoch) throws IOException {
    Manifest manifest = read(epoch);
    verify(manifest);
    return manifest;
  }

  private void verify(Manifest manifest) throws IOException {
    for (Manifest.StateFile file : manifest.files()) {
      verify(file);
    }
  }

  private Manifest read(long epoch) throws IOException {
    String name = manifestName(epoch);
    try (InputStream in = store.read(name)) {
      return ManifestCodec.read(name, in.readAllBytes());
    }
  }

  private void verify(Manifest.StateFile file) throws IOException {
    long size = store.size(file.name());
    if (size != file.bytes()) {
      throw new IOException(
          "'%s' has %d bytes instead of %d".formatted(file.name(), size, file.bytes()));
    }
    try (var in = new CheckedInputStream(store.read(file.name()), new CRC32C())) {
      in.skipNBytes(size);
      String checksum = ByteSequence.text(in.getChecksum());
      if (!checksum.equals(file.checksum())) {
        throw new IOException("'%s' is damaged: its checksum is wrong".formatted(file.name()));
      }
    }
  }

  /// The manifests that can be read, newest first, whether or not their files are whole.
  ///
  /// @throws WadiException if the store cannot be read
  public List<Manifest> all() {
    List<Manifest> manifests = new ArrayList<>();
    for (long epoch : epochs()) {
      try {
        manifests.add(read(epoch));
      } catch (NoSuchFileException e) {
        // A running job has just removed it.
      } catch (IOException e) {
        LOG.warn("checkpoint {} in {}: {}", epoch, store.location(), e.getMessage());
      }
    }
    return manifests;
  }

  /// Publishes a checkpoint in one step.
  ///
  /// @return false if there is one with its number: another run is at work
  boolean publish(Manifest manifest) throws IOException {
    return store.create(manifestName(manifest.epoch()), ManifestCodec.write(manifest));
  }

  /// Where a run starts that goes on from a checkpoint which need not be the newest.
  RestorePoint restorePoint(Manifest manifest) {
    long greatest = epochs().stream().findFirst().orElse(0L);
    return new RestorePoint(store, Optional.of(manifest), Math.max(greatest, manifest.epoch()));
  }

  /// Publishes a checkpoint once more, as the newest.
  ///
  /// @throws IOException if it is not whole, or cannot be published
  void publishAgain(Manifest manifest, long nowMillis) throws IOException {
    verify(manifest);
    long epoch = restorePoint(manifest).lastEpoch() + 1;
    var again =
        new Manifest(
            manifest.pipeline(), epoch, manifest.fingerprint(), nowMillis, 0, manifest.stages());
    if (!publish(again)) {
      throw new IOException("another run has just made checkpoint " + epoch);
    }
  }

  /// Removes checkpoints that are too old, and all state up to an epoch that stands in none of
  /// those that stay.
  ///
  /// @param upTo the epoch that was published last; nothing before it is being written any more
  void removeOld(long upTo) throws IOException {
    List<String> names = store.names();
    List<Long> epochs = epochs();
    // First the manifests: none may name a file that is gone.
    for (long epoch : epochs.subList(Math.min(kept, epochs.size()), epochs.size())) {
      store.delete(manifestName(epoch));
    }
    Set<String> inUse = new HashSet<>(new Savepoints(this).files());
    for (long epoch : epochs.subList(0, Math.min(kept, epochs.size()))) {
      try {
        read(epoch).files().forEach(file -> inUse.add(file.name()));
      } catch (IOException e) {
        LOG.warn("checkpoint {} in {}: {}", epoch, store.location(), e.getMessage());
      }
    }
    for (String name : names) {
      if (!inUse.contains(name) && epochOfState(name).filter(epoch -> epoch <= upTo).isPresent()) {
        store.delete(name);
      }
    }
  }

  private static Optional<Long> epochOfState(String name) {
    return Stream.of(STATE.matcher(name))
        .filter(Matcher::matches)
        .map(matched -> Long.parseLong(matched.group(1)))
        .findFirst();
  }

  /// Removes all checkpoints without a name.
  public void removeAllWithoutName() throws IOException {
    Set<String> inUse = new Savepoints(this).files();
    for (long epoch : epochs()) {
      store.delete(manifestName(epoch));
    }
    for (String name : store.names()) {
      if (STATE.matcher(name).matches() && !inUse.contains(name)) {
        store.delete(name);
      }
    }
  }

  /// Removes all checkpoints of a pipeline that is gone.
  public void removeAll() throws IOException {
    for (long epoch : epochs()) {
      store.delete(manifestName(epoch));
    }
    for (String name : store.names()) {
      store.delete(name);
    }
  }

  private static String manifestName(long epoch) {
    return "manifest-%019d.json".formatted(epoch);
  }

  /// The name of a state file.
  ///
  /// @param run keeps two runs apart that take themselves for the only one
  static String stateName(long epoch, String run, TaskId task, int step) {
    return "state-%019d-%s-%d-%d-%d.arrows"
        .formatted(epoch, run, task.stage(), step, task.subtask());
  }
}
