#ifndef CPAGEFILES_H
#define CPAGEFILES_H

#include <stddef.h>

/// A file that pages consist of, embedded in the program.
struct PageFileBytes {
  /// Its folder here and its name, such as `counter/app.js`, ending with NUL.
  const char *name;
  /// Its bytes; none of them is the end.
  const unsigned char *bytes;
  /// How many bytes.
  size_t count;
};

/// How many files the folders `counter` and `assets` have.
size_t pageFileCount(void);

/// One of them; `index` is less than their count.
struct PageFileBytes pageFile(size_t index);

#endif
