#ifndef CCOUNTERPAGE_H
#define CCOUNTERPAGE_H

#include <stddef.h>

/// A file of the counter page, embedded in the program.
struct CounterPageFile {
  /// Its name below `/pos/`, ending with NUL.
  const char *name;
  /// Its bytes; none of them is the end.
  const unsigned char *bytes;
  /// How many bytes.
  size_t count;
};

/// How many files the folder `page` has.
size_t counterPageFileCount(void);

/// One of them; `index` is less than their count.
struct CounterPageFile counterPageFile(size_t index);

#endif
