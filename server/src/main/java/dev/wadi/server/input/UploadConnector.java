package dev.wadi.server.input;

import dev.wadi.sdk.connector.CanRead;
import dev.wadi.sdk.connector.Internal;
import dev.wadi.sdk.connector.ReadContext;
import dev.wadi.sdk.connector.Source;
import dev.wadi.sdk.connector.SplitReader;
import dev.wadi.sdk.connector.TableDefinition;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tables that a client fills while they are read, once. Which upload a table is of is an option
/// that only {@link #attach} makes, since a plan is data and cannot hold the rows.
public final class UploadConnector implements CanRead, Internal {
  public static final String NAME = "upload";
  public static final String ID = "id";

  private final Map<String, UploadedRows> uploads = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Reads what a client uploads, while it does.";
  }

  @Override
  public List<Option> options() {
    return List.of(Option.required(ID, "which upload"));
  }

  /// Lets a table read an upload, until {@link #detach}.
  ///
  /// @param id unique among the uploads, for the option {@link #ID} of the table
  public void attach(String id, UploadedRows rows) {
    uploads.put(id, rows);
  }

  public void detach(String id) {
    uploads.remove(id);
  }

  @Override
  public Source source(TableDefinition table) {
    String id = table.options().getOrDefault(ID, "");
    if (!uploads.containsKey(id)) {
      throw new WadiException(ErrorCode.INVALID_OPTION, "there is no such upload")
          .withHint("rows are uploaded with bulk ingestion, which makes the table itself");
    }
    return new UploadSource(id);
  }

  private final class UploadSource implements Source {
    private final String id;

    private UploadSource(String id) {
      this.id = id;
    }

    @Override
    public boolean bounded() {
      return true;
    }

    // The client may be slow.
    @Override
    public boolean blocking() {
      return true;
    }

    @Override
    public List<Split> splits(int parallelism) {
      return List.of(new Split(id, ""));
    }

    @Override
    public SplitReader open(Split split, ReadContext context) {
      return new UploadReader(uploads.get(id), context);
    }
  }
}
