// JSON, walked in place. A place is a pointer to the first character of a value; `0` is no place.
//
// The host hands over JSON without white space, so none is expected here.
#pragma once

typedef const char *place;

// A string's characters as they stand between the quotes, escapes and all.
typedef struct {
  const char *start, *end;
} raw;

// Walks a list or a map: `at` goes from value to value, `key` is the value's name in a map.
typedef struct {
  place at;
  raw key;
} walk;

// Before the first value of a list or map. `next` then goes on, and says whether there is one more.
walk enter(place list_or_map);
int next(walk *in);

// The value of a key in a map, or 0.
place find(place map, const char *key);

// A string, empty where the value is none; a number, 0 where the value is none.
raw string(place value);
unsigned long number(place value);

int starts(raw text, const char *with);
int same(raw text, const char *with);
