// Memory that only grows, and a text that grows at its end.
#pragma once

typedef unsigned long size;

#define EXPORT(name) __attribute__((export_name(name)))

// Room for so many bytes. Traps when there is none: the host then says that the plugin failed.
void *take(size bytes, size align);

// Writes at the end of the answer.
void put(const char *text);
void put_part(const char *start, const char *end);
void put_number(unsigned long number);

// Where the answer starts, and how long it is so far.
const char *written(size *length);
