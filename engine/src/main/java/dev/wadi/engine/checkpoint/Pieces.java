package dev.wadi.engine.checkpoint;

/// Which rows of which files a state consists of, in order: pieces of rows that stand one behind
/// the other in the same file. Files are numbered from 0, and so are the rows that each contains.
final class Pieces {
  private final IntArray files = new IntArray();
  private final IntArray starts = new IntArray();
  private final IntArray lengths = new IntArray();
  // The row of the state that each begins with.
  private final IntArray positions = new IntArray();
  private int rows;

  /// All rows of the first file, however many it has.
  static Pieces ofFirstFile() {
    var pieces = new Pieces();
    pieces.add(0, 0, Integer.MAX_VALUE);
    return pieces;
  }

  void add(int file, int start, int length) {
    files.add(file);
    starts.add(start);
    lengths.add(length);
    positions.add(rows);
    rows += length;
  }

  int count() {
    return files.count();
  }

  int file(int piece) {
    return files.get(piece);
  }

  int start(int piece) {
    return starts.get(piece);
  }

  int length(int piece) {
    return lengths.get(piece);
  }

  /// Appends some rows of this state to another.
  ///
  /// @throws DamagedFileException if this has not so many
  void copy(int from, int length, Pieces to) throws DamagedFileException {
    if (from < 0 || from > rows - length) {
      throw new DamagedFileException(
          "there are no rows %d to %d, but %d".formatted(from, (long) from + length - 1, rows));
    }
    int piece = positions.firstAbove(from) - 1;
    int row = from;
    while (row < from + length) {
      int skipped = row - positions.get(piece);
      int taken = Math.min(lengths.get(piece) - skipped, from + length - row);
      to.add(files.get(piece), starts.get(piece) + skipped, taken);
      row += taken;
      piece++;
    }
  }

  /// For each piece, the first row that a later piece of the same file begins with, or a greater
  /// number if there is none: rows before are not needed any more.
  int[] neededLater() {
    int[] needed = new int[count()];
    IntArray first = new IntArray();
    for (int piece = count() - 1; piece >= 0; piece--) {
      while (first.count() <= file(piece)) {
        first.add(Integer.MAX_VALUE);
      }
      int later = first.get(file(piece));
      needed[piece] = later;
      first.set(file(piece), Math.min(later, start(piece)));
    }
    return needed;
  }
}
