package dev.wadi.sdk.error;

/// Every error that a user can meet, numbered in ranges by who has to act. The number never changes
/// once released; the name is what people search for. `docs/errors.md` is made of them.
public enum ErrorCode {
  // 1xxx: the SQL text or a request is wrong; change it.
  SYNTAX_ERROR(
      1001,
      "The text is not SQL as Wadi reads it.",
      "look at what stands just before; a keyword as a name needs quotes, such as \"order\""),
  UNSUPPORTED_SQL(
      1002, "This is SQL, but Wadi does not run it.", "docs/sql.md shows what there is"),
  TABLE_NOT_FOUND(
      1003,
      "No table or view has this name.",
      "check the spelling; SHOW TABLES lists what there is"),
  COLUMN_NOT_FOUND(
      1004,
      "No table in reach has a column of this name.",
      "check the spelling; DESCRIBE lists the columns of a table"),
  FUNCTION_NOT_FOUND(
      1005,
      "Neither Wadi nor an uploaded plugin has a function of this name.",
      "check the spelling; SHOW FUNCTIONS lists what there is; upload the plugin first"),
  TYPE_MISMATCH(
      1006,
      "Values have types that do not go together here.",
      "convert one of them: CAST(value AS type)"),
  DUPLICATE_NAME(
      1007,
      "A name is given twice, or is taken.",
      "choose another name, or write CREATE OR REPLACE"),
  INVALID_OPTION(
      1008,
      "There is no such option or setting, or it does not take this value.",
      "docs/connectors.md has the options of all connectors, docs/sql.md the settings"),
  MISSING_OPTION(
      1009, "A table lacks an option that its connector needs.", "add it to the WITH clause"),
  UNKNOWN_CONNECTOR(
      1010,
      "There is no connector of this name.",
      "check the spelling; SHOW CONNECTORS lists what there is; upload the plugin first"),
  INVALID_WATERMARK(
      1011,
      "A watermark cannot be made, or one is missing where time matters.",
      "declare WATERMARK FOR column in CREATE TABLE, for a column that is a TIMESTAMP"),
  INVALID_WINDOW(
      1012,
      "A window has arguments that make no window, or is at a place for none.",
      "docs/sql.md shows the windows"),
  INVALID_SQL(
      1013,
      "The text is well-formed but contradicts itself or what it refers to.",
      "docs/sql.md shows how statements are written"),
  INVALID_REQUEST(
      1014,
      "An HTTP request does not fit the interface.",
      "compare the request with what the message expects"),
  NOT_FOUND(
      1015,
      "There is no such pipeline, job, table or plugin.",
      "list what there is: GET the path without the last part"),
  CONFLICT(1016, "Something else still needs this.", "stop or drop first what the message names"),
  REQUEST_TOO_LARGE(
      1017, "The body of a request is larger than the server takes.", "send less at a time"),
  INVALID_ARGUMENT(
      1018,
      "An argument has the right type but a value that cannot be used.",
      "change it to what the message expects"),
  UPDATING_SINK(
      1019,
      "A query changes rows that it has written, but its sink can only add rows.",
      "use a sink with format 'debezium_json', or group by a window, whose rows are final"),
  UNAUTHENTICATED(
      1030,
      "The server does not know who is asking.",
      "send a token: --token, WADI_TOKEN, or the header Authorization: Bearer TOKEN"),
  FORBIDDEN(
      1031,
      "Who asks may not do this.",
      "use a token with the role that the message names, or ask an administrator"),
  TOO_MANY_REQUESTS(1032, "Requests come faster than the server takes them.", "wait a moment"),
  IDEMPOTENCY_KEY_REUSED(
      1040,
      "A request has the idempotency key of another one.",
      "send a new Idempotency-Key with each new request, and the same only with the same request"),
  PRECONDITION_FAILED(
      1041,
      "What a request expects to be there is not, or the other way round.",
      "look what is there now, and decide anew"),

  // 2xxx: the data is wrong; clean it, or say how to treat it.
  DIVISION_BY_ZERO(
      2001, "A row divides by zero.", "write x / nullif(y, 0), or filter such rows out"),
  NUMERIC_OVERFLOW(
      2002,
      "A number does not fit its type.",
      "compute in a wider type: CAST(x AS BIGINT), DECIMAL or DOUBLE"),
  INVALID_CAST(
      2003,
      "A value cannot be converted to the type.",
      "write TRY_CAST, which gives NULL instead, or filter such rows out"),
  BAD_DATA(
      2004,
      "A row of the input is not what the table declares.",
      "correct the data or the columns, or drop such rows: bad_data = 'drop'"),
  FUNCTION_ERROR(
      2005,
      "A function refused its arguments.",
      "filter such rows out, or ask the function's author"),
  NULL_VIOLATION(2006, "A column that is NOT NULL got NULL.", "give it a value: coalesce(x, ..)"),
  TOO_MANY_ROWS(
      2020,
      "A sub-query that stands for one value has several rows.",
      "add LIMIT 1 or an aggregate such as max, or write IN"),

