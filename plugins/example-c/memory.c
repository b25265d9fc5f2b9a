// Where does memory come from? From the end of what the linker laid out, and it is never given back.
#include "memory.h"

extern unsigned char __heap_base;

enum { PAGE = 65536 };

static size next;

static void reach(size end) {
  size have = __builtin_wasm_memory_size(0) * PAGE;
  if (end < next) __builtin_trap();
  if (end > have && __builtin_wasm_memory_grow(0, (end - have + PAGE - 1) / PAGE) == (size)-1) __builtin_trap();
}

void *take(size bytes, size align) {
  if (next == 0) next = (size)&__heap_base;
  size start = (next + align - 1) & -align;
  if (start + bytes < start) __builtin_trap();
  reach(start + bytes);
  next = start + bytes;
  return (void *)start;
}

// How the host asks for room: for the request, once.
EXPORT("cabi_realloc") void *cabi_realloc(void *old, size old_bytes, size align, size bytes) {
  char *room = take(bytes, align);
  for (size i = 0; i < old_bytes && i < bytes; i++) room[i] = ((const char *)old)[i];
  return room;
}

static char *answer, *answer_end;

void put_part(const char *start, const char *end) {
  if (!answer) answer = answer_end = take(0, 1);
  for (; start < end; start++) {
    // The answer is one piece: nothing may be taken while it grows.
    if (take(1, 1) != answer_end) __builtin_trap();
    *answer_end++ = *start;
  }
}

void put(const char *text) {
  const char *end = text;
  while (*end) end++;
  put_part(text, end);
}

void put_number(unsigned long number) {
  char digits[20], *first = digits + sizeof digits;
  do *--first = '0' + number % 10;
  while (number /= 10);
  put_part(first, digits + sizeof digits);
}

const char *written(size *length) {
  *length = answer_end - answer;
  return answer;
}
