package dev.wadi.engine.checkpoint;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The checkpoints that a store has. Thread-safe as far as its store is.
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final int RACES_MAX = 10;
  // What the names of runs begin with that are none, but publish a checkpoint once more.
  private static final String AGAIN = "again-";

  private final CheckpointStore store;
  private final int kept;
  // By number, so that those that stay are not read each time.
  private final Map<Long, Manifest> known = new ConcurrentHashMap<>();

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

  /// Begins a run: from now on, no run that has begun before publishes anything.
  ///
  /// @return what it is to start from, as {@link #newest} says
  /// @throws WadiException as there, or if that was made by another plan
  public RestorePoint begin(String pipeline, String run, String fingerprint) {
    for (int race = 0; race < RACES_MAX; race++) {
      RestorePoint from = ofPlan(newest(), fingerprint);
      from.requirePlan(fingerprint);
      Manifest beginning =
          from.manifest()
              .map(manifest -> manifest.begunBy(run))
              .orElseGet(() -> Manifest.beginning(pipeline, run, fingerprint));
      var log = new ManifestLog(store, run, from.number());
      if (append(log, beginning)) {
        return from.withNumber(log.last());
      }
    }
    throw new WadiException(
        ErrorCode.CHECKPOINT_FAILED,
        "other runs of pipeline '%s' keep making checkpoints".formatted(pipeline));
  }

  // A checkpoint may have been carried over to another plan that has never begun, since the process
  // ended before that was written down elsewhere. The one that was carried over is still there.
  private RestorePoint ofPlan(RestorePoint newest, String fingerprint) {
    if (newest.manifest().filter(made -> isCarriedInVain(made, fingerprint)).isEmpty()) {
      return newest;
    }
    return ManifestLog.numbers(names()).stream()
        .flatMap(number -> whole(number).stream())
        .filter(made -> !isCarriedInVain(made, fingerprint))
        .findFirst()
        .filter(before -> before.fingerprint().equals(fingerprint) && !before.isBeginning())
        .map(before -> newest.of(before))
        .orElse(newest);
  }

  private static boolean isCarriedInVain(Manifest made, String fingerprint) {
    return made.run().startsWith(AGAIN) && !made.fingerprint().equals(fingerprint);
  }

  /// Has the next run begin from the beginning; none that has begun before publishes anything any
  /// more. Savepoints stay.
  ///
  /// @throws WadiException if the store cannot be reached
  public void beginAnew(String pipeline) {
    try {
      for (boolean begun = false; !begun; ) {
        List<String> before = store.names();
        long last = ManifestLog.numbers(before).stream().findFirst().orElse(0L);
        String nobody = "anew-" + UUID.randomUUID();
        begun =
            new ManifestLog(store, nobody, last).append(Manifest.beginning(pipeline, nobody, ""));
        if (begun) {
          removeWithoutName(before);
        }
      }
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// Whether any run has ever begun here.
  ///
  /// @throws WadiException if the store cannot be reached
  public boolean areThere() {
    return !ManifestLog.numbers(names()).isEmpty();
  }

  private boolean append(ManifestLog log, Manifest beginning) {
    try {
      if (!log.append(beginning)) {
        return false;
      }
      store.tidy();
      // Runs that begin and do not come to their first checkpoint leave nothing else behind.
      removeManifests(store.names());
      return true;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// The newest checkpoint that is whole. One that is not is reported and passed over.
  ///
  /// @throws WadiException if there are checkpoints but none that can be used, if the newest is of
  ///   a newer version of the format, or if the store cannot be reached: what is unknown is not
  ///   passed over
  public RestorePoint newest() {
    List<String> names = names();
    List<Long> numbers = ManifestLog.numbers(names);
    for (int passedOver = 0; passedOver < numbers.size(); passedOver++) {
      Optional<Manifest> found = whole(numbers.get(passedOver));
      if (found.isPresent()) {
        if (found.get().isBeginning() && passedOver > 0) {
          break;
        }
        long lastEpoch =
            passedOver == 0 ? found.get().epoch() : lastEpoch(found.get(), passedOver, names);
        return new RestorePoint(
            store,
            found.filter(manifest -> !manifest.isBeginning()),
            lastEpoch,
            numbers.getFirst());
      }
    }
    if (!numbers.isEmpty()) {
      throw new WadiException(
              ErrorCode.CHECKPOINT_UNUSABLE,
              "none of the %d checkpoints in %s is whole"
                  .formatted(numbers.size(), store.location()))
          .withHint("restore the files from a backup, or start the pipeline anew");
    }
    return new RestorePoint(store, Optional.empty(), 0, 0);
  }

  // Those passed over may not tell their epochs, but their files do.
  private static long lastEpoch(Manifest used, int passedOver, List<String> names) {
    return Math.max(
        used.epoch() + passedOver,
        names.stream().map(StateNames::epoch).flatMapToLong(OptionalLong::stream).max().orElse(0));
  }

  private List<String> names() {
    try {
      return store.names();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static WadiException unavailable(IOException e) {
    return new WadiException(
        ErrorCode.CHECKPOINT_STORE_UNAVAILABLE, "the checkpoints: " + e.getMessage(), e);
  }

  private Optional<Manifest> whole(long number) {
    try {
      Manifest manifest = ManifestLog.read(store, number);
      verify(manifest);
      return Optional.of(manifest);
    } catch (NoSuchFileException | DamagedFileException e) {
      LOG.warn(
          "checkpoint '{}' in {} cannot be used, trying the one before;"
              + " rows that sinks have committed with it come a second time: {}",
          ManifestLog.name(number),
          store.location(),
          e.getMessage());
      return Optional.empty();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// @throws IOException if there is no such checkpoint, or it is not whole
  Manifest verified(long epoch) throws IOException {
    for (long number : ManifestLog.numbers(store.names())) {
      Manifest manifest = ManifestLog.read(store, number);
      if (manifest.epoch() == epoch) {
        verify(manifest);
        return manifest;
      }
    }
    throw new NoSuchFileException(store.location(), null, "there is no checkpoint " + epoch);
  }

  private void verify(Manifest manifest) throws IOException {
    for (Manifest.StateFile file : manifest.files()) {
      verify(file);
    }
  }

  private void verify(Manifest.StateFile file) throws IOException {
    long size = store.size(file.name());
    if (size != file.bytes()) {
      throw new DamagedFileException(
          "'%s' has %d bytes instead of %d".formatted(file.name(), size, file.bytes()));
    }
    try (var in = new CheckedInputStream(store.read(file.name()), new CRC32C())) {
      in.skipNBytes(size);
      String checksum = ByteSequence.text(in.getChecksum());
      if (!checksum.equals(file.checksum())) {
        throw new DamagedFileException(
            "'%s' is damaged: its checksum is wrong".formatted(file.name()));
      }
    }
  }

  /// The manifests that can be read, newest first, whether or not their files are whole.
  ///
  /// @throws WadiException if the store cannot be reached
  public List<Manifest> all() {
    List<Manifest> manifests = new ArrayList<>();
    for (long number : ManifestLog.numbers(names())) {
      try {
        Manifest manifest = ManifestLog.read(store, number);
        if (!manifest.isBeginning()) {
          manifests.add(manifest);
        }
      } catch (NoSuchFileException e) {
        // A running job has just removed it.
      } catch (DamagedFileException e) {
        LOG.warn("checkpoints in {}: {}", store.location(), e.getMessage());
      } catch (IOException e) {
        throw unavailable(e);
      }
    }
    return manifests;
  }

  /// Where a run starts that goes on from a checkpoint which need not be the newest.
  RestorePoint restorePoint(Manifest manifest) {
    List<String> names = names();
    long published = all().stream().mapToLong(Manifest::epoch).max().orElse(0);
    long number = ManifestLog.numbers(names).stream().findFirst().orElse(0L);
    return new RestorePoint(
        store, Optional.of(manifest), Math.max(published, lastEpoch(manifest, 0, names)), number);
  }

  /// Where a run starts that another member has begun: that one has found out where.
  ///
  /// @param number of the manifest that the run has begun with
  /// @param lastEpoch as that one has found it
  /// @throws WadiException if there is no such manifest: the other member has another store
  public RestorePoint begunElsewhere(String run, long number, long lastEpoch) {
    try {
      Manifest begun = ManifestLog.read(store, number);
      if (!begun.run().equals(run)) {
        throw new DamagedFileException("it was written by run '%s'".formatted(begun.run()));
      }
      Optional<Manifest> from = Optional.of(begun).filter(manifest -> !manifest.isBeginning());
      return new RestorePoint(store, from, lastEpoch, number);
    } catch (NoSuchFileException | DamagedFileException e) {
      throw new WadiException(
              ErrorCode.CHECKPOINT_STORE_UNAVAILABLE,
              "checkpoint '%s', from which run '%s' begins, is not in %s: %s"
                  .formatted(ManifestLog.name(number), run, store.location(), e.getMessage()),
              e)
          .withHint("all servers need the same --checkpoint-dir: a shared disk, or s3://");
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  /// Publishes a checkpoint, which need not be of this store's last number, as the newest. To be
  /// called while nobody else publishes any.
  ///
  /// @throws IOException if it is not whole, or cannot be published
  public void publishAgain(Manifest manifest, long nowMillis) throws IOException {
    verify(manifest);
    RestorePoint from = restorePoint(manifest);
    String nobody = AGAIN + UUID.randomUUID();
    var again =
        new Manifest(
            manifest.pipeline(),
            nobody,
            from.lastEpoch() + 1,
            manifest.fingerprint(),
            nowMillis,
            0,
            manifest.stages());
    if (!new ManifestLog(store, nobody, from.number()).append(again)) {
      throw new IOException("another run has just made a checkpoint");
    }
  }

  /// Removes checkpoints that are too old, and all state up to an epoch that stands in none of
  /// those that stay.
  ///
  /// @param upTo the epoch that was published last; nothing before it is being written any more
  void removeOld(long upTo) throws IOException {
    List<String> names = store.names();
    Set<String> inUse = new HashSet<>(new Savepoints(this).files());
    // First the manifests: none may name a file that is gone.
    inUse.addAll(removeManifests(names));
    for (String name : names) {
      OptionalLong epoch = StateNames.epoch(name);
      if (epoch.isPresent() && epoch.getAsLong() <= upTo && !inUse.contains(name)) {
        store.delete(name);
      }
    }
  }

  // Of each checkpoint that stays, the newest manifest does. Returns the files that these name. If
  // one cannot be read just now nothing is known, and nothing is removed.
  private Set<String> removeManifests(List<String> names) throws IOException {
    List<Long> numbers = ManifestLog.numbers(names);
    known.keySet().retainAll(numbers);
    Set<Long> epochs = new HashSet<>();
    Set<String> inUse = new HashSet<>();
    List<Long> old = new ArrayList<>();
    for (long number : numbers) {
      try {
        Manifest manifest = known(number);
        if (epochs.size() < kept && epochs.add(manifest.epoch())) {
          manifest.files().forEach(file -> inUse.add(file.name()));
        } else {
          old.add(number);
        }
      } catch (NoSuchFileException | DamagedFileException e) {
        LOG.warn("checkpoints in {}: {}", store.location(), e.getMessage());
        if (epochs.size() == kept) {
          old.add(number);
        }
      }
    }
    for (long number : old) {
      store.delete(ManifestLog.name(number));
    }
    return inUse;
  }

  private Manifest known(long number) throws IOException {
    Manifest manifest = known.get(number);
    if (manifest == null) {
      manifest = ManifestLog.read(store, number);
      known.put(number, manifest);
    }
    return manifest;
  }

  // But for what savepoints need.
  private void removeWithoutName(List<String> names) throws IOException {
    Set<String> inUse = new Savepoints(this).files();
    remove(
        names.stream().filter(name -> !Savepoints.isOne(name) && !inUse.contains(name)).toList());
  }

  /// Removes all checkpoints of a pipeline that is gone, with and without names.
  public void removeAll() throws IOException {
    remove(store.names());
    store.dissolve();
  }

  // First the manifests: none may name a file that is gone.
  private void remove(List<String> names) throws IOException {
    for (long number : ManifestLog.numbers(names)) {
      store.delete(ManifestLog.name(number));
    }
    for (String name : names) {
      store.delete(name);
    }
  }
}