  // 3xxx: a plugin is wrong or exceeds its limits.
  PLUGIN_INVALID(
      3001,
      "This is no WebAssembly module, or one that describes itself wrongly.",
      "build it with one of the SDKs and upload the .wasm file"),
  PLUGIN_ABI_MISMATCH(
      3002,
      "The module is not built for this version of the interface.",
      "build it with the SDK that belongs to this server"),
  PLUGIN_TRAPPED(
      3003,
      "A function of a plugin crashed.",
      "report the message to the plugin's author; the server goes on"),
  PLUGIN_TIMEOUT(
      3004,
      "A function of a plugin did not return in time.",
      "report it to the plugin's author: it may loop forever for these arguments"),
  PLUGIN_MEMORY_LIMIT(
      3005,
      "A plugin wants more memory than it may have.",
      "report it to the plugin's author: it may keep what it no longer needs"),
  PLUGIN_FORBIDDEN(
      3006, "A plugin may not do what it needs.", "grant it what it needs, or build it without"),
  PLUGIN_TOO_LARGE(
      3007,
      "A plugin is larger than the server takes.",
      "build it with optimization and without debug information"),
  PLUGIN_BAD_RESULT(
      3008,
      "A function of a plugin returned what is no result.",
      "report it to the plugin's author, or build it with one of the SDKs"),
  PLUGIN_QUARANTINED(
      3009,
      "A plugin has failed so often that it is not called any more.",
      "upload it again, mended, or release it: ./wadi plugin release NAME"),
  PLUGIN_UNTRUSTED(
      3010,
      "A plugin is not signed with a key that is trusted here.",
      "sign it: ./wadi plugin sign MODULE.wasm --key KEY.pem"),
  PLUGIN_UPGRADE_REFUSED(
      3011,
      "A pipeline cannot go on with this version of a plugin, and keeps the one that it has.",
      "change the plugin as the message says, or start another pipeline with the new version"),

  // 4xxx: the surroundings: files, network, memory.
  FILE_NOT_FOUND(
      4001,
      "There is no such file.",
      "check the path; a relative one begins where Wadi was started"),
  FILE_UNREADABLE(
      4002,
      "A file cannot be read, or is not what its format says.",
      "check the permissions and the format"),
  FILE_UNWRITABLE(
      4003, "A file cannot be written.", "check the permissions, the directory and the space left"),
  PORT_IN_USE(4004, "Something else listens on the port.", "stop it, or take another with --port"),
  MEMORY_LIMIT(
      4005,
      "A query needs more memory than there is.",
      "process less at a time, or keep state shorter: SET updating_ttl, smaller windows"),
  CATALOG_UNAVAILABLE(
      4006,
      "The server's catalog cannot be used.",
      "stop the other server that uses it, or take another place with --data-dir"),
  SERVER_UNREACHABLE(
      4007,
      "No Wadi server answers.",
      "start one with ./wadi server, or say where it is with --url"),
  SYSTEM_FAILED(
      4008,
      "An outside system refused or could not be reached.",
      "check its address, and that it runs"),
  CHECKPOINT_FAILED(
      4009,
      "The state of a pipeline cannot be saved.",
      "mend what the message names; the pipeline goes on from its last checkpoint"),
  CHECKPOINT_UNUSABLE(
      4010,
      "A pipeline cannot go on from its checkpoint.",
      "undo what has changed, or start the pipeline anew"),
  CHECKPOINT_STORE_UNAVAILABLE(
      4011,
      "The place where checkpoints are kept cannot be reached.",
      "mend what the message names; the pipeline tries again by itself"),
  SERVED_ELSEWHERE(
      4020,
      "Another server of the same catalog has this pipeline.",
      "ask that server, or ask again in a moment"),
  MEMBER_LOST(
      4021,
      "A server that had a part of a pipeline has left the cluster.",
      "nothing: the pipeline goes on from its last checkpoint, on the servers that are left"),

  // 9xxx: our own bug.
  INTERNAL(
      9001,
      "Wadi did something that it must not.",
      "please report this bug in Wadi, together with the log");

  private final int number;
  private final String meaning;
  private final String remedy;

  ErrorCode(int number, String meaning, String remedy) {
    this.number = number;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /// The stable number, unique among all codes.
  public int number() {
    return number;
  }

  /// What has happened, in a sentence.
  public String meaning() {
    return meaning;
  }

  /// What to do next where an error has no hint of its own.
  public String remedy() {
    return remedy;
  }
}
