#ifndef CITYCARD_CJANSSON_SHIM_H
#define CITYCARD_CJANSSON_SHIM_H

#include <jansson.h>

/* Swift cannot see `json_error_code()`: the enum of the same name hides it. */
static inline int citycard_json_error_code(const json_error_t *error) { return (int)json_error_code(error); }

/* Swift sees a C array member as a tuple, which cannot be read as text. */
static inline const char *citycard_json_error_text(const json_error_t *error) { return error->text; }

#endif
