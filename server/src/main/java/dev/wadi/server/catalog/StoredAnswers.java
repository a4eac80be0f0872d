package dev.wadi.server.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What was answered to requests that made something and had an idempotency key, for when they come
/// again. Encrypted, since who knows what a request would have to be could tell what it was. Of a
/// caller the newest are kept, as many as there is room for.
public final class StoredAnswers {
  private static final int ANSWERS_OF_CALLER = 1_000;
  private static final int CHARACTERS_OF_CALLER = 16 << 20;

  private final Database database;
  private final Encryption encryption;

  StoredAnswers(Database database, Encryption encryption) {
    this.database = database;
    this.encryption = encryption;
  }

  /// Keeps an answer, and drops those that are older than another moment.
  ///
  /// @throws dev.wadi.sdk.error.WadiException if there is one already
  public void put(String caller, String key, StoredAnswer answer, Instant oldest) {
    String text =
        encryption.encrypt(
            JsonText.write(
                Map.of(
                    "request", answer.request(),
                    "status", Integer.toString(answer.status()),
                    "headers", JsonText.write(answer.headers()),
                    "body", answer.body())),
            place(caller, key));
    database.atomically(() -> {
      database.update("DELETE FROM answers WHERE at < ?", oldest.toEpochMilli());
      database.update(
          "INSERT INTO answers (caller, idempotency_key, at, answer) VALUES (?, ?, ?, ?)",
          caller,
          key,
          answer.at().toEpochMilli(),
          text);
      makeRoom(caller);
    });
  }

  // The newest stays, whatever its size.
  private void makeRoom(String caller) {
    database.update(
        """
        DELETE FROM answers WHERE rowid IN (
          SELECT id FROM (
            SELECT rowid AS id, row_number() OVER newest AS position,
              sum(length(answer)) OVER newest AS characters
            FROM answers WHERE caller = ?
            WINDOW newest AS (ORDER BY rowid DESC)) AS ranked
          WHERE position > 1 AND (position > ? OR characters > ?))
        """,
        caller,
        ANSWERS_OF_CALLER,
        CHARACTERS_OF_CALLER);
  }

  /// The answer that was given to a caller.
  ///
  /// @param oldest answers from before are none
  public Optional<StoredAnswer> find(String caller, String key, Instant oldest) {
    return database
        .query(
            """
            SELECT at, answer FROM answers
            WHERE caller = ? AND idempotency_key = ? AND at >= ?
            """,
            row ->
                read(
                    Instant.ofEpochMilli(row.getLong(1)),
                    encryption.decrypt(row.getString(2), place(caller, key))),
            caller,
            key,
            oldest.toEpochMilli())
        .stream()
        .findFirst();
  }

  private static StoredAnswer read(Instant at, String text) {
    Map<String, String> parts = JsonText.texts(text);
    return new StoredAnswer(
        parts.get("request"),
        Integer.parseInt(parts.get("status")),
        JsonText.texts(parts.get("headers")),
        parts.get("body"),
        at);
  }

  /// Forgets the answer that was given to a caller.
  public void remove(String caller, String key) {
    database.update("DELETE FROM answers WHERE caller = ? AND idempotency_key = ?", caller, key);
  }

  private static String place(String caller, String key) {
    return "answers/%s/%s".formatted(caller, key);
  }

  /// @param request what tells the request from others
  /// @param headers those that belong to the answer alone, such as `Location`
  /// @param body JSON
  public record StoredAnswer(
      String request, int status, Map<String, String> headers, String body, Instant at) {
    public StoredAnswer {
      headers = Map.copyOf(headers);
    }
  }
}
