package dev.wadi.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A store of which one file cannot be read just now.
///
/// @param unreadable its name
record FlakyStore(CheckpointStore store, String unreadable) implements CheckpointStore {
  @Override
  public void write(String name, ByteSequence content) throws IOException {
    store.write(name, content);
  }

  @Override
  public boolean create(String name, ByteSequence content) throws IOException {
    return store.create(name, content);
  }

  @Override
  public InputStream read(String name) throws IOException {
    if (name.equals(unreadable)) {
      throw new IOException("the network is gone");
    }
    return store.read(name);
  }

  @Override
  public long size(String name) throws IOException {
    return store.size(name);
  }

  @Override
  public List<String> names() throws IOException {
    return store.names();
  }

  @Override
  public void delete(String name) throws IOException {
    store.delete(name);
  }

  @Override
  public void tidy() throws IOException {
    store.tidy();
  }

  @Override
  public void dissolve() throws IOException {
    store.dissolve();
  }

  @Override
  public String location() {
    return store.location();
  }
}
