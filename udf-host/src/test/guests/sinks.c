// Sinks that write to a server over HTTP, in C.

#include "wadi.h"

WADI_PLUGIN("sinks", "1.0.0")

// Lines of rows that were not sent yet.
static wadi_buffer lines;
static wadi_text url;

static void line_text(const char *text) { wadi_append(&lines, text, wadi_length(text)); }

static void line_integer(int64_t value) {
  wadi_text digits = wadi_shown_i64(value);
  wadi_append(&lines, digits.data, digits.length);
}

static void post(wadi_text to, wadi_bytes body) {
  wadi_request request = wadi_post(to, body);
  wadi_response reply;
  if (!wadi_send(&request, &reply)) {
    wadi_fail("the server does not answer");
  } else if (reply.status != 200) {
    wadi_fail("the server refuses");
  }
}

// The URL with something behind it, until the next one.
static wadi_text at(const char *path, wadi_text name) {
  static wadi_buffer made;
  made.length = 0;
  wadi_append(&made, url.data, url.length);
  wadi_append(&made, path, wadi_length(path));
  wadi_append(&made, name.data, name.length);
  return (wadi_text){made.data, (int32_t)made.length};
}

// ---- At least once

WADI_SINK(posted, "Posts rows, some at a time", WADI_CHANGES WADI_MOST_WRITERS(3),
          WADI_OPTION(url, string, "Where to") "," WADI_OPTION(mark, string, "What lines begin with"))

static wadi_text mark;

static void posted_open(wadi_text options, wadi_writer writer) {
  url = wadi_option(options, "url");
  mark = wadi_option(options, "mark");
  if (wadi_column_count == 0) wadi_fail("it needs a column");
  if (writer.subtask >= writer.parallelism) wadi_fail("it is no writer");
}

static void posted_write(void) {
  static const char *changes[] = {"+I", "-U", "+U", "-D"};
  wadi_append(&lines, mark.data, mark.length);
  line_text(changes[wadi_change()]);
  for (int32_t i = 0; i < wadi_column_count; i++) {
    char type = wadi_columns[i].type[0];
    line_text(" ");
    wadi_append(&lines, wadi_columns[i].name.data, wadi_columns[i].name.length);
    line_text("=");
    if (wadi_is_null(i)) {
      line_text("null");
    } else if (type == 'b') {
      line_text(wadi_get_boolean(i) ? "true" : "false");
    } else if (type == 'u') {
      wadi_append(&lines, wadi_get_text(i).data, wadi_get_text(i).length);
    } else if (type == 'g') {
      line_integer((int64_t)(1000 * wadi_get_number(i)));
    } else {
      line_integer(wadi_get_integer(i));
    }
  }
  line_text("\n");
}

static void posted_flush(void) {
  if (lines.length == 0) return;
  post(at("/rows", (wadi_text){NULL, 0}), (wadi_bytes){lines.data, (int32_t)lines.length});
  lines.length = 0;
}

// ---- In two phases

WADI_TWO_PHASE_SINK(staged, "Rows that a server shows when it is told to", WADI_APPENDS,
                    WADI_OPTION(url, string, "Where to"))

static wadi_writer writer_of_rows;

static void staged_open(wadi_text options, wadi_writer writer) {
  url = wadi_option(options, "url");
  writer_of_rows = writer;
}

static void staged_write(void) {
  line_integer(wadi_get_integer(0));
  line_text("\n");
}

static void staged_prepare(int64_t epoch) {
  static wadi_buffer name;
  wadi_text number;
  if (lines.length == 0) return;
  name.length = 0;
  wadi_append(&name, writer_of_rows.owner.data, writer_of_rows.owner.length);
  wadi_append(&name, "~", 1);
  wadi_append(&name, writer_of_rows.job.data, writer_of_rows.job.length);
  wadi_append(&name, "-", 1);
  number = wadi_shown_i64(writer_of_rows.subtask);
  wadi_append(&name, number.data, number.length);
  wadi_append(&name, "-", 1);
  number = wadi_shown_i64(epoch);
  wadi_append(&name, number.data, number.length);
  wadi_text made = {name.data, (int32_t)name.length};
  post(at("/stage/", made), (wadi_bytes){lines.data, (int32_t)lines.length});
  wadi_to_commit(made);
  lines.length = 0;
}

static void staged_commit(wadi_text committable) {
  post(at("/commit/", committable), (wadi_bytes){"", 0});
}

static void staged_recover(wadi_list_text committables) {
  for (int32_t i = 0; i < committables.length; i++) staged_commit(committables.items[i]);
  post(at("/discard/", writer_of_rows.owner), (wadi_bytes){"", 0});
}

static void staged_close(void) { lines.length = 0; }
