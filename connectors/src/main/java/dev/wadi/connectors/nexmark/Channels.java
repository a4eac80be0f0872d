package dev.wadi.connectors.nexmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The channels through which bids come, each with a name and an address. Half of all bids come
/// through one of four hot channels. Nine in ten of the others have a `channel_id` in their
/// address.
final class Channels {
  static final int NAME_MAX_BYTES = 12;
  static final int URL_MAX_BYTES = 80;

  private static final int COUNT = 10_000;
  private static final String[] HOT = {"Google", "Facebook", "Baidu", "Apple"};
  private static final Texts NAMES = names();
  private static final Texts URLS = urls();

  private Channels() {}

  /// A channel's number: from 10,000 on the hot ones.
  static int pick(long bits) {
    return (bits & 1) != 0 ? COUNT + (int) (bits >>> 1 & 3) : (int) Draw.below(bits, COUNT);
  }

  static void name(TextWriter out, int channel) {
    NAMES.write(out, channel);
  }

  static void url(TextWriter out, int channel) {
    URLS.write(out, channel);
  }

  private static Texts names() {
    String[] names = new String[COUNT + HOT.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = i < COUNT ? "channel-" + i : HOT[i - COUNT];
    }
    return Texts.of(names);
  }

  private static Texts urls() {
    String[] urls = new String[COUNT + HOT.length];
    for (int i = 0; i < urls.length; i++) {
      long bits = Draw.mix(i);
      String url =
          "https://www.nexmark.com/%s/%s/%s/item.htm?query=1"
              .formatted(word(bits, 1), word(bits, 2), word(bits, 3));
      boolean hasId = i < COUNT && Draw.below(bits, 10) > 0;
      urls[i] = hasId ? url + "&channel_id=" + Math.abs(Integer.reverse(i)) : url;
    }
    return Texts.of(urls);
  }

  // Three or four letters.
  private static String word(long bits, int index) {
    long wordBits = Draw.bits(bits, index);
    long letters = Draw.letters(wordBits);
    var word = new StringBuilder();
    for (int i = 0; i < 3 + (wordBits & 1); i++) {
      word.append((char) (letters >>> 8 * i & 0xff));
    }
    return word.toString();
  }

  /// Many short texts in one array, the i-th from `starts[i]` to `starts[i + 1]`.
  private record Texts(byte[] bytes, int[] starts) {
    private static Texts of(String[] texts) {
      var bytes = new ByteArrayOutputStream();
      int[] starts = new int[texts.length + 1];
      for (int i = 0; i < texts.length; i++) {
        bytes.writeBytes(texts[i].getBytes(StandardCharsets.US_ASCII));
        starts[i + 1] = bytes.size();
      }
      return new Texts(bytes.toByteArray(), starts);
    }

    private void write(TextWriter out, int i) {
      out.bytes(bytes, starts[i], starts[i + 1] - starts[i]);
    }
  }
}
