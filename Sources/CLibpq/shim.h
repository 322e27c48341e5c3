// libpq of PostgreSQL 14 or later (pipeline mode), as the Swift target Libpq sees it.
#ifndef CITYCARD_CLIBPQ_SHIM_H
#define CITYCARD_CLIBPQ_SHIM_H

// Debian keeps the headers in a folder of their own, and pkg-config may be absent.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
#include <errno.h>
#include <poll.h>

/// Waits until the socket can be read, or with `writing` also written. Positive when there is something to do,
/// 0 when the time is over, negative on failure (poll(2); an interrupted wait counts as something to do).
static inline int citycard_wait(int socket, int reading, int writing, int milliseconds) {
  struct pollfd wanted = {socket, (short)((reading ? POLLIN : 0) | (writing ? POLLOUT : 0)), 0};
  int result = poll(&wanted, 1, milliseconds);
  return result < 0 && errno == EINTR ? 1 : result;
}

static inline void citycard_ignore_notice(void *context, const PGresult *notice) {
  (void)context;
  (void)notice;
}

/// libpq prints notices to standard error unless told otherwise, and the log is ours.
static inline void citycard_ignore_notices(PGconn *connection) {
  PQsetNoticeReceiver(connection, citycard_ignore_notice, NULL);
}

/// The fields of an error that are safe to log; Swift sees the macros' letters as integers of another type.
static inline const char *citycard_error_state(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}
static inline const char *citycard_error_text(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}

#endif
