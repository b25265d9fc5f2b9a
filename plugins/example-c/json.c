// Where in a JSON text is a value?
#include "json.h"

// Behind a string that starts here.
static place past_string(place at) {
  for (at++; *at != '"'; at++)
    if (*at == '\\') at++;
  return at + 1;
}

// Behind a value that starts here.
static place past(place at) {
  long depth = 0;
  do {
    if (*at == '"') {
      at = past_string(at);
      continue;
    }
    if (*at == '[' || *at == '{') depth++;
    if (*at == ']' || *at == '}') depth--;
    at++;
  } while (depth > 0 || !(*at == ',' || *at == ']' || *at == '}' || *at == 0));
  return at;
}

walk enter(place at) {
  walk in = {0, {0, 0}};
  if (at && (*at == '[' || *at == '{')) in.key.start = at;
  return in;
}

int next(walk *in) {
  place at = in->at ? past(in->at) : in->key.start;
  // The first time this is the opening bracket, later the comma or the closing one.
  if (!at || (in->at && *at != ',')) return 0;
  int map = in->at ? in->key.end != 0 : *at == '{';
  at++;
  if (*at == ']' || *at == '}') return 0;
  if (map) {
    in->key.start = at + 1;
    at = past_string(at);
    in->key.end = at - 1;
    at++;
  }
  in->at = at;
  return 1;
}

place find(place map, const char *key) {
  if (!map || *map != '{') return 0;
  for (walk in = enter(map); next(&in);)
    if (same(in.key, key)) return in.at;
  return 0;
}

raw string(place at) {
  raw none = {0, 0};
  if (!at || *at != '"') return none;
  raw text = {at + 1, past_string(at) - 1};
  return text;
}

unsigned long number(place at) {
  unsigned long value = 0;
  for (; at && *at >= '0' && *at <= '9'; at++) value = value * 10 + (unsigned long)(*at - '0');
  return value;
}

int starts(raw text, const char *with) {
  for (; *with; with++, text.start++)
    if (text.start == text.end || *text.start != *with) return 0;
  return 1;
}

int same(raw text, const char *with) {
  const char *end = with;
  while (*end) end++;
  return text.end - text.start == end - with && starts(text, with);
}
