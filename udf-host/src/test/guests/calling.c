// Calls what the host offers, from C.

#include "wadi.h"

WADI_PLUGIN("calling_c", "1.0.0")

WADI_SCALAR_2(text, c_fetch, text, url, text, header) {
  wadi_request request = wadi_get(url);
  wadi_response response;
  request.headers = (wadi_list_text){&header, 1};
  if (!wadi_send(&request, &response)) return WADI_FAIL(text, "no response");
  wadi_count("fetched", 1);
  wadi_observe("bytes", response.body.length);
  wadi_log(WADI_WARN, "fetched");
  return response.body;
}

WADI_SCALAR_1(i32, c_headers, text, url) {
  wadi_request request = wadi_get(url);
  wadi_response response;
  wadi_send(&request, &response);
  return response.headers.length;
}

static wadi_request c_ask_request(wadi_text url, wadi_text header, wadi_text body) {
  static wadi_text headers[1];
  headers[0] = header;
  if (body.length == 0) return WADI_NULL(request);
  if (body.data[0] == '!') return WADI_FAIL(request, "not asked");
  wadi_request request = wadi_post(url, body);
  request.headers = (wadi_list_text){headers, 1};
  return request;
}

static wadi_text c_ask_response(wadi_text url, wadi_text header, wadi_text body,
                                wadi_response reply) {
  (void)url, (void)header, (void)body;
  if (reply.status == 0) return wadi_text_of("nothing");
  return reply.status == 200 ? reply.body : WADI_NULL(text);
}

WADI_ASYNC_3(text, c_ask, WADI_UNORDERED, 7, text, url, text, header, text, body)
